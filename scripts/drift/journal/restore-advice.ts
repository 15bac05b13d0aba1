import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { settableWords } from '../../../contracts/settable-words.js';
import type { BeforeState } from './before-state.js';
import type { Journal } from './journal.js';

/** How to restore an assignment manually. Names the file in place of the ids. */
export function restoreByHand(file: string, before: BeforeState): string {
  return (
    `The file ${file} holds its ids and its earlier state${requestOf(before)} in the Intune admin center. ` +
    'Then run "graph-contracts drift --restore": it checks the assignment, and removes the file if nothing differs. Until then no run touches anything.'
  );
}

/** The journal may be of a version of this program that had other contracts. */
function requestOf({ operation, views }: BeforeState): string {
  const contract = contracts.find(({ name }) => name === operation);
  if (contract === undefined) return ' (views[0].body): set that state';
  const { method, paths, settable } = contract;
  const sent = settable.map((name) => `views[0].body.${name} of that file as "${name}"`).join(', ');
  return `: send ${method} /${views[0]?.version ?? ''}${paths[0] ?? ''} with ${sent}, or set the ${settableWords([contract])}`;
}

/** The advice for a journal that no longer holds the earlier state; undefined while it does. */
export function lostJournal(journal: Journal): string | undefined {
  if (journal.isKept()) return undefined;
  return (
    `The journal ${journal.file} was lost during the run and cannot be written again, so no file holds the earlier state. ` +
    'Check the assignment in the Intune admin center, and correct it, before any other run: that would take what it finds for the earlier state.'
  );
}

/** The advice for an assignment that could not be read in the end. */
export function checkedNext(journal: Journal): string {
  return lostJournal(journal) ?? nextRunChecks(journal.file);
}

export function nextRunChecks(file: string): string {
  return `The file ${file} holds its earlier state. The next run checks it before anything else; "graph-contracts drift --restore" does only that.`;
}
