import { systemErrorCode } from '../../recordings/files/system-error.js';
import type { RecordingResult } from '../../recordings/recorder/recorder.js';
import type { Difference } from '../../recordings/recorder/compare-recordings.js';
import { sentenceOfStop } from '../../recordings/recorder/recorder.js';
import { countOf } from '../../contracts/count-of.js';
import type { Report } from '../verdict/report.js';
import { asCannotRun } from '../verdict/verdict.js';

/** Errors of the recorder that are for its user: they say what to do, and quote nothing. */
const forUsers = ['RecordingError', 'SecretFoundError', 'RedactionError'];

/** The sentence of an error that is for the user. @throws any other error again. */
export function sentenceOf(error: unknown): string {
  if (isForUser(error)) return error.message;
  throw error instanceof Error ? error : new Error(systemErrorCode(error));
}

function isForUser(error: unknown): error is Error {
  return error instanceof Error && forUsers.includes(error.name);
}

/** What a report becomes when its recordings could not be written: it cannot pass. What the tenant went through outweighs that. */
export function notRecorded(report: Report, sentence: string): Report {
  return isAboutTenant(report) ? { ...report, problems: [...(report.problems ?? []), sentence] } : asCannotRun(report, [sentence]);
}

/** As `notRecorded`, by the error. @throws it again when it is not for the user, unless there is something to say of the tenant. */
export function notRecordedFor(report: Report, error: unknown): Report {
  return notRecorded(report, isAboutTenant(report) && !isForUser(error) ? sentenceOfStop(error) : sentenceOf(error));
}

function isAboutTenant({ verdict }: Report): boolean {
  return verdict === 'refused' || verdict === 'not-restored';
}

/** Tells a person what was recorded. */
export function* outcomeLines(folder: string, recorded: RecordingResult): Iterable<string> {
  const { files, exchanges, notKept, withoutBody, notRedacted, differences, stayed } = recorded;
  if (withoutBody > 0) {
    const [were, bodies] = withoutBody === 1 ? ['was', 'body of its answer is'] : ['were', 'bodies of their answers are'];
    yield `${countOf(withoutBody, 'exchange')} ${were} judged, and not recorded: the ${bodies} not there, too long (over 4 MiB), or of an unknown encoding.`;
  }
  if (notRedacted > 0)
    yield `${countOf(notRedacted, 'exchange')} could not be redacted, and ${notRedacted === 1 ? 'was' : 'were'} not recorded: a body is nested too deep, or holds what JSON has no word for.`;
  if (files.length === 0) {
    if (withoutBody + notRedacted === 0) yield 'Nothing of the two operations came by, so nothing was recorded.';
    return;
  }
  yield `Recorded ${countOf(exchanges, 'exchange')} into ${folder}:`;
  for (const file of files) yield `  ${file}`;
  if (notKept > 0)
    yield `${countOf(notKept, 'exchange')} more of the same kinds ${notKept === 1 ? 'was' : 'were'} judged, and not kept: of each kind, 1,000 are, or 32 MiB.`;
  if (differences.length > 0) yield* ['In what they differ from those that they replace:', ...differenceLines(differences)];
  if (stayed.length === 0) return;
  yield 'These were recorded before, did not come again, and stay as they were. They are replayed too, and what is older answers first. Delete what you no longer want:';
  for (const file of stayed) yield `  ${file}`;
}

export function* differenceLines(differences: readonly Difference[]): Iterable<string> {
  for (const { file, what } of differences) yield `  ${file}: ${what}`;
}
