import { readPart } from '../../recordings/input/read-part.js';
import type { Piece } from '../../recordings/read-input.js';
import { judgeObservation } from '../judge-observation.js';
import { Tally, type Keep, type TallyState } from '../report/tally.js';
import type { FailOn } from '../report/report.js';

export interface JudgeOptions {
  readonly failOn: FailOn;
  /** What the reports need besides the sums. */
  readonly keep: Keep;
}

/** What a piece of an input came to, up to the first item that cannot be read. Plain data, so that it can come from another thread. */
export interface JudgedPiece {
  readonly tally: TallyState;
  /** Why the input cannot be read on. */
  readonly broken?: string;
}

export function judgePiece(piece: Piece, { failOn, keep }: JudgeOptions): JudgedPiece {
  const { observations, broken } = 'part' in piece ? readPart(piece.part) : { ...piece, broken: undefined };
  const tally = new Tally(failOn, keep);
  for (const observation of observations) tally.add(judgeObservation(observation));
  return { tally: tally.state(), ...(broken === undefined ? {} : { broken: broken.reason }) };
}
