import { systemErrorCode } from '../../recordings/files/system-error.js';
import type { BeforeState } from './journal/before-state.js';
import type { Night } from './drift-run.js';
import type { Comparison } from './state/compare-state.js';

/**
 * Records that an assignment differs from its before-state, and saves the state that was seen. Nothing of that may keep it from being put back: a full disk
 * is no reason to leave it changed.
 */
export function noteDifference(night: Night, before: BeforeState, state: Comparison & { kind: 'differs' }): BeforeState {
  const noted: BeforeState = { ...before, differed: true };
  const { journal } = night.options;
  try {
    if (!before.differed) journal.rewrite(noted);
    const file = journal.keepFound(state.views);
    night.remarks.push(
      `An assignment of ${before.operation} was otherwise than before (${state.members.join(', ')}), and had to be put back. What stood there is kept in ${file}: if a person had changed it meanwhile, it can be had again from there.`,
    );
  } catch (error) {
    night.remarks.push(
      `An assignment of ${before.operation} was otherwise than before, and had to be put back. What stood there could not be kept beside ${journal.file} (${systemErrorCode(error)}).`,
    );
  }
  return noted;
}
