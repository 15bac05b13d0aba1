import { countOf } from '../../contracts/count-of.js';
import { systemErrorCode } from '../../recordings/files/system-error.js';
import type { Difference } from '../../recordings/recorder/compare-recordings.js';
import { sentenceOfStop, type Recorder, type RecordingResult } from '../../recordings/recorder/recorder.js';
import type { OtherRequests } from '../verdict/other-requests.js';
import type { FailOn, Report } from '../verdict/report.js';
import { asCannotRun } from '../verdict/verdict.js';

/** Options of traffic that was not made here. */
export interface TrafficOptions {
  readonly folder: string;
  readonly update: boolean;
  readonly failOn: FailOn;
  /** Whether the report needs single cases. */
  readonly cases: boolean;
}

export interface RecordResult {
  readonly report: Report;
  readonly recorded?: RecordingResult | undefined;
  /** Requests of other operations. */
  readonly others?: OtherRequests;
  /** How many of the exchanges in the report the proxy refused to forward. */
  readonly refused?: number;
  /** Further lines for the user. */
  readonly lines?: readonly string[];
}

/** Closes a recorder. A report whose recordings could not be written cannot pass. @param isAll see `Recorder.close`. */
export function closeRecorder(recorder: Recorder, report: Report, isAll?: boolean): RecordResult {
  try {
    const recorded = recorder.close(isAll);
    return { report: recorded.stopped === undefined ? report : notRecorded(report, recorded.stopped), recorded };
  } catch (error) {
    return { report: notRecorded(report, error) };
  }
}

/**
 * The report of a run whose recordings could not be written. The state of the tenant outweighs that.
 * @param cause an error, or a sentence.
 * @throws an error that is not for the user, unless the report is about the tenant.
 */
export function notRecorded(report: Report, cause: unknown): Report {
  const isAboutTenant = report.verdict === 'refused' || report.verdict === 'not-restored';
  const sentence = typeof cause === 'string' ? cause : isAboutTenant && !isForUser(cause) ? sentenceOfStop(cause) : sentenceOf(cause);
  return isAboutTenant ? { ...report, problems: [...(report.problems ?? []), sentence] } : asCannotRun(report, [sentence]);
}

/** Errors of the recorder for its user. They quote nothing. */
const forUsers = ['RecordingError', 'SecretFoundError', 'RedactionError'];

function isForUser(error: unknown): error is Error {
  return error instanceof Error && forUsers.includes(error.name);
}

/** The sentence of an error for the user. @throws any other error. */
export function sentenceOf(error: unknown): string {
  if (isForUser(error)) return error.message;
  throw error instanceof Error ? error : new Error(systemErrorCode(error));
}

/** Prints the result of the recording. */
export function* outcomeLines(folder: string, recorded: RecordingResult): Iterable<string> {
  const { files, exchanges, notKept, withoutBody, notRedacted, differences, stayed } = recorded;
  const were = (count: number): string => `${countOf(count, 'exchange')} ${count === 1 ? 'was' : 'were'}`;
  const bodies = withoutBody === 1 ? 'the response body is' : 'their response bodies are';
  if (withoutBody > 0) yield `${were(withoutBody)} judged but not recorded: ${bodies} missing, over 4 MiB, or of an unknown encoding.`;
  if (notRedacted > 0)
    yield `${were(notRedacted)} not redacted, and so not recorded: a body nests too deep, or holds a value that is not JSON.`;
  if (files.length === 0) {
    if (withoutBody + notRedacted === 0) yield 'There was no exchange of the two operations, so nothing was recorded.';
    return;
  }
  yield* [`Recorded ${countOf(exchanges, 'exchange')} into ${folder}:`, ...files.map((file) => `  ${file}`)];
  if (notKept > 0) yield `${were(notKept)} judged but not kept: the limit for each kind is 1,000 exchanges or 32 MiB.`;
  if (differences.length > 0) yield* ['Differences from the recordings that they replace:', ...differenceLines(differences)];
  if (stayed.length === 0) return;
  yield 'These recordings were not recorded again, and stay as they were. They are replayed too, older exchanges first. Delete those that you no longer want:';
  for (const file of stayed) yield `  ${file}`;
}

export function differenceLines(differences: readonly Difference[]): string[] {
  return differences.map(({ file, what }) => `  ${file}: ${what}`);
}
