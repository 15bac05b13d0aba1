import { join } from 'node:path';
import type { Exchange } from '../../contracts/judge/exchange.js';
import { compareRecordings } from '../../recordings/recorder/compare-recordings.js';
import { Recorder, type RecorderOptions } from '../../recordings/recorder/recorder.js';
import { RecordingError, RecordingFolder } from '../../recordings/recorder/recording-folder.js';
import { scenarios, Session } from '../../recordings/recorder/session.js';
import { exitCodes } from '../verdict/exit-code.js';
import type { DriftSettings } from '../drift/session/drift-run.js';
import type { DriftConnection } from '../drift/session/drift-connection.js';
import { runDrift, type DriftResult } from '../drift/run-drift.js';
import type { Report } from '../verdict/report.js';
import { closeRecorder, differenceLines, notRecorded, type RecordResult } from './record-outcome.js';

/** Stands in each recording of a drift run, which is found by it later. */
const scenario = scenarios.drift;

export interface ScenarioOptions {
  readonly settings: DriftSettings;
  readonly recorder: Omit<RecorderOptions, 'scenario'>;
}

const incomplete = 'Not every check could be made';

/**
 * Runs the checks of `drift`, and records them. Existing recordings are replaced, all of them, by a complete run only.
 * @throws RecordingError before anything is sent, if nothing could be recorded.
 */
export async function recordDriftRun(connection: DriftConnection, { settings, recorder: options }: ScenarioOptions): Promise<RecordResult> {
  const { folder, update } = options;
  const recorder = await Recorder.open({ ...options, scenario });
  let run: DriftResult;
  try {
    run = await runDrift(connection, settings);
  } catch (error) {
    recorder.abandon();
    throw error;
  }
  const report = asRecord(run.report);
  const isAll = isComplete(run);
  const exchanges = exchangesOf(run);
  if (!isAll && (update || exchanges.length === 0)) {
    recorder.abandon();
    return { report, lines: [`${incomplete}, so the recordings in ${folder} stay as they were. Run it again.`] };
  }
  for (const exchange of exchanges) recorder.add(exchange);
  const result = closeRecorder(recorder, report, isAll);
  if (isAll || result.recorded === undefined) return result;
  return { ...result, lines: [`${incomplete}, so this is a part of a run. --update records a complete one.`] };
}

/** Whether each check was made and judged. Only then can the run be compared with another one. */
function isComplete(run: DriftResult): boolean {
  return !run.incomplete && run.results.every(({ row }) => row.verdict === 'agrees' || row.verdict === 'disagrees');
}

/** Runs the checks, and compares them with their recordings. Nothing is written. */
export async function compareDriftRun(connection: DriftConnection, options: ScenarioOptions): Promise<RecordResult> {
  const { folder } = options.recorder;
  const { recordings, others } = new RecordingFolder(folder).read();
  const old = new Map([...recordings].filter(([, all]) => all.some(({ recorded }) => recorded.scenario === scenario)));
  if (old.size === 0)
    throw new RecordingError(`${folder} holds no recording of a drift run, so there is nothing to compare with. Record one first.`);
  const run = await runDrift(connection, options.settings);
  const report = asRecord(run.report);
  if (!isComplete(run))
    return { report, lines: [`${incomplete}, so this run was not compared with the recordings in ${folder}. Run it again.`] };
  try {
    const now = recordingsOf(exchangesOf(run), options);
    const damaged = others.find((file) => now.has(file));
    if (damaged !== undefined)
      throw new RecordingError(
        `${join(folder, damaged)} is not a recording of this tool, so there is nothing to compare with. Restore it, or record again with --update.`,
      );
    const differences = compareRecordings(old, now);
    if (differences.length === 0) return { report, lines: [`The answers of Graph mean the same as the recordings in ${folder}.`] };
    const lines = [`The answers of Graph differ from the recordings in ${folder}. Nothing was written.`, ...differenceLines(differences)];
    if (report.exitCode !== exitCodes.agrees) return { report, lines };
    const problems = [`The answers of Graph differ from their recordings in ${differences.length} ways.`];
    return { report: { ...report, verdict: 'disagrees', exitCode: exitCodes.disagrees, problems }, lines };
  } catch (error) {
    return { report: notRecorded(report, error) };
  }
}

function recordingsOf(exchanges: readonly Exchange[], { recorder }: ScenarioOptions): ReturnType<Session['files']> {
  const session = new Session({ ...recorder, scenario });
  for (const exchange of exchanges) if (session.limit.admits(exchange)) session.add(exchange);
  return session.files();
}

function exchangesOf({ results }: DriftResult): Exchange[] {
  return results.flatMap(({ exchanges }) => exchanges);
}

function asRecord(report: Report): Report {
  return { ...report, command: 'record' };
}
