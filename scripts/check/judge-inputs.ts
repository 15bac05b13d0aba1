import type { Finding } from '../../contracts/judge/finding.js';
import {
  readInput,
  type InputOptions,
  type InputPart,
  type Observation,
  type ReadWatcher,
} from '../../recordings/traffic/input/read-input.js';
import type { StalenessLimits } from '../../recordings/traffic/staleness.js';
import { observationJudge } from '../verdict/judge-observation.js';
import { StaleRecordings } from '../verdict/recordings-report.js';
import type { FindingLines, Judged, Tally } from '../verdict/tally.js';

/** Gets the number of bytes that were read, and of exchanges that were judged. */
export interface JudgeWatcher extends ReadWatcher {
  judged(count: number): void;
}

interface JudgeOptions {
  readonly staleness: StalenessLimits;
  /** How many places of each finding a report shows. */
  readonly places: number;
  /** Gets each judgement, beside the tally. */
  readonly also?: ((judged: Judged) => void) | undefined;
}

/** Judges inputs part by part, so that none has to fit into memory, and adds the results to a tally. */
export class InputJudge {
  /** The stale recordings among the inputs. */
  readonly stale: StaleRecordings;
  /** The number of exchanges in our recordings, and of exchanges of the two operations elsewhere. */
  recordings = 0;
  foreign = 0;
  /** The number of known lines of the current input by fingerprint. */
  private readonly located = new Map<string, number>();

  constructor(
    private readonly tally: Tally,
    private readonly options: JudgeOptions,
  ) {
    this.stale = new StaleRecordings(options.staleness);
  }

  /** @throws ReadError after all that can be read is judged. */
  async judge(file: string, options?: InputOptions, watcher?: JudgeWatcher): Promise<void> {
    const judge = observationJudge();
    this.located.clear();
    for await (const part of readInput(file, options, watcher)) {
      for (const observation of part.observations) this.add(part, observation, judge(observation));
      watcher?.judged(part.observations.length);
    }
  }

  private add(part: InputPart, observation: Observation, judged: Judged): void {
    this.tally.add(judged, this.linesOf(part, judged));
    this.options.also?.(judged);
    if (observation.kind !== 'observed' || observation.recorded === undefined) {
      if (judged.judgement.kind !== 'outside') this.foreign += 1;
      return;
    }
    this.recordings += 1;
    const { request, source } = observation.exchange;
    this.stale.add(source?.file ?? '', request.url, observation.recorded);
  }

  /** The lines of the findings that a report may still show: most exchanges are healthy or repeat known findings. */
  private linesOf(part: InputPart, { source, judgement }: Judged): FindingLines {
    const findings = judgement.kind === 'outside' ? [] : judgement.findings;
    const shown = findings.filter(({ fingerprint }) => (this.located.get(fingerprint) ?? 0) < this.options.places);
    if (shown.length === 0) return new Map();
    const lines = new Map<Finding, number>();
    const places = new Set<string>();
    for (const [at, line] of part.linesOf(source.index, shown).entries()) {
      const finding = shown[at];
      if (finding === undefined) break;
      lines.set(finding, line);
      // Findings of an exchange on one line are one place.
      const place = `${finding.fingerprint}:${line}`;
      if (!places.has(place)) this.located.set(finding.fingerprint, (this.located.get(finding.fingerprint) ?? 0) + 1);
      places.add(place);
    }
    return lines;
  }
}
