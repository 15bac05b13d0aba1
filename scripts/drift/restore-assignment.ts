import type { Contract } from '../../contracts/contract.js';
import { settableWords } from '../../contracts/settable-words.js';
import { systemErrorCode } from '../../recordings/files/system-error.js';
import { isSameId, type AssignmentCheck } from '../client/assignment.js';
import { Refused } from '../verdict/exit-code.js';
import type { TenantState } from '../verdict/report.js';
import { AssignmentSession } from './session/assignment-session.js';
import type { DriftRun } from './session/drift-run.js';
import type { BeforeState } from './journal/before-state.js';
import type { Journal } from './journal/journal.js';
import { checkedNext, lostJournal, restoreByHand } from './journal/restore-advice.js';
import { sendOwnState } from './session/send-own-state.js';
import { compareState, type Comparison } from './session/read-state.js';

/**
 * Restores an assignment to its journaled state, and removes the journal once a read has shown that state.
 * A fault of Graph and a user's edit are indistinguishable, so the changed state is saved beside the journal.
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
      const steps = { update: `${session.check.contract.method} to put back`, readBack: 'GET put back' };
      state = (await run.errors.attempt(() => sendOwnState(session, before, view, steps, retries)))?.state ?? state;
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
      ? notRestored(run.journal, session.check.contract, before, state)
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

/** The reason, and the manual remedy. */
function notRestored(journal: Journal, contract: Contract, before: BeforeState, state: Comparison): string {
  const gone = state.kind === 'gone';
  const reason = gone
    ? 'Graph reports that it is gone.'
    : state.kind === 'unread'
      ? `The last read failed (${state.reason}).`
      : 'It still differs from its earlier state.';
  const advice =
    lostJournal(journal) ??
    (gone
      ? `The file ${journal.file} holds its earlier state: create it again with that ${settableWords([contract])}, or delete the file if it is no longer wanted.`
      : restoreByHand(journal.file, before));
  return `An assignment of ${before.operation} could not be restored. ${reason} ${advice}`;
}

/**
 * Restores the assignment in the journal of an interrupted run, before anything else.
 * @returns its state; `pending` if a dry run left it to another run; undefined if there is nothing to restore.
 * @throws Refused if this configuration may not touch the assignment.
 */
export async function restoreLeftover(run: DriftRun): Promise<TenantState | 'pending' | undefined> {
  const { journal, mode, connection } = run;
  const left = journal.read();
  if (left === undefined) {
    if (mode === 'restore') run.remarks.push('No interrupted run has left a journal: there is nothing to restore.');
    return undefined;
  }
  const lead = `An interrupted run has left the journal ${journal.file}`;
  if (left.tenant !== connection.tenant)
    throw new Refused(
      `${lead}, which is about another tenant. Nothing was sent. Run "graph-contracts drift --restore" with the configuration of that tenant; ` +
        'or, if its assignment is known to be right, delete the file.',
    );
  const listed = connection.checks.find((check) => isAbout(left, check));
  if (listed === undefined)
    throw new Refused(
      `${lead}, and its assignment is no longer in the configuration, so it may not be touched. Nothing was sent. Add it to the ` +
        'configuration again and run "graph-contracts drift --restore"; or, if it is known to be right, delete the file.',
    );
  const version = left.views[0]?.version ?? listed.version;
  const session = new AssignmentSession(run, { ...listed, version });
  if (mode === 'dry-run') return compareOnly(session, left, lead);
  const state = await restoreAssignment(session, left);
  if ((state === 'unchanged' || state === 'put-back') && !run.journalStays)
    run.remarks.push('An interrupted run had left a journal. Its assignment is in its earlier state; the journal is removed.');
  return state;
}

/** Of a dry run: a changed tenant does not pass, and the requests of a run are unknown until it is restored. */
async function compareOnly(session: AssignmentSession, left: BeforeState, lead: string): Promise<'pending' | undefined> {
  const { run } = session;
  const state = await compareState(session, left, 'GET to look', run.restoreRetries());
  if (state.kind === 'same') {
    run.remarks.push(`${lead}, and its assignment is in its earlier state: a run would remove the journal, and go on.`);
    return undefined;
  }
  const result = state.kind === 'differs' ? `has changed (${state.members.join(', ')})` : `could not be read (${state.reason})`;
  run.remarks.push(
    `${lead}, and its assignment ${result}. Nothing was sent. A run would check and restore it before anything else; "graph-contracts drift --restore" does only that.`,
  );
  return 'pending';
}

function isAbout({ operation, policyId, assignmentId }: BeforeState, { contract, ids }: AssignmentCheck): boolean {
  return contract.name === operation && isSameId(policyId, ids.policyId) && isSameId(assignmentId, ids.assignmentId);
}
