import { Refused } from '../verdict/exit-code.js';
import type { TenantState } from '../verdict/report.js';
import type { Check } from '../client/check.js';
import { Conversation } from './assignment-session.js';
import type { BeforeState } from './journal/before-state.js';
import type { Mode } from './mode.js';
import type { Night } from './drift-run.js';
import { settle } from './restore-assignment.js';
import { compareState } from './state/compare-state.js';
import { isSameId } from '../client/same-id.js';

/**
 * Honours the journal that an interrupted run left, before anything else. @returns what became of the assignment; `not-settled` when a dry run has left
 * it for another one; undefined when nothing is to be settled.
 * @throws Refused when the journal is about something that this configuration may not touch.
 */
export async function putBackLeftover(
  night: Night,
  checks: readonly Check[],
  mode: Mode,
): Promise<TenantState | 'not-settled' | undefined> {
  const { journal, tenant } = night.options;
  const left = journal.read();
  if (left === undefined) {
    if (mode === 'restore') night.remarks.push('No interrupted run has left anything: there is nothing to put back.');
    return undefined;
  }
  const what = `An interrupted run has left the journal ${journal.file}`;
  const listed = checks.find((check) => isAbout(left, check));
  if (left.tenant !== tenant) {
    throw new Refused(
      `${what}, which is about another tenant. Nothing was sent. Run "graph-contracts drift --restore" with the configuration of that tenant; ` +
        'or, if you know that its assignment is as it should be, delete the file.',
    );
  }
  if (listed === undefined) {
    throw new Refused(
      `${what}, and its assignment is not in the configuration any more, so it may not be touched. Nothing was sent. Put it back into the ` +
        'configuration and run "graph-contracts drift --restore"; or, if you know that it is as it should be, delete the file.',
    );
  }
  const [view] = left.views;
  const talk = new Conversation(night, view === undefined ? listed : { ...listed, version: view.version });
  if (mode === 'dry-run') return lookAt(talk, left, what);
  const state = await settle(talk, left);
  if ((state === 'unchanged' || state === 'put-back') && !night.journalStays) {
    night.remarks.push(`An interrupted run had left a journal. Its assignment is as it was before that run; the journal is removed.`);
  }
  return state;
}

/** What a dry run does instead: a changed tenant does not pass, and what a run would send is unknown until the leftover is settled. */
async function lookAt(talk: Conversation, left: BeforeState, what: string): Promise<'not-settled' | undefined> {
  const { night } = talk;
  const state = await compareState(talk, left, 'GET to look', night.safetyPatience());
  if (state.kind === 'same') {
    night.remarks.push(`${what}, and its assignment is as it was before that run: a run would remove the journal, and go on.`);
    return undefined;
  }
  const seen =
    state.kind === 'differs' ? `is otherwise than it was (${state.members.join(', ')})` : `could not be looked at (${state.reason})`;
  night.remarks.push(
    `${what}, and its assignment ${seen}. Nothing was sent. A run would look first, and put it back, before anything else; "graph-contracts drift --restore" does only that.`,
  );
  return 'not-settled';
}

function isAbout({ operation, policyId, assignmentId }: BeforeState, { contract, ids }: Check): boolean {
  return contract.name === operation && isSameId(policyId, ids.policyId) && isSameId(assignmentId, ids.assignmentId);
}
