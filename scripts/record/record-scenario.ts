import { join } from 'node:path';
import type { Exchange } from '../../contracts/judge/exchange.js';
import { compareRecordings } from '../../recordings/recorder/compare-recordings.js';
import { Recorder, type RecorderOptions } from '../../recordings/recorder/recorder.js';
import type { RecordingResult } from '../../recordings/recorder/recorder.js';
import { RecordingError } from '../../recordings/recorder/recording-folder.js';
import { RecordingFolder } from '../../recordings/recorder/recording-folder.js';
import { scenarios } from '../../recordings/recorder/session.js';
import { Session } from '../../recordings/recorder/session.js';
import { exitCodes } from '../verdict/exit-code.js';
import { runNight } from '../drift/run-night.js';
import type { NightResult, NightSettings } from '../drift/night-result.js';
import type { Stage } from '../drift/drift-target.js';
import type { Report } from '../verdict/report.js';
import { differenceLines, notRecordedFor } from './record-outcome.js';

/** It stands in each recording of the night: by it they are found again. */
const nightScenario = scenarios.night;

export interface ScenarioOptions {
  readonly settings: NightSettings;
  readonly recorder: Omit<RecorderOptions, 'scenario'>;
}

export interface ScenarioResult {
  readonly report: Report;
  readonly recorded?: RecordingResult;
  /** What a person should know besides. */
  readonly lines?: readonly string[];
}

/**
 * Runs the night of `drift`, and records it. What is there already is replaced, all of it, by a whole night only.
 * @throws RecordingError before anything is sent, when nothing could be recorded.
 */
export async function recordNight(stage: Stage, options: ScenarioOptions): Promise<ScenarioResult> {
  const { folder, update } = options.recorder;
  const recorder = await Recorder.open({ ...options.recorder, scenario: nightScenario });
  let night: NightResult;
  try {
    night = await runNight(stage, options.settings);
  } catch (error) {
    recorder.abandon();
    throw error;
  }
  const report = asRecord(night.report);
  const whole = isWhole(night);
  const exchanges = night.results.flatMap((result) => result.exchanges);
  if (!whole && (update || exchanges.length === 0)) {
    recorder.abandon();
    return { report, lines: [`${notAll}, so what is recorded in ${folder} stays as it was. Run it again.`] };
  }
  for (const exchange of exchanges) recorder.add(exchange);
  try {
    const recorded = recorder.close(whole);
    return { report, recorded, ...(whole ? {} : { lines: [`${notAll}: this is a part of a night. --update records a whole one.`] }) };
  } catch (error) {
    return { report: notRecordedFor(report, error) };
  }
}

const notAll = 'Not everything could be asked';

/** Whether each check was made, and could be judged. What another night is to be compared with must be that. */
function isWhole({ results, incomplete }: NightResult): boolean {
  return !incomplete && results.every(({ row }) => row.verdict === 'agrees' || row.verdict === 'disagrees');
}

/** Runs the night, and compares it with its recordings. Nothing is written. */
export async function checkNight(stage: Stage, options: ScenarioOptions): Promise<ScenarioResult> {
  const { folder } = options.recorder;
  const { recordings, others } = new RecordingFolder(folder).read();
  const old = new Map([...recordings].filter(([, all]) => all.some(({ recorded }) => recorded.scenario === nightScenario)));
  if (old.size === 0) {
    throw new RecordingError(`${folder} holds no recording of a night, so there is nothing to compare with. Record one first.`);
  }
  const night = await runNight(stage, options.settings);
  const report = asRecord(night.report);
  if (!isWhole(night))
    return { report, lines: [`${notAll}, so this night was not compared with what is recorded in ${folder}. Run it again.`] };
  try {
    const now = redacted(
      night.results.flatMap(({ exchanges }) => exchanges),
      options,
    );
    const files = now.files();
    const damaged = others.find((file) => files.has(file));
    if (damaged !== undefined) {
      throw new RecordingError(
        `${join(folder, damaged)} is no recording of this tool (any more), so there is nothing to compare with. Restore it, or record anew with --update.`,
      );
    }
    const differences = compareRecordings(old, files);
    if (differences.length === 0) return { report, lines: [`What Graph answers means the same as what is recorded in ${folder}.`] };
    const lines = [`Graph answers otherwise than is recorded in ${folder}. Nothing was written.`, ...differenceLines(differences)];
    if (report.exitCode !== exitCodes.agrees) return { report, lines };
    const problems = [`Graph answers otherwise than it was recorded, in ${differences.length} ways.`];
    return { report: { ...report, verdict: 'disagrees', exitCode: exitCodes.disagrees, problems }, lines };
  } catch (error) {
    return { report: notRecordedFor(report, error) };
  }
}

function redacted(exchanges: readonly Exchange[], { recorder }: ScenarioOptions): Session {
  const session = new Session({ ...recorder, scenario: nightScenario });
  for (const exchange of exchanges) if (session.limit.admits(exchange)) session.add(exchange);
  return session;
}

function asRecord(report: Report): Report {
  return { ...report, command: 'record' };
}
