import type { Exchange } from '../../contracts/judge/exchange.js';
import type { Interaction } from '../../contracts/judge/pact/interaction.js';
import type { Recorded } from './recording.js';

/** One thing that an input holds: an exchange that took place, or an interaction of a pact that a consumer relies on. */
export type Observation =
  /** `when` it took place, if the input says so in ISO 8601; `recorded` is there when it comes from a recording of ours. */
  | { readonly kind: 'observed'; readonly exchange: Exchange; readonly when?: string; readonly recorded?: Recorded }
  | { readonly kind: 'expected'; readonly exchange: Interaction };
