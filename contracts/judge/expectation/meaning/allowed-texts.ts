import type { Matcher, RuleList } from '../interaction.js';
import { typesOf } from './allowed-types.js';
import { fitting } from './foreign-regex.js';
import { isRead } from './unread.js';

const none: readonly string[] = [];

/** Those of the texts that satisfy the rules. What cannot be told is taken as satisfied: it must not make a pact red. */
export function allowed(list: RuleList, example: unknown, texts: readonly string[]): readonly string[] {
  const [only, ...others] = list.matchers;
  if (only !== undefined && others.length === 0) return allowedBy(only, example, texts);
  const byEach = list.matchers.map((matcher) => new Set(allowedBy(matcher, example, texts)));
  return texts.filter((text) => (list.combine === 'or' ? byEach.some((set) => set.has(text)) : byEach.every((set) => set.has(text))));
}

/** Those of the texts that one matcher accepts. */
export function allowedBy(matcher: Matcher, example: unknown, texts: readonly string[]): readonly string[] {
  switch (matcher.kind) {
    case 'equality':
      return example === undefined ? texts : typeof example === 'string' && texts.includes(example) ? [example] : none;
    case 'regex':
      return isRead(matcher.regex, example) ? (fitting(matcher.regex, 'part', texts) ?? texts) : texts;
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
    case 'content-type':
    case 'status':
    case 'unknown':
      return texts;
    default:
      return matcher satisfies never;
  }
}
