import type { Enough } from './enough.js';
import type { RecordingResult } from './recording-result.js';

/** What was left out, and why. */
export type LeftOut = Pick<Enough, 'notKept' | 'withoutBody'>;

/** What came of a recording, with what was left out before the recorder heard of it. */
export function withLeftOut(recorded: RecordingResult, { notKept, withoutBody }: LeftOut): RecordingResult {
  return { ...recorded, notKept: recorded.notKept + notKept, withoutBody: recorded.withoutBody + withoutBody };
}
