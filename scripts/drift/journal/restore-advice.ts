import type { Journal } from './journal.js';

/** What a person is told in the place of the name of a file that does not hold how an assignment was; undefined when the file does hold it. */
export function lostJournal(journal: Journal): string | undefined {
  if (journal.isKept()) return undefined;
  return (
    `The journal ${journal.file} was lost while the run was under way, and cannot be written anew, so that no file holds how it was. ` +
    'Look at it in the Intune admin center, and put right what is wrong, before any other run: that would take what it finds for the state before.'
  );
}

/** Where the state of an assignment is that nobody could look at in the end, and who looks at it next. */
export function whereKept(journal: Journal): string {
  return lostJournal(journal) ?? looksFirst(journal.file);
}

/** As `whereKept`, of a file that is known to hold it. */
export function looksFirst(file: string): string {
  return `The file ${file} holds how it was. The next run looks first, before anything else; "graph-contracts drift --restore" does only that.`;
}
