import { systemErrorCode } from '../../recordings/files/system-error.js';
import type { TenantState } from '../verdict/report.js';
import type { AssignmentSession } from './session/assignment-session.js';
import type { DriftRun } from './session/drift-run.js';
import type { BeforeState } from './journal/before-state.js';
import type { Journal } from './journal/journal.js';
import { checkedNext, lostJournal, restoreByHand } from './journal/restore-advice.js';
import { sendOwnTarget } from './session/send-own-target.js';
import { compareState, type Comparison } from './session/compare-state.js';

/**
 * Restores an assignment to its journaled state, and removes the journal once a read has shown that state.
 * A difference comes from Graph's own mistake, or from a person who changed the assignment since. They cannot be told apart, so the earlier state is
 * restored, and the changed one is saved beside the journal.
 * @throws an error that prevents reading the assignment.
 */
export async function restoreAssignment(session: AssignmentSession, journaled: BeforeState): Promise<TenantState> {
  const { run } = session;
  const retries = run.restoreRetries();
  let state = await compareState(session, journaled, 'GET to look', retries);
  let before = journaled;
  if (state.kind === 'differs') {
    for (const view of journaled.views) {
      // It may differ in another way than before the last update.
      before = recordDifference(run, before, state);
      const steps = { update: 'PATCH to put back', readBack: 'GET put back' };
      state = (await run.errors.attempt(() => sendOwnTarget(session, before, view, steps, retries)))?.state ?? state;
      if (state.kind !== 'differs') break;
    }
  }
  if (state.kind === 'same') {
    run.removeJournal();
    return before.differed ? 'put-back' : 'unchanged';
  }
  const failed = state.kind !== 'unread' || before.differed;
  run.remarks.push(
    failed
      ? notRestored(run.journal, before, state)
      : `The last read of an assignment of ${session.check.contract.name} failed; nothing shows that it was changed. ${checkedNext(run.journal)}`,
  );
  return failed ? 'not-restored' : 'not-proven';
}

/** Records that an assignment differs, and saves the changed state. A full disk must not prevent the restore, so nothing is thrown. */
export function recordDifference(run: DriftRun, before: BeforeState, state: Comparison & { kind: 'differs' }): BeforeState {
  const recorded = { ...before, differed: true };
  const lead = `An assignment of ${before.operation} had changed (${state.members.join(', ')}) and had to be restored.`;
  try {
    if (!before.differed) run.journal.rewrite(recorded);
    const file = run.journal.saveChanged(state.views);
    run.remarks.push(`${lead} The changed state is saved in ${file}, in case someone edited it during the run.`);
  } catch (error) {
    run.remarks.push(`${lead} The changed state cannot be saved beside ${run.journal.file} (${systemErrorCode(error)}).`);
  }
  return recorded;
}

/** The reason, and what to do by hand. */
function notRestored(journal: Journal, before: BeforeState, state: Comparison): string {
  const gone = state.kind === 'gone';
  const reason = gone
    ? 'Graph reports that it is gone.'
    : state.kind === 'unread'
      ? `The last read failed (${state.reason}).`
      : 'It still differs from its earlier state.';
  const advice =
    lostJournal(journal) ??
    (gone
      ? `The file ${journal.file} holds its earlier state: create it again with that target, or delete the file if it is no longer wanted.`
      : restoreByHand(journal.file, before));
  return `An assignment of ${before.operation} could not be restored. ${reason} ${advice}`;
}
