import type { JsonType } from '../../../contract.js';

export interface RuleList {
  readonly combine: 'and' | 'or';
  readonly matchers: readonly Matcher[];
}

/** A condition for a value. Equivalent matchers of Pact are one here: `min` and `max` count as `type`, because the pages do not limit lengths. */
export type Matcher =
  /** The exact example; also the default without a matcher. */
  | { readonly kind: 'equality' }
  /** The JSON type of the example, also for all values within it. */
  | { readonly kind: 'type' }
  /** `notEmpty`: the JSON type of the example. Not for values within it. */
  | { readonly kind: 'not-empty' }
  | { readonly kind: 'regex'; readonly regex: string }
  | { readonly kind: 'include'; readonly text: string }
  /** A text of some form: a date, a time, a version number. No documented value is one. */
  | { readonly kind: 'format'; readonly format: string }
  /** One of these types, whatever the example: `integer`, `decimal`, `number`, `boolean`, `null`, and `array` for `arrayContains`. */
  | { readonly kind: 'json-type'; readonly types: readonly JsonType[] }
  /** Members of any name: `values`, `eachKey` with rules for the names, `eachValue` with rules for the values. */
  | { readonly kind: 'members'; readonly keys?: RuleList; readonly values?: RuleList }
  /** No condition, such as `eachKey` for the values. */
  | { readonly kind: 'anything' }
  | { readonly kind: 'content-type'; readonly value: string }
  | { readonly kind: 'status'; readonly statuses: StatusClass | readonly number[] }
  /** A matcher of a plug-in or of a later version. */
  | { readonly kind: 'unknown' };

/** The first status of each class of Pact, and the first beyond it. */
export const statusClasses = {
  info: [0, 200],
  success: [200, 300],
  redirect: [300, 400],
  clientError: [400, 500],
  serverError: [500, Infinity],
  nonError: [0, 400],
  error: [400, Infinity],
} as const;

export type StatusClass = keyof typeof statusClasses;

/** The default where no rule stands: the exact example. */
export const theExample: RuleList = { combine: 'and', matchers: [{ kind: 'equality' }] };

/** True when the rules allow values unlike the example, not only values of its type. */
export function goesBeyondExample(list: RuleList): boolean {
  return list.matchers.some(({ kind }) => kind !== 'equality' && kind !== 'type' && kind !== 'not-empty');
}

/** Whether one of the matchers holds, or each of them, as the list combines them. */
export function combined(list: RuleList, holds: (matcher: Matcher) => boolean): boolean {
  return list.combine === 'or' ? list.matchers.some(holds) : list.matchers.every(holds);
}

/** The matchers in words; never their arguments, which may hold ids. */
export function describeRules(list: RuleList): string {
  return [...new Set(list.matchers.map(describeMatcher))].join(list.combine === 'or' ? ' or ' : ' and ');
}

function describeMatcher(matcher: Matcher): string {
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
    case 'anything':
      return 'anything';
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
