import type { JsonType } from '../../../contract.js';
import { jsonTypeOf } from '../../../json-value.js';
import { foreignRegex, type Extent, type Texts } from './foreign-regex.js';
import { combined, type Matcher, type RuleList } from './rule-list.js';

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
export function typesOf(matcher: Matcher, example: unknown): readonly JsonType[] {
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

/**
 * The texts that a matcher accepts; undefined if that is unknown.
 * @param extent how much of a text an expression must match; by default as much as of its example.
 */
export function accepted(matcher: Matcher, example: unknown, texts: Texts, extent?: Extent): Texts | undefined {
  switch (matcher.kind) {
    case 'equality':
      return example === undefined ? texts : texts.filter((text) => text === example);
    case 'regex': {
      const regex = foreignRegex(matcher.regex);
      const own = regex.extentFor(example);
      return own && regex.fitting(extent ?? own, texts);
    }
    case 'include':
      return texts.filter((text) => text.includes(matcher.text));
    case 'format':
      return [];
    case 'unknown':
      return undefined;
    default:
      return typesOf(matcher, example).includes('string') ? texts : [];
  }
}

/** The texts that a list accepts. @param acceptedBy the texts that one of its matchers accepts, by its own example. */
export function acceptedByList(
  list: RuleList,
  example: unknown,
  texts: Texts,
  acceptedBy: (matcher: Matcher, example: unknown) => Texts,
): Texts {
  const [first, ...others] = list.matchers.map((matcher) => acceptedBy(matcher, ownExample(list, matcher, example)));
  if (first !== undefined && others.length === 0) return first;
  const sets = [first ?? [], ...others].map((some) => new Set(some));
  return texts.filter((text) => (list.combine === 'or' ? sets.some((set) => set.has(text)) : sets.every((set) => set.has(text))));
}

/** Whether a matcher is an expression that cannot be read, or does not fit its example. */
export function isUnreadRegex(matcher: Matcher, example: unknown): boolean {
  return matcher.kind === 'regex' && foreignRegex(matcher.regex).extentFor(example) === undefined;
}

/** Whether a matcher is an expression that was given up: its findings count neither for nor against the pact. */
export function isGivenUp(matcher: Matcher): boolean {
  return matcher.kind === 'regex' && foreignRegex(matcher.regex).isGivenUp;
}

/** The example of a matcher: none for an expression in an `or`, if the example belongs to another matcher of the list. */
export function ownExample(list: RuleList, matcher: Matcher, example: unknown): unknown {
  if (list.combine === 'and' || !isUnreadRegex(matcher, example) || isGivenUp(matcher)) return example;
  return countFitting(list, example) > (mayFit(matcher, example) ? 1 : 0) ? undefined : example;
}

/** Counted once, because a list may be long. */
const counts = new WeakMap<RuleList, { readonly example: unknown; readonly count: number }>();

/** The number of matchers of a list that the example may belong to. */
function countFitting(list: RuleList, example: unknown): number {
  const known = counts.get(list);
  if (known !== undefined && known.example === example) return known.count;
  const { length: count } = list.matchers.filter((matcher) => mayFit(matcher, example));
  counts.set(list, { example, count });
  return count;
}

function mayFit(matcher: Matcher, example: unknown): boolean {
  return !isUnreadRegex(matcher, example) || (isUnreadRegex(matcher, undefined) && !isGivenUp(matcher));
}
