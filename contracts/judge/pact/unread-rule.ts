import { findingAbout, type Finding, type Subject } from '../finding.js';
import type { RuleList } from './interaction.js';
import { describeRules } from './matchers/in-words.js';
import { isGivenUp } from './matchers/own-example.js';

/** A rule on which a consumer relies, and that cannot be judged: it holds an expression that `isUnread`. @param rule the id of the promise that it is about. */
export function unreadRule(subject: Subject, rule: string, pointer: string, expected: string, list: RuleList): Finding {
  const actual = describeRules(list);
  const why = list.matchers.some((matcher) => matcher.kind === 'regex' && isGivenUp(matcher.regex))
    ? 'takes too many steps to match'
    : 'is of another language than JavaScript, or does not fit its own example';
  return findingAbout(subject, 'expectation.not-checked', rule, {
    pointer,
    expected,
    actual,
    message: `The rule of ${pointer} was not judged: its regular expression ${why}.`,
    byRule: true,
  });
}
