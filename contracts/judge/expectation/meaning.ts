import type { JsonType } from '../../contract.js';
import { jsonTypeOf } from '../../json-value.js';
import { extentOf, fitting, type Extent } from './foreign-regex.js';
import type { Matcher, RuleList } from './interaction.js';
import { samplesOf } from './regex-samples.js';

const scalars: readonly JsonType[] = ['string', 'number', 'integer', 'boolean'];
const everyType: readonly JsonType[] = [...scalars, 'object', 'array', 'null'];

const none: readonly string[] = [];
const anyText: readonly string[] = [''];

/** What stands where there is no rule: the example is meant. */
export const theExample: RuleList = { combine: 'and', matchers: [{ kind: 'equality' }] };

/** True when the rules say what may come in the place of the example, and not only how much of the example is meant. */
export function goesBeyondExample(list: RuleList): boolean {
  return list.matchers.some(({ kind }) => kind !== 'equality' && kind !== 'type' && kind !== 'not-empty');
}

/** True when some value of the type satisfies the rules, as far as types can tell. */
export function allowsType(list: RuleList, example: unknown, type: JsonType): boolean {
  return combined(list, (matcher) => {
    switch (matcher.kind) {
      case 'equality':
      case 'type':
      case 'not-empty':
        return example === undefined || isOrMayBe(jsonTypeOf(example), type);
      default:
        return typesOf(matcher, example).some((allowedType) => isOrMayBe(allowedType, type));
    }
  });
}

/** An integer is a number, and some numbers are integers. */
function isOrMayBe(asked: JsonType, type: JsonType): boolean {
  return asked === type || (asked === 'integer' && type === 'number') || (asked === 'number' && type === 'integer');
}

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
    case 'content-type':
    case 'status':
    case 'unknown':
      return everyType;
    default:
      return matcher satisfies never;
  }
}

/** Those of the texts that satisfy the rules. What cannot be told is taken as satisfied: it must not make a pact red. */
export function allowed(list: RuleList, example: unknown, texts: readonly string[]): readonly string[] {
  const [only, ...others] = list.matchers;
  if (only !== undefined && others.length === 0) return allowedBy(only, example, texts);
  const byEach = list.matchers.map((matcher) => new Set(allowedBy(matcher, example, texts)));
  return texts.filter((text) => (list.combine === 'or' ? byEach.some((set) => set.has(text)) : byEach.every((set) => set.has(text))));
}

function allowedBy(matcher: Matcher, example: unknown, texts: readonly string[]): readonly string[] {
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

/** True when an expression on which the rules depend cannot be read, or does not fit its own example: what they ask cannot be told. */
export function isUnread({ combine, matchers }: RuleList, example: unknown): boolean {
  const isOne = (matcher: Matcher): boolean => matcher.kind === 'regex' && !isRead(matcher.regex, example);
  return combine === 'or' ? matchers.every(isOne) : matchers.some(isOne);
}

function isRead(regex: string, example: unknown): boolean {
  return extentFor(regex, example) !== undefined;
}

/** Without an example, or with one that has no text, the expression is taken to mean all of what comes. */
function extentFor(regex: string, example: unknown): Extent | undefined {
  const hasText = typeof example === 'string' || typeof example === 'number' || typeof example === 'boolean';
  return hasText ? extentOf(regex, String(example)) : fitting(regex, 'whole', anyText) && 'whole';
}

/**
 * What a rule lets the author of a request send besides what is documented.
 * `yes`: something, certainly. `no`: nothing. `open`: nothing was found, and the rule does not tell all that it lets in. `unread`: what it asks cannot
 * be told.
 */
export type LetsIn = 'no' | 'open' | 'unread' | 'yes';

const worstFirst: readonly LetsIn[] = ['yes', 'unread', 'open', 'no'];

/**
 * Whether the author of a request has let in more than what is documented. Other than in `allowed`, what cannot be told is not taken for let in.
 * @param texts some that are not documented, for rules that name none themselves.
 */
export function letsIn(list: RuleList, example: unknown, texts: readonly string[], isDocumented: (text: string) => boolean): LetsIn {
  const [only, ...others] = list.matchers;
  if (only !== undefined && others.length === 0) return letsInBy(only, example, texts, isDocumented);
  const byEach = list.matchers.map((matcher) => letsInBy(matcher, example, texts, isDocumented));
  if (list.combine === 'or') return worstFirst.find((result) => byEach.includes(result)) ?? 'no';
  const least = worstFirst.findLast((result) => byEach.includes(result)) ?? 'no';
  if (least !== 'yes') return least;
  const named = list.matchers.flatMap((matcher) => (matcher.kind === 'regex' ? (samplesOf(matcher.regex)?.texts ?? []) : []));
  const all = [...texts, ...named.filter((text) => !isDocumented(text))];
  const sent = list.matchers.reduce<readonly string[]>((left, matcher) => sentBy(matcher, example, left), all);
  return sent.length > 0 ? 'yes' : 'open';
}

function letsInBy(matcher: Matcher, example: unknown, texts: readonly string[], isDocumented: (text: string) => boolean): LetsIn {
  if (matcher.kind === 'unknown') return 'unread';
  if (matcher.kind !== 'regex') return sentBy(matcher, example, texts).length > 0 ? 'yes' : 'no';
  if (!isRead(matcher.regex, example)) return 'unread';
  if (sentBy(matcher, example, texts).length > 0) return 'yes';
  const samples = samplesOf(matcher.regex);
  if (samples === undefined) return 'open';
  if (sentBy(matcher, example, samples.texts).some((text) => !isDocumented(text))) return 'yes';
  return samples.complete ? 'no' : 'open';
}

function sentBy(matcher: Matcher, example: unknown, texts: readonly string[]): readonly string[] {
  if (matcher.kind !== 'regex') return allowedBy(matcher, example, texts);
  return fitting(matcher.regex, extentFor(matcher.regex, example) ?? 'whole', texts) ?? none;
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
        return allowedBy(matcher, example, statusTexts(status)).length > 0;
      default:
        return typesOf(matcher, example).includes('integer');
    }
  });
}

/** One list for each status, because what fits a list is remembered by the list. */
const textsOfStatus = new Map<number, readonly string[]>();

function statusTexts(status: number): readonly string[] {
  let texts = textsOfStatus.get(status);
  if (texts === undefined) textsOfStatus.set(status, (texts = [String(status)]));
  return texts;
}

function isInClass(statusClass: Extract<Matcher, { kind: 'status' }>['statuses'], status: number): boolean {
  switch (statusClass) {
    case 'info':
      return status < 200;
    case 'success':
      return status >= 200 && status < 300;
    case 'redirect':
      return status >= 300 && status < 400;
    case 'clientError':
      return status >= 400 && status < 500;
    case 'serverError':
      return status >= 500;
    case 'nonError':
      return status < 400;
    default:
      return status >= 400;
  }
}

function combined(list: RuleList, holds: (matcher: Matcher) => boolean): boolean {
  return list.combine === 'or' ? list.matchers.some(holds) : list.matchers.every(holds);
}

/** The matchers in words; never what they were given, which may hold ids. */
export function describeRules(list: RuleList): string {
  return [...new Set(list.matchers.map(wordsFor))].join(list.combine === 'or' ? ' or ' : ' and ');
}

function wordsFor(matcher: Matcher): string {
  switch (matcher.kind) {
    case 'equality':
      return 'its example';
    case 'type':
      return 'any value of the type of its example';
    case 'not-empty':
      return 'any value that is not empty';
    case 'regex':
      return 'what a regular expression fits';
    case 'include':
      return 'what includes a text';
    case 'format':
      return matcher.format;
    case 'json-type':
      return matcher.types.join(' or ');
    case 'members':
      return 'members of any name';
    case 'content-type':
      return 'a body of some media type';
    case 'status':
      return typeof matcher.statuses === 'string' ? matcher.statuses : matcher.statuses.join(' or ');
    case 'unknown':
      return 'a rule that is not known here';
    default:
      return matcher satisfies never;
  }
}
