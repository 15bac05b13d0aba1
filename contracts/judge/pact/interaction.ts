import type { Exchange } from '../exchange.js';
import type { RuleList } from './matchers/rule-list.js';

/** An interaction of a consumer's pact: an exchange of examples, and the rules that describe the other values that they represent. */
export interface Interaction extends Exchange {
  readonly rules?: { readonly request?: MessageRules; readonly response?: MessageRules };
  /** True while the consumer still works on it: its findings fail nothing. */
  readonly pending?: boolean;
}

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
