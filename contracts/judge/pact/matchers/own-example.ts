import type { Matcher, RuleList } from '../interaction.js';
import { foreignRegexes, type Extent } from './foreign-regex.js';

const anyText: readonly string[] = [''];

/** True when an expression can be read, and fits the example that it stands for. */
export function isRead(regex: string, example: unknown): boolean {
  return extentFor(regex, example) !== undefined;
}

/**
 * How much of a text an expression is about; undefined when that cannot be told. Without an example, or with one that has no text, it is taken to mean
 * all of what comes.
 */
export function extentFor(regex: string, example: unknown): Extent | undefined {
  const hasText = typeof example === 'string' || typeof example === 'number' || typeof example === 'boolean';
  return hasText ? foreignRegexes().extentOf(regex, String(example)) : foreignRegexes().fitting(regex, 'whole', anyText) && 'whole';
}

/** The example that an expression of a list has to fit: none, where any of several rules is enough, and the example is that of another one. */
export function ownExample(list: RuleList, matcher: Matcher, example: unknown): unknown {
  if (list.combine !== 'or' || matcher.kind !== 'regex' || isRead(matcher.regex, example) || isGivenUp(matcher.regex)) return example;
  return fittingIn(list, example) > (mayFit(matcher, example) ? 1 : 0) ? undefined : example;
}

/** How many rules of a list may be about an example: counted once, for a list may be long. */
interface FittingCount {
  readonly regexes: unknown;
  readonly example: unknown;
  readonly count: number;
}

const fittingCounts = new WeakMap<RuleList, FittingCount>();

function fittingIn(list: RuleList, example: unknown): number {
  const regexes = foreignRegexes();
  const known = fittingCounts.get(list);
  if (known?.regexes === regexes && known.example === example) return known.count;
  const { length: count } = list.matchers.filter((matcher) => mayFit(matcher, example));
  fittingCounts.set(list, { regexes, example, count });
  return count;
}

function mayFit(matcher: Matcher, example: unknown): boolean {
  if (matcher.kind !== 'regex' || isRead(matcher.regex, example)) return true;
  return !isRead(matcher.regex, undefined) && !isGivenUp(matcher.regex);
}

/** True when nobody knows whether an expression can be read: it was given up. What hangs on it is taken neither for right nor for wrong. */
export function isGivenUp(regex: string): boolean {
  return foreignRegexes().isGivenUp(regex);
}
