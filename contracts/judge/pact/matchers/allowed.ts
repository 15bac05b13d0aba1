import type { JsonType } from '../../../contract.js';
import { jsonTypeOf } from '../../../json-value.js';
import { remember } from '../../remember.js';
import { foreignRegexes } from './foreign-regex.js';
import { isRead, ownExample } from './own-example.js';
import { combined, type Matcher, type RuleList, type StatusClass } from './rule-list.js';

const scalars: readonly JsonType[] = ['string', 'number', 'integer', 'boolean'];
const everyType: readonly JsonType[] = [...scalars, 'object', 'array', 'null'];

/** True when a value of the type can satisfy the rules, judged by types only. */
export function allowsType(list: RuleList, example: unknown, type: JsonType): boolean {
  return combined(list, (matcher) =>
    // An integer is a number, and some numbers are integers.
    typesOf(matcher, example).some((own) => own === type || (isNumeric(own) && isNumeric(type))),
  );
}

function isNumeric(type: JsonType): boolean {
  return type === 'integer' || type === 'number';
}

/** The types of the values that a matcher accepts. */
function typesOf(matcher: Matcher, example: unknown): readonly JsonType[] {
  switch (matcher.kind) {
    case 'equality':
    case 'type':
    case 'not-empty':
      return example === undefined ? everyType : [jsonTypeOf(example)];
    case 'regex':
    case 'include': // Pact compares the text of a number, too.
      return scalars;
    case 'format':
      return ['string'];
    case 'json-type':
      return matcher.types;
    case 'members':
      return ['object'];
    case 'anything':
    case 'content-type':
    case 'status':
    case 'unknown':
      return everyType;
    default:
      return matcher satisfies never;
  }
}

/** The texts that satisfy the rules. Undecidable ones count as satisfying, so that they never fail a pact. */
export function allowed(list: RuleList, example: unknown, texts: readonly string[]): readonly string[] {
  const [only, ...others] = list.matchers;
  if (only !== undefined && others.length === 0) return allowedBy(only, example, texts);
  return together(
    list,
    list.matchers.map((matcher) => allowedBy(matcher, ownExample(list, matcher, example), texts)),
    texts,
  );
}

/** True when whether any text satisfies the rules depends on an expression that cannot be read or does not fit its own example. */
export function isUnread(list: RuleList, example: unknown, texts: readonly string[]): boolean {
  const isOne = (matcher: Matcher): boolean => matcher.kind === 'regex' && !isRead(matcher.regex, ownExample(list, matcher, example));
  if (!list.matchers.some(isOne)) return false;
  const certain = list.matchers.map((matcher) => (isOne(matcher) ? [] : allowedBy(matcher, ownExample(list, matcher, example), texts)));
  return together(list, certain, texts).length === 0;
}

/** The texts that a list accepts. @param byEach the texts that each of its matchers accepts. */
export function together({ combine }: RuleList, byEach: readonly (readonly string[])[], texts: readonly string[]): readonly string[] {
  const sets = byEach.map((some) => new Set(some));
  return texts.filter((text) => (combine === 'or' ? sets.some((set) => set.has(text)) : sets.every((set) => set.has(text))));
}

/** The texts that a matcher accepts. */
export function allowedBy(matcher: Matcher, example: unknown, texts: readonly string[]): readonly string[] {
  switch (matcher.kind) {
    case 'equality':
      return example === undefined ? texts : texts.filter((text) => text === example);
    case 'regex':
      return isRead(matcher.regex, example) ? (foreignRegexes().fitting(matcher.regex, 'part', texts) ?? texts) : texts;
    case 'include':
      return texts.filter((text) => text.includes(matcher.text));
    case 'format':
      return [];
    default:
      return typesOf(matcher, example).includes('string') ? texts : [];
  }
}

/** True when the rules accept a status. */
export function allowsStatus(list: RuleList, example: number, status: number): boolean {
  return combined(list, (matcher) => {
    switch (matcher.kind) {
      case 'status':
        return typeof matcher.statuses === 'string' ? isInClass(matcher.statuses, status) : matcher.statuses.includes(status);
      case 'equality':
        return status === example;
      case 'regex':
      case 'include':
        return allowedBy(matcher, ownExample(list, matcher, example), statusTexts(status)).length > 0;
      default:
        return typesOf(matcher, example).includes('integer');
    }
  });
}

/** As `isUnread`, of a status. */
export function isStatusUnread(list: RuleList, example: number, status: number): boolean {
  return isUnread(list, example, statusTexts(status));
}

/** One list for each status, because matches are remembered by list. */
const textsOfStatus = new Map<number, readonly string[]>();

function statusTexts(status: number): readonly string[] {
  return remember(textsOfStatus, status, () => [String(status)]);
}

function isInClass(statusClass: StatusClass, status: number): boolean {
  const hundred = Math.floor(status / 100);
  switch (statusClass) {
    case 'info':
      return hundred < 2;
    case 'success':
      return hundred === 2;
    case 'redirect':
      return hundred === 3;
    case 'clientError':
      return hundred === 4;
    case 'serverError':
      return hundred >= 5;
    case 'nonError':
      return hundred < 4;
    case 'error':
      return hundred >= 4;
    default:
      return statusClass satisfies never;
  }
}
