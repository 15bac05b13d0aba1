import { Recorder, type RecorderOptions } from '../../recordings/recorder/recorder.js';
import { scenarios } from '../../recordings/recorder/session.js';
import { probeFacts } from '../drift/probe/probe-facts.js';
import { inWords } from '../drift/probe/probe-words.js';
import { runDrift, type DriftResult } from '../drift/run-drift.js';
import type { DriftConnection } from '../drift/session/drift-connection.js';
import type { DriftSettings } from '../drift/session/drift-run.js';
import type { Report } from '../verdict/report.js';
import { placesOf, printLines } from '../verdict/terminal.js';
import { closeRecorder, type RecordResult } from './record-outcome.js';

export interface ProbeOptions {
  readonly settings: DriftSettings;
  readonly recorder: Pick<RecorderOptions, 'folder' | 'secrets'>;
  /** In UTC, as YYYY-MM-DD. */
  readonly day: string;
}

/**
 * Probes the marked assignment, records that, and reports what the answer shows.
 * @throws RecordingError before anything is sent, if nothing could be recorded.
 */
export async function recordProbe(connection: DriftConnection, options: ProbeOptions): Promise<RecordResult> {
  const recorder = await Recorder.open({ ...options.recorder, scenario: scenarios.probe });
  let run: DriftResult;
  try {
    run = await runDrift(connection, { ...options.settings, mode: 'probe' });
  } catch (error) {
    recorder.abandon();
    throw error;
  }
  for (const exchange of run.results.flatMap(({ exchanges }) => exchanges)) recorder.add(exchange);
  // First, so that an error of the words loses no exchange.
  const closed = closeRecorder(recorder, run.report);
  return { ...closed, report: withProbe(closed.report, run, connection, options) };
}

/** @throws an error of the words, unless the report is about the tenant: nothing may hide that. */
function withProbe(report: Report, { results }: DriftResult, { probe }: DriftConnection, { recorder, day }: ProbeOptions): Report {
  if (probe === undefined) throw new Error('A probe without an assignment.');
  try {
    return { ...report, probe: inWords(probeFacts(probe, results[0], recorder.secrets ?? [], day)) };
  } catch (error) {
    if (report.verdict !== 'not-restored') throw error;
    printLines(placesOf(error));
    return report;
  }
}
