import type { Exchange } from '../contracts/judge/exchange.js';

/** One thing that an input holds: an exchange that took place, or an interaction of a pact that a consumer relies on. */
export interface Observation {
  readonly kind: 'observed' | 'expected';
  readonly exchange: Exchange;
}
