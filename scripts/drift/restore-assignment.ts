import type { Conversation } from './assignment-session.js';
import type { BeforeState } from './journal/before-state.js';
import { byHand } from './journal/by-hand.js';
import type { Journal } from './journal/journal.js';
import { lostJournal, whereKept } from './journal/restore-advice.js';
import { removeJournal } from './journal/remove-journal.js';
import { noteDifference } from './note-difference.js';
import { sendOwnTarget } from './send-own-target.js';
import { compareState, type Comparison } from './state/compare-state.js';
import type { TenantState } from '../verdict/report.js';

/**
 * Sees to it that an assignment is as the journal says it was, and empties the journal once a read has shown that.
 * The journal holds the state from before an update that sent that very state: what stands there now came from Graph's own mistake, or from a person who
 * changed the assignment since. Nobody can tell them apart; so it is put back, and what stood there is kept in a file beside the journal.
 * @throws what keeps the assignment from being looked at.
 */
export async function settle(talk: Conversation, journaled: BeforeState): Promise<TenantState> {
  const { night } = talk;
  const patience = night.safetyPatience();
  let state = await compareState(talk, journaled, 'GET to look', patience);
  let before = journaled;
  let result: TenantState = journaled.differed ? 'put-back' : 'unchanged';
  if (state.kind === 'differs') {
    result = 'put-back';
    for (const view of journaled.views) {
      // What stands there now may be another thing than before the last update.
      before = noteDifference(night, before, state);
      const steps = { update: 'PATCH to put back', readBack: 'GET put back' };
      state = (await night.failures.attempt(() => sendOwnTarget(talk, before, view, steps, patience)))?.state ?? state;
      if (state.kind !== 'differs') break;
    }
  }
  if (state.kind === 'same') {
    removeJournal(night);
    return result;
  }
  const failed = state.kind !== 'unread' || before.differed;
  night.remarks.push(failed ? cannotPutBack(night.options.journal, before, state) : cannotSee(talk));
  return failed ? 'not-restored' : 'not-proven';
}

/** Says what to do by hand. */
function cannotPutBack(journal: Journal, before: BeforeState, state: Comparison): string {
  const lead = `An assignment of ${before.operation} could not be put back. ${whyNot(state)}`;
  const lost = lostJournal(journal);
  if (lost !== undefined) return `${lead} ${lost}`;
  if (state.kind === 'gone')
    return `${lead} The file ${journal.file} holds how it was: create it anew with that target, or delete the file if it is no longer wanted.`;
  return `${lead} ${byHand(journal.file, before)}`;
}

function whyNot(state: Comparison): string {
  if (state.kind === 'gone') return 'Graph says that it is gone.';
  return state.kind === 'unread' ? `Graph could not be asked in the end (${state.reason}).` : 'It is still otherwise than it was.';
}

function cannotSee({ night, check }: Conversation): string {
  return `Nothing shows that an assignment of ${check.contract.name} was changed, but the last read of it failed. ${whereKept(night.options.journal)}`;
}
