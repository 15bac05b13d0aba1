import type { JsonType } from '../../contract.js';
import type { Exchange } from '../exchange.js';

/** An interaction of a consumer's pact: by its examples an exchange, with the rules that say what else the examples stand for. */
export interface Interaction extends Exchange {
  readonly rules?: { readonly request?: MessageRules; readonly response?: MessageRules };
  /** True when the consumer still works on it: what is found is shown, and fails nothing. */
  readonly pending?: boolean;
}

/** The matching rules of one message, whatever the version of the pact that held them. */
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
  /** True when no matcher stands at this place, but a generator: its example is never what is sent. */
  readonly generated: boolean;
}

/** A name, any name or index (`*`), or one index of a list. */
export type PathStep = string | typeof anyStep | number;

export const anyStep = Symbol('any step of a path');

export interface RuleList {
  readonly combine: 'and' | 'or';
  readonly matchers: readonly Matcher[];
}

/**
 * What a matcher asks of a value. Those of Pact that ask the same are one here: `min` and `max` are about lengths of lists, of which the
 * pages say nothing, and ask for the type besides.
 */
export type Matcher =
  /** The example itself. Stands also where there is no matcher. */
  | { readonly kind: 'equality' }
  /** The JSON type of the example; handed down to whatever the example holds. */
  | { readonly kind: 'type' }
  /** The JSON type of the example, and that there is something: `notEmpty`. Not handed down. */
  | { readonly kind: 'not-empty' }
  | { readonly kind: 'regex'; readonly regex: string }
  | { readonly kind: 'include'; readonly text: string }
  /** A text of some form: a date, a time, a version number. None of the documented values is one. */
  | { readonly kind: 'format'; readonly format: string }
  /** One of these types, whatever the example: `integer`, `decimal`, `number`, `boolean`, `null`, and `array` for `arrayContains`. */
  | { readonly kind: 'json-type'; readonly types: readonly JsonType[] }
  /** Members of whatever name: `values`, `eachKey` with what it asks of the names, `eachValue` with what it asks of the values. */
  | { readonly kind: 'members'; readonly keys?: RuleList; readonly values?: RuleList }
  /** Nothing, as `eachKey` does of the values beside its names. */
  | { readonly kind: 'anything' }
  | { readonly kind: 'content-type'; readonly value: string }
  | { readonly kind: 'status'; readonly statuses: StatusClass | readonly number[] }
  /** A matcher of a plug-in, or of a later version: what it asks cannot be told. */
  | { readonly kind: 'unknown' };

export type StatusClass = 'info' | 'success' | 'redirect' | 'clientError' | 'serverError' | 'nonError' | 'error';
