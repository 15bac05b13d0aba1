import type { Exchange } from '../contracts/judge/exchange.js';
import type { Interaction } from '../contracts/judge/expectation/interaction.js';

/** One thing that an input holds: an exchange that took place, or an interaction of a pact that a consumer relies on. */
export type Observation =
  { readonly kind: 'observed'; readonly exchange: Exchange } | { readonly kind: 'expected'; readonly exchange: Interaction };
