import { givenFiles } from '../../recordings/traffic/input/list-files.js';
import type { InputFormat } from '../../recordings/traffic/input/format.js';
import { ReadError } from '../../recordings/traffic/read-error.js';
import { readInput } from '../../recordings/traffic/input/read-input.js';
import { Recorder } from '../../recordings/recorder/recorder.js';
import { scenarios } from '../../recordings/recorder/session.js';
import { CannotRun } from '../verdict/exit-code.js';
import { observationJudge } from '../verdict/judge-observation.js';
import { type SkippedFiles, skippedLines, refuseOverwriting } from '../verdict/input-files.js';
import type { Destinations } from '../verdict/destinations.js';
import { Tally } from '../verdict/tally.js';
import { closeRecorder, type RecordResult, type TrafficOptions } from './record-outcome.js';

export interface ImportOptions extends TrafficOptions {
  readonly from: readonly string[];
  readonly input?: InputFormat | undefined;
  /** Where the reports go: never over a capture. */
  readonly destinations: Destinations;
}

/** Turns captures into recordings, and judges them. @throws CannotRun if one cannot be read or is a pact: then nothing is written. */
export async function recordImport(options: ImportOptions): Promise<RecordResult> {
  const { folder, update, failOn } = options;
  const skipped: SkippedFiles = { files: [], brokenLinks: [] };
  const files = givenFiles(
    options.from,
    (error) => {
      throw new CannotRun(error.sentences);
    },
    (link) => skipped.brokenLinks.push(link),
  );
  await refuseOverwriting(files, options.destinations);
  const recorder = await Recorder.open({ folder, update, scenario: scenarios.imported });
  const tally = new Tally(failOn, { cases: options.cases });
  try {
    for (const { file, wasFound } of files.values()) {
      const judge = observationJudge();
      let time: Date | undefined;
      try {
        for await (const { observations } of readInput(file, { format: options.input, wasFound })) {
          for (const observation of observations) {
            if (observation.kind === 'expected')
              throw new CannotRun(`${file} is a pact: it holds what a consumer expects, and no traffic.`);
            tally.add(judge(observation));
            time = timeOf(observation.when) ?? time;
            recorder.add(observation.exchange, time);
          }
        }
      } catch (error) {
        if (!wasFound || !(error instanceof ReadError && error.isUnknownFormat)) throw error;
        skipped.files.push(file);
      }
    }
  } catch (error) {
    recorder.abandon();
    throw error instanceof ReadError ? new CannotRun(error.sentences) : error;
  }
  return { ...closeRecorder(recorder, tally.report('record')), others: tally.others, lines: skippedLines(skipped) };
}

/** Undefined if the capture does not say it validly. Then the exchange has the time of the one above it, or of the import. */
function timeOf(when: string | undefined): Date | undefined {
  const time = new Date(when ?? Number.NaN);
  return Number.isNaN(time.valueOf()) ? undefined : time;
}
