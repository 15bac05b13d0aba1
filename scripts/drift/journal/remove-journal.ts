import { systemErrorCode } from '../../../recordings/files/system-error.js';
import type { Night } from '../drift-run.js';

/**
 * Removes the journal when a read has shown the assignment as it was. One that stays does no harm, and must not hide what the night has found: the next
 * run looks at that assignment once more. But as long as it stays, no other one is touched.
 */
export function removeJournal(night: Night): void {
  const { journal } = night.options;
  try {
    journal.remove();
  } catch (error) {
    night.journalStays = true;
    night.remarks.push(
      `An assignment is as it was, but the journal ${journal.file} cannot be removed (${systemErrorCode(error)}). Give it a folder that this user can write to; the next run looks at that assignment first, and removes it.`,
    );
  }
}
