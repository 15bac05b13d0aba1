import type { LockFile } from '../../recordings/files/lock-file.js';
import { CannotRun, Refused } from '../verdict/exit-code.js';
import type { PlannedRequest } from '../verdict/report.js';
import type { Check } from '../client/check.js';
import { checkOperation, type CheckResult } from './check-assignment.js';
import type { BeforeState } from './journal/before-state.js';
import { JournalDamaged, type Journal } from './journal/journal.js';
import { lostJournal, whereKept } from './journal/restore-advice.js';
import type { Mode } from './mode.js';
import type { Night } from './drift-run.js';
import { planCheck } from './dry-run.js';
import { putBackLeftover } from './restore-leftover.js';
import { placesOf, printLines } from '../verdict/terminal.js';

/** What became of a run as a whole. */
export interface NightOutcome {
  readonly results: readonly CheckResult[];
  readonly planned: readonly PlannedRequest[];
  /** Why the run was refused by a rule that keeps the tenant safe, or one of its assignments was. */
  readonly refusals: readonly string[];
  /** Whether an assignment differs from what it was, for all that is known. */
  readonly notRestored: boolean;
  /** Whether something that should have been done was not. */
  readonly incomplete: boolean;
}

/** Looks after what an interrupted run left; then checks one assignment after the other, as long as the tenant is known to be as it was. */
export async function runChecks(night: Night, checks: readonly Check[], mode: Mode, lock: LockFile): Promise<NightOutcome> {
  const results: CheckResult[] = [];
  const planned: PlannedRequest[] = [];
  const refusals: string[] = [];
  let notRestored = false;
  let incomplete = false;
  const { failures } = night;
  const releaseStray = failures.holdStray();
  try {
    const left = await putBackLeftover(night, checks, mode);
    if (left === 'not-restored') notRestored = true;
    failures.rethrow();
    if (left === 'not-proven' || left === 'not-settled' || night.journalStays) incomplete = true;
    const due = notRestored || incomplete || mode === 'restore' ? [] : checks;
    for (const [index, check] of due.entries()) {
      if (!mayGoOn(night, lock, due.length - index)) {
        incomplete = true;
        break;
      }
      if (mode === 'dry-run') {
        const plan = await planCheck(night, check);
        for (const request of plan.requests) planned.push(request);
        // What could be read was not judged: it has no row.
        if (plan.requests.length === 0) results.push(plan.result);
        if (plan.result.refusal !== undefined) refusals.push(plan.result.refusal);
        continue;
      }
      const result = await checkOperation(night, check);
      results.push(result);
      if (result.refusal !== undefined) refusals.push(result.refusal);
      if (result.stopped) incomplete = true;
      notRestored = result.row.tenant === 'not-restored';
      failures.rethrow();
      // Whatever is wrong now, another update would not mend it; and the journal holds one assignment only.
      if (notRestored || result.row.tenant === 'not-proven' || night.journalStays) {
        incomplete = true;
        break;
      }
    }
  } catch (error) {
    notRestored = whatWentWrong(night, error, refusals, notRestored);
    incomplete = true;
  } finally {
    releaseStray();
  }
  return { results, planned, refusals, notRestored, incomplete };
}

function mayGoOn(night: Night, lock: LockFile, left: number): boolean {
  if (!lock.isHeld()) {
    night.remarks.push(`The lock ${lock.file} was removed while the run was under way: ${left} checks were not begun.`);
    return false;
  }
  if (night.stopped) {
    night.remarks.push(`The run was told to stop: ${left} checks were not begun.`);
    return false;
  }
  if (night.requests.allows('check')) return true;
  night.remarks.push(
    `The run has sent ${night.requests.sent} of ${night.requests.limit} requests, and keeps the rest for the safety of the tenant: ${left} checks were not begun.`,
  );
  return false;
}

/**
 * What an error makes of a run. @returns whether an assignment is known to differ: that must be said first.
 * @throws the error, unless it is a refusal or an assignment differs.
 */
function whatWentWrong(night: Night, error: unknown, refusals: string[], notRestored: boolean): boolean {
  const { requests } = night;
  const { journal } = night.options;
  const isRefusal = error instanceof Refused;
  if (error instanceof JournalDamaged) {
    night.remarks.push(error.message);
    return true;
  }
  const open = journal.held;
  if (isRefusal) refusals.push(error.message);
  if (notRestored) {
    if (!isRefusal) night.remarks.push(`The run broke off: ${inReport(error)}`);
    return true;
  }
  if (open?.differed) {
    night.remarks.push(
      `An assignment of ${open.operation} is otherwise than it was, and the run broke off: ${inReport(error)} ` +
        (lostJournal(journal) ?? `"graph-contracts drift --restore" puts it back; the file ${journal.file} holds its ids and how it was.`),
    );
    return true;
  }
  // Before anything was sent, it is another run that left the journal, and the error speaks of that.
  const left = open === undefined || requests.sent === 0 ? undefined : leftOpen(open, journal);
  if (!isRefusal) throw left !== undefined && error instanceof CannotRun ? new CannotRun(`${error.message} ${left}`) : error;
  if (left !== undefined) night.remarks.push(left);
  return false;
}

/** What a report says of an error: of a bug only its kind, as its message may quote an answer. stderr says where it happened. */
function inReport(error: unknown): string {
  if (error instanceof CannotRun || error instanceof Refused) return error.message;
  printLines(placesOf(error));
  return `this is a bug in graph-contracts (${error instanceof Error ? error.name : typeof error}); please report it with the lines on stderr.`;
}

function leftOpen({ operation }: BeforeState, journal: Journal): string {
  const lead = `An assignment of ${operation} was being updated when the run broke off, and was not read back.`;
  return `${lead} ${whereKept(journal)}`;
}
