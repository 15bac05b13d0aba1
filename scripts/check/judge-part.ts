import type { Part } from '../../recordings/input/part.js';
import { readPart } from '../../recordings/input/read-part.js';
import { judgeObservation } from '../judge-observation.js';
import { mostPlaces } from '../report/counted.js';
import { FindingLocator } from './locate-findings.js';
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

/** What a part of an input came to. Plain data, so that it can come from another thread. */
export interface JudgedPart {
  readonly tally: TallyState;
  readonly stale: readonly StaleRecording[];
  /** Why single items cannot be read. */
  readonly unreadable: readonly string[];
}

/** Judges parts, those of an input in their order; some between them may be judged by another. */
export class PartJudge {
  private readonly locator: FindingLocator;

  constructor(private readonly options: JudgeOptions) {
    this.locator = new FindingLocator(options.keep.places === true ? mostPlaces : 1);
  }

  judge(part: Part): JudgedPart {
    const { failOn, keep, staleness } = this.options;
    const { observations, unreadable } = readPart(part);
    const tally = new Tally(failOn, keep);
    const stale = new StaleRecordings(staleness);
    for (const observation of observations) {
      const judged = judgeObservation(observation);
      tally.add(judged, this.locator.linesOf(part, judged));
      if (observation.kind !== 'observed' || observation.recorded === undefined) continue;
      const { request, source } = observation.exchange;
      stale.add(source?.file ?? '', request.url, observation.recorded);
    }
    return { tally: tally.state(), stale: stale.all, unreadable };
  }
}
