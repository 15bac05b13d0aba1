import { givenFiles } from '../../recordings/traffic/list-files.js';
import type { InputFormat } from '../../recordings/traffic/format.js';
import { ReadError } from '../../recordings/traffic/read-error.js';
import { readInput } from '../../recordings/traffic/read-input.js';
import { Recorder, type RecordingResult } from '../../recordings/recorder/recorder.js';
import { scenarios } from '../../recordings/recorder/session.js';
import { CannotRun } from '../verdict/exit-code.js';
import { judgeObservation } from '../verdict/judge-observation.js';
import { type PassedOver, passedOverLines, refuseOverwriting } from '../verdict/input-files.js';
import type { Destinations } from '../verdict/destinations.js';
import type { OtherRequests } from '../verdict/other-requests.js';
import type { FailOn, Report } from '../verdict/report.js';
import { Tally } from '../verdict/tally.js';
import { notRecordedFor } from './record-outcome.js';

export interface ImportOptions {
  readonly from: readonly string[];
  readonly input?: InputFormat | undefined;
  readonly folder: string;
  readonly update: boolean;
  readonly failOn: FailOn;
  readonly cases: boolean;
  /** Where the reports go: over no capture. */
  readonly destinations: Destinations;
}

export interface Imported {
  readonly report: Report;
  readonly others: OtherRequests;
  readonly recorded?: RecordingResult;
  /** What was passed over. */
  readonly lines: readonly string[];
}

/** Turns captures of others into recordings, and judges them. @throws CannotRun when one cannot be read, or is no traffic: then nothing is written. */
export async function recordImport(options: ImportOptions): Promise<Imported> {
  const { folder, update, failOn } = options;
  const passedOver: PassedOver = { files: [], brokenLinks: [] };
  const files = givenFiles(
    options.from,
    (error) => {
      throw new CannotRun(error.sentences);
    },
    (link) => passedOver.brokenLinks.push(link),
  );
  await refuseOverwriting(files, options.destinations);
  const recorder = await Recorder.open({ folder, update, scenario: scenarios.imported });
  const tally = new Tally(failOn, { cases: options.cases });
  try {
    for (const { file, wasFound } of files.values()) {
      let moment: Date | undefined;
      try {
        for await (const { observations } of readInput(file, { format: options.input, wasFound })) {
          for (const observation of observations) {
            if (observation.kind === 'expected')
              throw new CannotRun(`${file} is a pact: it says what a consumer expects, and nothing that took place.`);
            tally.add(judgeObservation(observation));
            moment = momentOf(observation.when) ?? moment;
            recorder.add(observation.exchange, moment);
          }
        }
      } catch (error) {
        if (!wasFound || !(error instanceof ReadError && error.isUnknownFormat)) throw error;
        passedOver.files.push(file);
      }
    }
  } catch (error) {
    recorder.abandon();
    throw error instanceof ReadError ? new CannotRun(error.sentences) : error;
  }
  const report = tally.report('record');
  const rest = { others: tally.others, lines: passedOverLines(passedOver) };
  try {
    return { report, recorded: recorder.close(), ...rest };
  } catch (error) {
    return { report: notRecordedFor(report, error), ...rest };
  }
}

/**
 * When an exchange took place. If its capture does not say, or nobody can read it, it goes with the one above it; and with the import where there is none: no
 * more is known than that it is here by now.
 */
function momentOf(when: string | undefined): Date | undefined {
  const moment = new Date(when ?? Number.NaN);
  return Number.isNaN(moment.valueOf()) ? undefined : moment;
}
