import type { Difference } from './compare-recordings.js';

/** What came of a recording. */
export interface RecordingResult {
  /** The files that were written, below the folder. */
  readonly files: readonly string[];
  readonly exchanges: number;
  /** Exchanges that were left out, because there were enough of their kind. */
  readonly notKept: number;
  /** Exchanges that were left out, because the body of their answer is not there: it is too long, of an unknown encoding, or was not captured. */
  readonly withoutBody: number;
  /** Exchanges that were left out, because they could not be redacted: their body is nested too deep, or holds what JSON has no word for. */
  readonly notRedacted: number;
  /** In what the files differ from those that they replaced. */
  readonly differences: readonly Difference[];
  /** Existing recordings that this run did not replace, by their names below the folder. */
  readonly stayed: readonly string[];
  /** Why nothing more was recorded from some moment on, in a sentence for the user. What is told here was written before, and stays. */
  readonly stopped?: string | undefined;
}
