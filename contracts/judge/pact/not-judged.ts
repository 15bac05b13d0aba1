import { findingAbout, type Finding, type Subject } from '../finding.js';
import { isGivenUp } from './matchers/accepted.js';
import { describeRules, type RuleList } from './matchers/rule-list.js';

/** A note about a rule of a request that cannot be judged, wholly or in part. */
export function exampleOnly(subject: Subject, rule: string, pointer: string, expected: string, list: RuleList): Finding {
  const actual = describeRules(list);
  const place = pointer === 'path' ? 'the path' : pointer;
  const more = 'what else that lets the consumer send is not documented, or cannot be told';
  const message = `Only the example of ${place} was judged. Its rule is ${actual}: ${more}.`;
  return findingAbout(subject, 'request.not-checked', rule, { pointer, expected, actual, message, identity: actual, byRule: true });
}

/** A note about a rule of a response that cannot be judged: see `isUnread`. @param rule the id of the promise. */
export function unreadRule(subject: Subject, rule: string, pointer: string, expected: string, list: RuleList): Finding {
  const actual = describeRules(list);
  const why = list.matchers.some(isGivenUp)
    ? 'takes too many steps to match'
    : 'is of another language than JavaScript, or does not fit its own example';
  const message = `The rule of ${pointer} was not judged: its regular expression ${why}.`;
  return findingAbout(subject, 'expectation.not-checked', rule, { pointer, expected, actual, message, byRule: true });
}
