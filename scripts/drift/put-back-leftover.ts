import { Refused } from '../exit-code.js';
import type { TenantState } from '../report/report.js';
import type { Check } from './assignment-client.js';
import { Conversation } from './conversation.js';
import type { BeforeState } from './journal/before-state.js';
import type { Mode } from './mode.js';
import type { Night } from './night.js';
import { settle } from './settle.js';
import { isSameId } from './state/same-id.js';

/**
 * Honours the journal that an interrupted run left, before anything else. @returns what became of the assignment; undefined when there was none.
 * @throws Refused when the journal is about something that this configuration may not touch.
 */
export async function putBackLeftover(night: Night, checks: readonly Check[], mode: Mode): Promise<TenantState | undefined> {
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
  if (mode === 'dry-run') {
    night.remarks.push(`${what}. A run would first look at its assignment, and put it back if it is otherwise than it was.`);
    return undefined;
  }
  const [view] = left.views;
  const state = await settle(new Conversation(night, view === undefined ? listed : { ...listed, version: view.version }), left);
  if ((state === 'unchanged' || state === 'put-back') && !night.journalStays) {
    night.remarks.push(`An interrupted run had left a journal. Its assignment is as it was before that run; the journal is removed.`);
  }
  return state;
}

function isAbout({ operation, policyId, assignmentId }: BeforeState, { contract, ids }: Check): boolean {
  return contract.name === operation && isSameId(policyId, ids.policyId) && isSameId(assignmentId, ids.assignmentId);
}
