import type { Matcher, RuleList } from '../interaction.js';
import { extentOf, fitting, type Extent } from './foreign-regex.js';

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
  return hasText ? extentOf(regex, String(example)) : fitting(regex, 'whole', anyText) && 'whole';
}

/** The example that an expression of a list has to fit: none, where any of several rules is enough, and the example is that of another one. */
export function ownExample({ combine, matchers }: RuleList, matcher: Matcher, example: unknown): unknown {
  if (combine !== 'or' || matcher.kind !== 'regex' || isRead(matcher.regex, example)) return example;
  return matchers.some((other) => other !== matcher && mayFit(other, example)) ? undefined : example;
}

function mayFit(matcher: Matcher, example: unknown): boolean {
  return matcher.kind !== 'regex' || isRead(matcher.regex, example) || !isRead(matcher.regex, undefined);
}
