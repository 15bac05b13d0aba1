import { ForeignRegexes } from '../../contracts/judge/pact/matchers/foreign-regex.js';
import type { ReadWatcher } from '../../recordings/traffic/chunks.js';
import type { Part } from '../../recordings/traffic/part.js';
import type { Observation } from '../../recordings/traffic/observation.js';
import { readParts, type InputOptions } from '../../recordings/traffic/read-input.js';
import type { StalenessLimits } from '../../recordings/traffic/staleness.js';
import { judgeObservation } from '../verdict/judge-observation.js';
import { mostPlaces } from '../verdict/samples.js';
import { StaleRecordings } from '../verdict/recordings-report.js';
import type { Tally } from '../verdict/tally.js';
import { FindingLocator } from './locate-findings.js';

/** Reports progress: how many bytes were read, and how many exchanges were judged. */
export interface JudgeWatcher extends ReadWatcher {
  judged(count: number): void;
}

interface JudgeOptions {
  /** What makes a recording stale. */
  readonly staleness: StalenessLimits;
  /** Whether reports show the first places of each finding, and not only one. */
  readonly places: boolean;
}

/** Judges inputs part by part, so that none has to fit into memory, and adds the results to a tally. */
export class InputJudge {
  /** The recordings among the inputs that are stale. */
  readonly stale: StaleRecordings;
  /** How many exchanges are recordings of ours, and how many of the two operations are not. */
  recordings = 0;
  foreign = 0;
  private readonly locator: FindingLocator;

  constructor(
    private readonly tally: Tally,
    { staleness, places }: JudgeOptions,
  ) {
    this.stale = new StaleRecordings(staleness);
    this.locator = new FindingLocator(places ? mostPlaces : 1);
  }

  /** @throws ReadError, after all that could be read was judged. */
  async judge(file: string, options?: InputOptions, watcher?: JudgeWatcher): Promise<void> {
    const regexes = new ForeignRegexes();
    for await (const { part, observations } of readParts(file, options, watcher)) {
      for (const observation of observations) this.add(part, observation, regexes);
      watcher?.judged(observations.length);
    }
  }

  private add(part: Part, observation: Observation, regexes: ForeignRegexes): void {
    const judged = judgeObservation(observation, regexes);
    this.tally.add(judged, this.locator.linesOf(part, judged));
    if (observation.kind !== 'observed' || observation.recorded === undefined) {
      if (judged.judgement.kind !== 'outside') this.foreign += 1;
      return;
    }
    this.recordings += 1;
    const { request, source } = observation.exchange;
    this.stale.add(source?.file ?? '', request.url, observation.recorded);
  }
}
