import type { Exchange } from '../../../contracts/judge/exchange.js';
import type { RecordingResult, RecorderOptions } from '../recorder.js';
import type { Suspicion } from '../../scan/suspicion.js';

/** What the recorder in the thread is made of. */
export type ThreadOptions = Pick<RecorderOptions, 'folder' | 'update' | 'scenario' | 'most'>;

/** An exchange, and when it took place, in milliseconds since 1970. */
export interface Handed {
  readonly when: number;
  readonly exchange: Exchange;
}

/** What the thread is told. Exchanges come as one JSON text, a list of `Handed`: that takes half as long to hand over as the objects. */
export type Told = { readonly exchanges: string } | 'close' | 'abandon';

/** What it says. */
export type Said =
  | { readonly what: 'opened' }
  /** So much of what it was told, in characters, is worked off. */
  | { readonly what: 'worked'; readonly size: number }
  /** Nothing more is recorded; why, in a sentence for the user. */
  | { readonly what: 'stopped'; readonly why: string }
  | { readonly what: 'closed'; readonly recorded: RecordingResult }
  | { readonly what: 'abandoned' }
  | { readonly what: 'failed'; readonly error: CarriedError };

/** An error of the recorder on its way: what it is made of anew. Any other is named only, for its message could quote what is secret. */
export type CarriedError =
  | { readonly name: 'RecordingError'; readonly message: string }
  | { readonly name: 'SecretFoundError'; readonly suspicions: readonly Suspicion[] }
  | { readonly name: 'RedactionError' }
  | { readonly name: 'other'; readonly was: string };
