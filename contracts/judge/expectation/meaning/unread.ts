import type { Matcher, RuleList } from '../interaction.js';
import { extentOf, fitting, type Extent } from './foreign-regex.js';

const anyText: readonly string[] = [''];

/** True when an expression on which the rules depend cannot be read, or does not fit its own example: what they ask cannot be told. */
export function isUnread({ combine, matchers }: RuleList, example: unknown): boolean {
  const isOne = (matcher: Matcher): boolean => matcher.kind === 'regex' && !isRead(matcher.regex, example);
  return combine === 'or' ? matchers.every(isOne) : matchers.some(isOne);
}

/** True when an expression can be read, and fits the example. */
export function isRead(regex: string, example: unknown): boolean {
  return extentFor(regex, example) !== undefined;
}

/** How much of a text the expression is about; undefined when that cannot be told. Without an example, or with one that has no text, the expression is taken to mean all of what comes. */
export function extentFor(regex: string, example: unknown): Extent | undefined {
  const hasText = typeof example === 'string' || typeof example === 'number' || typeof example === 'boolean';
  return hasText ? extentOf(regex, String(example)) : fitting(regex, 'whole', anyText) && 'whole';
}
