import type { Matcher, RuleList } from './rule-list.js';
import { foreignRegexes, type Extent, type ForeignRegexes } from './foreign-regex.js';

const anyText: readonly string[] = [''];

/** True when an expression can be read, and fits its example. */
export function isRead(regex: string, example: unknown): boolean {
  return extentFor(regex, example) !== undefined;
}

/** How much of a text an expression is about; undefined if it cannot be read. Without an example that has a text, it counts as `whole`. */
export function extentFor(regex: string, example: unknown): Extent | undefined {
  const hasText = typeof example === 'string' || typeof example === 'number' || typeof example === 'boolean';
  return hasText ? foreignRegexes().extentOf(regex, String(example)) : foreignRegexes().fitting(regex, 'whole', anyText) && 'whole';
}

/** The example of a matcher: none for an expression in an `or`, if the example belongs to another matcher of the list. */
export function ownExample(list: RuleList, matcher: Matcher, example: unknown): unknown {
  if (list.combine !== 'or' || matcher.kind !== 'regex' || isRead(matcher.regex, example) || isGivenUp(matcher.regex)) return example;
  return countFitting(list, example) > (mayFit(matcher, example) ? 1 : 0) ? undefined : example;
}

/** Counted once, because a list may be long. */
const counts = new WeakMap<RuleList, { readonly regexes: ForeignRegexes; readonly example: unknown; readonly count: number }>();

/** The number of matchers of a list that the example may belong to. */
function countFitting(list: RuleList, example: unknown): number {
  const regexes = foreignRegexes();
  const known = counts.get(list);
  if (known?.regexes === regexes && known.example === example) return known.count;
  const { length: count } = list.matchers.filter((matcher) => mayFit(matcher, example));
  counts.set(list, { regexes, example, count });
  return count;
}

function mayFit(matcher: Matcher, example: unknown): boolean {
  if (matcher.kind !== 'regex' || isRead(matcher.regex, example)) return true;
  return !isRead(matcher.regex, undefined) && !isGivenUp(matcher.regex);
}

/** Whether an expression was given up: its findings count neither for nor against the pact. */
export function isGivenUp(regex: string): boolean {
  return foreignRegexes().isGivenUp(regex);
}
