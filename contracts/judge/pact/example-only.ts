import { findingAbout, type Finding, type Subject } from '../finding.js';
import type { RuleList } from './interaction.js';
import { describeRules } from './matchers/in-words.js';

/** Of a rule that cannot be judged, or not in all that it lets in. */
export function exampleOnly(subject: Subject, rule: string, pointer: string, expected: string, list: RuleList): Finding {
  const actual = describeRules(list);
  const place = pointer === 'path' ? 'the path' : pointer;
  const more = 'what else that lets the consumer send is not documented, or cannot be told';
  const message = `Only the example of ${place} was judged. Its rule is ${actual}: ${more}.`;
  return findingAbout(subject, 'request.not-checked', rule, { pointer, expected, actual, message, identity: actual, byRule: true });
}
