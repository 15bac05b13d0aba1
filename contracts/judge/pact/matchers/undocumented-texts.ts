import { accepted, acceptedByList, isUnreadRegex, ownExample } from './accepted.js';
import { foreignRegex, type Texts } from './foreign-regex.js';
import type { Matcher, RuleList } from './rule-list.js';

/** Whether a rule allows undocumented texts. `open`: none was found, and the rule does not list all that it allows. `unread`: it cannot be read. */
export type Allowance = 'no' | 'open' | 'unread' | 'yes';

const worstFirst: readonly Allowance[] = ['yes', 'unread', 'open', 'no'];

/** Unlike in `allowed`, undecidable texts do not count as allowed. @param texts some undocumented ones, for rules that name none themselves. */
export function allowsUndocumented(list: RuleList, example: unknown, texts: Texts, isDocumented: (text: string) => boolean): Allowance {
  const { combine, matchers } = list;
  const byEach = new Set(matchers.map((matcher) => allowsBy(matcher, ownExample(list, matcher, example), texts, isDocumented)));
  const order = combine === 'or' ? worstFirst : worstFirst.toReversed();
  const result = order.find((one) => byEach.has(one)) ?? 'no';
  if (combine === 'or' || result !== 'yes' || matchers.length === 1) return result;
  const named = matchers.flatMap(textsNamedBy).filter((text) => !isDocumented(text));
  return certainlyAllowed(list, example, [...texts, ...named]).length > 0 ? 'yes' : 'open';
}

/** The texts that a rule certainly allows: an undecidable one allows none. */
export function certainlyAllowed(list: RuleList, example: unknown, texts: Texts): Texts {
  return acceptedByList(list, example, texts, (matcher, own) => accepted(matcher, own, texts) ?? []);
}

function allowsBy(matcher: Matcher, example: unknown, texts: Texts, isDocumented: (text: string) => boolean): Allowance {
  if (matcher.kind === 'unknown' || isUnreadRegex(matcher, example)) return 'unread';
  // A text includes itself.
  if (matcher.kind === 'include' && !isDocumented(matcher.text)) return 'yes';
  if (accepted(matcher, example, texts)?.length) return 'yes';
  if (matcher.kind !== 'regex') return 'no';
  const samples = foreignRegex(matcher.regex).sampleTexts();
  if (accepted(matcher, example, samples.texts)?.some((text) => !isDocumented(text))) return 'yes';
  return samples.complete ? 'no' : 'open';
}

function textsNamedBy(matcher: Matcher): Texts {
  if (matcher.kind === 'include') return [matcher.text];
  return matcher.kind === 'regex' ? foreignRegex(matcher.regex).sampleTexts().texts : [];
}
