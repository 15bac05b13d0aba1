import { readPart } from '../../recordings/input/read-part.js';
import type { Piece } from '../../recordings/read-input.js';
import { judgeObservation } from '../judge-observation.js';
import { Tally, type Keep, type TallyState } from '../report/tally.js';
import type { StalenessLimits } from '../../recordings/staleness.js';
import type { FailOn, StaleRecording } from '../report/report.js';
import { StaleRecordings } from '../report/stale-recordings.js';

export interface JudgeOptions {
  readonly failOn: FailOn;
  /** What the reports need besides the sums. */
  readonly keep: Keep;
  /** What makes a recording stale. */
  readonly staleness: StalenessLimits;
}

/** What a piece of an input came to, up to the first item that cannot be read. Plain data, so that it can come from another thread. */
export interface JudgedPiece {
  readonly tally: TallyState;
  readonly stale: readonly StaleRecording[];
  /** Why the input cannot be read on. */
  readonly broken?: string;
}

export function judgePiece(piece: Piece, { failOn, keep, staleness }: JudgeOptions): JudgedPiece {
  const { observations, broken } = 'part' in piece ? readPart(piece.part) : { ...piece, broken: undefined };
  const tally = new Tally(failOn, keep);
  const stale = new StaleRecordings(staleness);
  for (const observation of observations) {
    tally.add(judgeObservation(observation));
    if (observation.kind !== 'observed' || observation.recorded === undefined) continue;
    const { request, source } = observation.exchange;
    stale.add(source?.file ?? '', request.url, observation.recorded);
  }
  return { tally: tally.state(), stale: stale.all, ...(broken === undefined ? {} : { broken: broken.reason }) };
}
