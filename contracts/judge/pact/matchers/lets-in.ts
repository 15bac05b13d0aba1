import type { Matcher, RuleList } from './rule-list.js';
import { allowedBy, together } from './allowed.js';
import { foreignRegexes } from './foreign-regex.js';
import { extentFor, isRead, ownExample } from './own-example.js';

/** Whether a rule allows undocumented texts. `open`: none was found, and the rule does not list all that it allows. `unread`: it cannot be read. */
export type LetsIn = 'no' | 'open' | 'unread' | 'yes';

const worstFirst: readonly LetsIn[] = ['yes', 'unread', 'open', 'no'];

/** Unlike in `allowed`, undecidable texts do not count as allowed. @param texts some undocumented ones, for rules that name none themselves. */
export function letsIn(list: RuleList, example: unknown, texts: readonly string[], isDocumented: (text: string) => boolean): LetsIn {
  const [only, ...others] = list.matchers;
  if (only !== undefined && others.length === 0) return letsInBy(only, example, texts, isDocumented);
  const byEach = list.matchers.map((matcher) => letsInBy(matcher, ownExample(list, matcher, example), texts, isDocumented));
  if (list.combine === 'or') return worstFirst.find((result) => byEach.includes(result)) ?? 'no';
  const least = worstFirst.findLast((result) => byEach.includes(result)) ?? 'no';
  if (least !== 'yes') return least;
  const named = list.matchers.flatMap(textsNamedBy);
  const all = [...texts, ...named.filter((text) => !isDocumented(text))];
  const sent = list.matchers.reduce<readonly string[]>((left, matcher) => sentBy(matcher, example, left), all);
  return sent.length > 0 ? 'yes' : 'open';
}

/** The texts that a rule certainly allows: an undecidable one allows none. */
export function certainlyLetIn(list: RuleList, example: unknown, texts: readonly string[]): readonly string[] {
  const byEach = list.matchers.map((matcher) => {
    const own = ownExample(list, matcher, example);
    const isUnread = matcher.kind === 'unknown' || (matcher.kind === 'regex' && !isRead(matcher.regex, own));
    return isUnread ? [] : sentBy(matcher, own, texts);
  });
  return together(list, byEach, texts);
}

function letsInBy(matcher: Matcher, example: unknown, texts: readonly string[], isDocumented: (text: string) => boolean): LetsIn {
  if (matcher.kind === 'unknown') return 'unread';
  // A text includes itself.
  if (matcher.kind === 'include' && !isDocumented(matcher.text)) return 'yes';
  if (matcher.kind !== 'regex') return sentBy(matcher, example, texts).length > 0 ? 'yes' : 'no';
  if (!isRead(matcher.regex, example)) return 'unread';
  if (sentBy(matcher, example, texts).length > 0) return 'yes';
  const samples = foreignRegexes().samplesOf(matcher.regex);
  if (sentBy(matcher, example, samples.texts).some((text) => !isDocumented(text))) return 'yes';
  return samples.complete ? 'no' : 'open';
}

function textsNamedBy(matcher: Matcher): readonly string[] {
  if (matcher.kind === 'include') return [matcher.text];
  return matcher.kind === 'regex' ? foreignRegexes().samplesOf(matcher.regex).texts : [];
}

function sentBy(matcher: Matcher, example: unknown, texts: readonly string[]): readonly string[] {
  if (matcher.kind !== 'regex') return allowedBy(matcher, example, texts);
  return foreignRegexes().fitting(matcher.regex, extentFor(matcher.regex, example) ?? 'whole', texts) ?? [];
}
