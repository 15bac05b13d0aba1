import { countOf } from '../../contracts/count-of.js';
import type { LockFile } from '../../recordings/files/lock-file.js';
import { CannotRun, Refused } from '../verdict/exit-code.js';
import type { PlannedRequest } from '../verdict/report.js';
import { placesOf, printLines } from '../verdict/terminal.js';
import { checkAssignment, type CheckResult } from './check-assignment.js';
import type { DriftRun } from './session/drift-run.js';
import { estimateText } from './session/pace.js';
import { UnusableJournal } from './journal/journal.js';
import { checkedNext, lostJournal } from './journal/restore-advice.js';
import { restoreLeftover } from './restore-assignment.js';

/** What a run did. */
export interface RunOutcome {
  readonly results: CheckResult[];
  readonly planned: PlannedRequest[];
  /** Reasons why a tenant-safety rule refused the run, or an update. */
  readonly refusals: string[];
  /** Whether an assignment is taken to differ from its earlier state. */
  notRestored: boolean;
  /** Whether a check that was due was not made. */
  incomplete: boolean;
}

/** Restores what an interrupted run left; then checks each assignment in turn, as long as the tenant is known to be unchanged. */
export async function checkAll(run: DriftRun, lock: LockFile): Promise<RunOutcome> {
  const outcome: RunOutcome = { results: [], planned: [], refusals: [], notRestored: false, incomplete: false };
  const release = run.errors.holdUncaught();
  try {
    const left = await restoreLeftover(run);
    outcome.notRestored = left === 'not-restored';
    run.errors.rethrow();
    outcome.incomplete = left === 'not-proven' || left === 'pending' || run.journalStays;
    if (!outcome.notRestored && !outcome.incomplete && run.mode !== 'restore') await checkEach(run, lock, outcome);
  } catch (error) {
    outcome.incomplete = true;
    onError(run, error, outcome);
  } finally {
    release();
  }
  return outcome;
}

async function checkEach(run: DriftRun, lock: LockFile, outcome: RunOutcome): Promise<void> {
  const { checks } = run;
  const { clock } = run.connection;
  const start = clock.now();
  for (const [index, check] of checks.entries()) {
    const obstacle = obstacleTo(run, lock);
    if (obstacle !== undefined) {
      run.remarks.push(`${obstacle}: ${checks.length - index} checks were not begun.`);
      outcome.incomplete = true;
      return;
    }
    run.settings.onCheck?.(check, index, checks.length);
    const result = await checkAssignment(run, check);
    const { planned, refusal, row, stopped } = result;
    for (const request of planned ?? []) outcome.planned.push(request);
    // A dry run has a row only for an assignment that could not be read.
    if (planned === undefined) outcome.results.push(result);
    if (refusal !== undefined) outcome.refusals.push(refusal);
    if (stopped) outcome.incomplete = true;
    outcome.notRestored = row.tenant === 'not-restored';
    run.errors.rethrow();
    // A further update would not help, and the journal holds one assignment only.
    if (outcome.notRestored || row.tenant === 'not-proven' || run.journalStays) {
      outcome.incomplete = true;
      return;
    }
  }
  if (outcome.planned.length > 0) run.remarks.push(planText(outcome.planned, (clock.now() - start) / Math.max(1, run.sent)));
}

/** What a run sends if nothing goes wrong. @param pause milliseconds of a request, as measured. */
function planText(planned: readonly PlannedRequest[], pause: number): string {
  const updates = planned.filter(({ method }) => method !== 'GET').length;
  return `A run sends ${countOf(planned.length, 'request')}, ${countOf(updates, 'update')} among them, and takes ${estimateText(planned.length, updates, pause)}.`;
}

/** Why no further check may begin. */
function obstacleTo(run: DriftRun, lock: LockFile): string | undefined {
  if (!lock.isHeld()) return `The lock ${lock.file} was removed during the run`;
  if (run.stopped) return 'The run was stopped';
  if (run.mayRequest('check')) return undefined;
  return `The run has sent ${run.sent} of ${run.requestLimit} requests, and reserves the rest for restoring the tenant`;
}

/** Reports an error that ended a run; a changed assignment comes first. @throws the error, unless it is a refusal or an assignment differs. */
function onError(run: DriftRun, error: unknown, outcome: RunOutcome): void {
  const { journal, remarks } = run;
  if (error instanceof UnusableJournal) {
    remarks.push(error.message);
    outcome.notRestored = true;
    return;
  }
  const isRefusal = error instanceof Refused;
  if (isRefusal) outcome.refusals.push(error.message);
  if (outcome.notRestored) {
    if (!isRefusal) remarks.push(`The run stopped early: ${reportable(error)}`);
    return;
  }
  const open = journal.state;
  if (open?.differed) {
    const advice =
      lostJournal(journal) ??
      `"graph-contracts drift --restore" restores it; the file ${journal.file} holds its ids and its earlier state.`;
    remarks.push(`An assignment of ${open.operation} has changed, and the run stopped early: ${reportable(error)} ${advice}`);
    outcome.notRestored = true;
    return;
  }
  // Before anything was sent, the journal is another run's, and the error is about that.
  const left =
    open === undefined || run.sent === 0
      ? undefined
      : `An assignment of ${open.operation} was being updated when the run stopped early, and was not read back. ${checkedNext(journal)}`;
  if (!isRefusal) throw left !== undefined && error instanceof CannotRun ? new CannotRun(`${error.message} ${left}`) : error;
  if (left !== undefined) remarks.push(left);
}

/** The message of an expected error; of a bug only its kind, because its message may quote a response. stderr shows where it happened. */
function reportable(error: unknown): string {
  if (error instanceof CannotRun || error instanceof Refused) return error.message;
  printLines(placesOf(error));
  return `this is a bug in graph-contracts (${error instanceof Error ? error.name : typeof error}); please report it with the lines on stderr.`;
}
