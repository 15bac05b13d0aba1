import { isSameId, type AssignmentCheck } from '../client/assignment.js';
import { Refused } from '../verdict/exit-code.js';
import type { TenantState } from '../verdict/report.js';
import { AssignmentSession } from './session/assignment-session.js';
import type { DriftRun } from './session/drift-run.js';
import type { BeforeState } from './journal/before-state.js';
import { restoreAssignment } from './restore-assignment.js';
import { compareState } from './session/compare-state.js';

/**
 * Restores the assignment in the journal of an interrupted run, before anything else.
 * @returns its state; `not-settled` if a dry run left it to another run; undefined if there is nothing to restore.
 * @throws Refused if this configuration may not touch the assignment.
 */
export async function restoreLeftover(run: DriftRun): Promise<TenantState | 'not-settled' | undefined> {
  const { journal, mode, target } = run;
  const left = journal.read();
  if (left === undefined) {
    if (mode === 'restore') run.remarks.push('No interrupted run has left a journal: there is nothing to restore.');
    return undefined;
  }
  const lead = `An interrupted run has left the journal ${journal.file}`;
  if (left.tenant !== target.tenant)
    throw new Refused(
      `${lead}, which is about another tenant. Nothing was sent. Run "graph-contracts drift --restore" with the configuration of that tenant; ` +
        'or, if its assignment is known to be right, delete the file.',
    );
  const listed = target.checks.find((check) => isAbout(left, check));
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

/** Of a dry run: a changed tenant does not pass, and what a run would send is unknown until it is restored. */
async function compareOnly(session: AssignmentSession, left: BeforeState, lead: string): Promise<'not-settled' | undefined> {
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
  return 'not-settled';
}

function isAbout({ operation, policyId, assignmentId }: BeforeState, { contract, ids }: AssignmentCheck): boolean {
  return contract.name === operation && isSameId(policyId, ids.policyId) && isSameId(assignmentId, ids.assignmentId);
}
