import type { LockFile } from '../../recordings/files/lock-file.js';
import { exitCodes, type Verdict } from '../verdict/exit-code.js';
import type { AnswerRecord, Report } from '../verdict/report.js';
import { Tally } from '../verdict/tally.js';
import { complain, placesOf, printLines } from '../verdict/terminal.js';
import { withNothingJudged } from '../verdict/verdict.js';
import { answerRecords } from './answer-records.js';
import { checkAll, type RunOutcome } from './check-all.js';
import type { CheckResult } from './check-assignment.js';
import { DriftRun, type DriftMode, type DriftSettings } from './session/drift-run.js';
import type { DriftConnection } from './session/drift-connection.js';
import { takeRunLock } from './journal/state-files.js';
import { notChecked, notStarted } from './not-started.js';

export interface DriftResult {
  readonly report: Report;
  /** One for each check that was begun; of a run that could not start, one for each that was due. */
  readonly results: readonly CheckResult[];
  /** Whether a check that was due was not made. */
  readonly incomplete: boolean;
  /** One for each check that was due and not begun, because the run ended early. The report leaves them out. */
  readonly notBegun?: readonly CheckResult[];
}

/**
 * The nightly check: every assignment in every API version, one after the other. A lock keeps other runs away.
 * @throws CannotRun as `notStarted`, and if the run stopped early: see `checkAll`.
 */
export async function runDrift(connection: DriftConnection, settings: DriftSettings): Promise<DriftResult> {
  const run = new DriftRun(connection, settings);
  const { failOn } = settings;
  let lock: LockFile;
  try {
    run.journal.prepare();
    lock = takeRunLock(run.journal.file);
  } catch (error) {
    return notStarted(error, connection, failOn);
  }
  try {
    const outcome = await checkAll(run, lock);
    const { results, incomplete, notRestored, refusals } = outcome;
    const due = run.mode === 'check' ? connection.checks.slice(results.length) : [];
    const notBegun = due.map((check) => notChecked(check, notRestored ? 'not-restored' : refusals.length > 0 ? 'refused' : 'inconclusive'));
    try {
      const tally = new Tally(failOn, { cases: settings.cases === true });
      for (const { judged, flaky } of results) {
        for (const one of judged) tally.add(one);
        for (const one of flaky) tally.addFlaky(one);
      }
      return { report: withAnswers(reportOn(run, outcome, tally), answerRecords(results)), results, incomplete, notBegun };
    } catch (error) {
      // Nothing may hide that the tenant was not restored.
      if (!notRestored) throw error;
      printLines(placesOf(error));
      return { report: reportOn(run, outcome, new Tally(failOn)), results, incomplete, notBegun };
    }
  } catch (error) {
    // Without a report, the remarks on the tenant go to stderr.
    for (const remark of run.remarks) complain(remark);
    throw error;
  } finally {
    lock.release();
  }
}

/** Of a mode that judges nothing. */
const whyNothing: Readonly<Partial<Record<DriftMode, string>>> = {
  'dry-run': 'A dry run sends no update, so nothing was judged.',
  restore: 'A restore only restores what an interrupted run left, so nothing was judged.',
};

function reportOn(run: DriftRun, outcome: RunOutcome, tally: Tally): Report {
  const { planned, refusals, results, notRestored } = outcome;
  const judged = tally.report(
    'drift',
    results.map(({ row }) => row),
  );
  const remarks = [...new Set([...run.remarks, ...(run.connection.proxyProblems ?? [])])];
  const verdict = verdictOf(run.mode, outcome, judged.verdict);
  const problems = [...refusals, ...(notRestored ? remarks : [])];
  const { sent: requests, updates, requestLimit, mode } = run;
  const report: Report = {
    ...judged,
    verdict,
    exitCode: exitCodes[verdict],
    night: {
      requests,
      updates,
      requestLimit,
      remarks: [...refusals, ...remarks],
      ...(run.connection.clock.simulated && { simulatedClock: true }),
      ...(planned.length > 0 && { planned }),
    },
    ...(problems.length > 0 && { problems }),
  };
  const why = whyNothing[mode];
  return why === undefined ? report : withNothingJudged(report, why);
}

function withAnswers(report: Report, answers: readonly AnswerRecord[]): Report {
  return report.night === undefined || answers.length === 0 ? report : { ...report, night: { ...report.night, answers } };
}

/** The state of the tenant outweighs every finding. */
function verdictOf(mode: DriftMode, { notRestored, refusals, incomplete, results }: RunOutcome, judged: Verdict): Verdict {
  if (notRestored) return 'not-restored';
  if (refusals.length > 0) return 'refused';
  if (judged !== 'agrees' && judged !== 'nothing-judged') return judged;
  // A check that judged no response shows nothing.
  const open =
    incomplete || results.some(({ row }) => row.verdict === 'inconclusive') || (whyNothing[mode] === undefined && results.length === 0);
  return open ? 'inconclusive' : judged;
}
