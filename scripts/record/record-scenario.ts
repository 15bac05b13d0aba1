import type { Exchange } from '../../contracts/judge/exchange.js';
import { compareRecordings, type Difference } from '../../recordings/recorder/compare-recordings.js';
import { Recorder, type Recorded, type RecorderOptions } from '../../recordings/recorder/recorder.js';
import { RecordingError } from '../../recordings/recorder/recording-error.js';
import { RecordingFolder } from '../../recordings/recorder/recording-folder.js';
import { Session } from '../../recordings/recorder/session.js';
import { exitCodes } from '../exit-code.js';
import { runNight, type NightSettings } from '../drift/run-night.js';
import type { Stage } from '../drift/stage.js';
import type { Report } from '../report/report.js';
import { notRecorded, sentenceOf } from './record-outcome.js';

/** What stands in each recording of the night: by it they are found again. */
export const nightScenario = 'each assignment is updated with its own target';

export interface ScenarioOptions {
  readonly settings: NightSettings;
  readonly recorder: Omit<RecorderOptions, 'scenario'>;
}

/** Runs the night of `drift`, and records it. @throws RecordingError before anything is sent, when nothing could be recorded. */
export async function recordNight(
  stage: Stage,
  options: ScenarioOptions,
): Promise<{ readonly report: Report; readonly recorded?: Recorded }> {
  const recorder = await Recorder.open({ ...options.recorder, scenario: nightScenario });
  let report: Report | undefined;
  try {
    const night = await runNight(stage, options.settings);
    report = night.report;
    for (const exchange of night.results.flatMap(({ exchanges }) => exchanges)) recorder.add(exchange);
  } catch (error) {
    recorder.abandon();
    throw error;
  }
  try {
    return { report: asRecord(report), recorded: recorder.close() };
  } catch (error) {
    return { report: notRecorded(asRecord(report), sentenceOf(error)) };
  }
}

/** Runs the night, and compares it with its recordings. Nothing is written. */
export async function checkNight(
  stage: Stage,
  options: ScenarioOptions,
): Promise<{ readonly report: Report; readonly differences?: readonly Difference[] }> {
  const old = new Map(
    [...new RecordingFolder(options.recorder.folder).read()].filter(([, all]) =>
      all.some(({ recorded }) => recorded.scenario === nightScenario),
    ),
  );
  if (old.size === 0) {
    throw new RecordingError(
      `${options.recorder.folder} holds no recording of a night, so there is nothing to compare with. Record one first.`,
    );
  }
  const { report: night, results } = await runNight(stage, options.settings);
  const report = asRecord(night);
  try {
    const now = redacted(
      results.flatMap(({ exchanges }) => exchanges),
      options,
    );
    const differences = compareRecordings(old, now.files());
    if (differences.length === 0 || report.exitCode !== exitCodes.agrees) return { report, differences };
    const problems = [`Graph answers otherwise than it was recorded, in ${String(differences.length)} ways.`];
    return { report: { ...report, verdict: 'disagrees', exitCode: exitCodes.disagrees, problems }, differences };
  } catch (error) {
    return { report: notRecorded(report, sentenceOf(error)) };
  }
}

function redacted(exchanges: readonly Exchange[], { recorder }: ScenarioOptions): Session {
  const session = new Session({ ...recorder, scenario: nightScenario });
  for (const exchange of exchanges) if (session.wants(exchange)) session.add(exchange);
  return session;
}

function asRecord(report: Report): Report {
  return { ...report, command: 'record' };
}
