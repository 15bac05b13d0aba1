import type { JsonType } from '../../contract.js';
import type { Exchange } from '../exchange.js';

/** An interaction of a consumer's pact: an exchange of examples, and the rules that say which other values they stand for. */
export interface Interaction extends Exchange {
  readonly rules?: { readonly request?: MessageRules; readonly response?: MessageRules };
  /** True while the consumer still works on it: its findings fail nothing. */
  readonly pending?: boolean;
}

/** The matching rules of a message, independent of the version of the pact. */
export interface MessageRules {
  readonly body: readonly BodyRule[];
  /** By names in lower case. */
  readonly headers: ReadonlyMap<string, RuleList>;
  readonly status?: RuleList;
  /** Of a request only. */
  readonly path?: RuleList;
  /** Headers, in lower case, whose examples a generator replaces. */
  readonly generatedHeaders?: readonly string[];
  /** True when a generator replaces the example of the path. */
  readonly generatedPath?: boolean;
}

export interface BodyRule {
  readonly path: readonly PathStep[];
  readonly list: RuleList;
  /** True for a generator without a matcher: its example is never sent. */
  readonly generated: boolean;
}

/** A name, any name or index (`*`), or one index of a list. */
export type PathStep = string | typeof anyStep | number;

export const anyStep = Symbol('any step of a path');

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

export type StatusClass = 'info' | 'success' | 'redirect' | 'clientError' | 'serverError' | 'nonError' | 'error';
