import type { Exchange } from '../contracts/judge/exchange.js';
import type { Interaction } from '../contracts/judge/expectation/interaction.js';
import type { Recorded } from './recording.js';

/** One thing that an input holds: an exchange that took place, or an interaction of a pact that a consumer relies on. */
export type Observation =
  /** `recorded` is there when it comes from a recording of ours. */
  | { readonly kind: 'observed'; readonly exchange: Exchange; readonly recorded?: Recorded }
  | { readonly kind: 'expected'; readonly exchange: Interaction };
