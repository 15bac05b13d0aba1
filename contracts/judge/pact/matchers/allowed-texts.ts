import type { Matcher, RuleList } from '../interaction.js';
import { typesOf } from './allowed-types.js';
import { foreignRegexes } from './foreign-regex.js';
import { isRead, ownExample } from './own-example.js';

const none: readonly string[] = [];

/** Those of the texts that satisfy the rules. What cannot be told is taken as satisfied: it must not make a pact red. */
export function allowed(list: RuleList, example: unknown, texts: readonly string[]): readonly string[] {
  const [only, ...others] = list.matchers;
  if (only !== undefined && others.length === 0) return allowedBy(only, example, texts);
  return together(
    list,
    list.matchers.map((matcher) => allowedBy(matcher, ownExample(list, matcher, example), texts)),
    texts,
  );
}

/** True when an expression cannot be read, or does not fit its own example, and it hangs on that one whether any of the texts satisfies the rules. */
export function isUnread(list: RuleList, example: unknown, texts: readonly string[]): boolean {
  const isOne = (matcher: Matcher): boolean => matcher.kind === 'regex' && !isRead(matcher.regex, ownExample(list, matcher, example));
  if (!list.matchers.some(isOne)) return false;
  const certain = list.matchers.map((matcher) => (isOne(matcher) ? none : allowedBy(matcher, ownExample(list, matcher, example), texts)));
  return together(list, certain, texts).length === 0;
}

/** Of the texts that each of several matchers accepts, those that the list accepts. */
export function together({ combine }: RuleList, byEach: readonly (readonly string[])[], texts: readonly string[]): readonly string[] {
  const sets = byEach.map((some) => new Set(some));
  return texts.filter((text) => (combine === 'or' ? sets.some((set) => set.has(text)) : sets.every((set) => set.has(text))));
}

/** Those of the texts that one matcher accepts. */
export function allowedBy(matcher: Matcher, example: unknown, texts: readonly string[]): readonly string[] {
  switch (matcher.kind) {
    case 'equality':
      return example === undefined ? texts : typeof example === 'string' && texts.includes(example) ? [example] : none;
    case 'regex':
      return isRead(matcher.regex, example) ? (foreignRegexes().fitting(matcher.regex, 'part', texts) ?? texts) : texts;
    case 'include':
      return texts.filter((text) => text.includes(matcher.text));
    case 'format':
      return none;
    case 'type':
    case 'not-empty':
    case 'json-type':
      return typesOf(matcher, example).includes('string') ? texts : none;
    case 'members':
      return none;
    case 'anything':
    case 'content-type':
    case 'status':
    case 'unknown':
      return texts;
    default:
      return matcher satisfies never;
  }
}
