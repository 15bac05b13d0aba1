import { Refused } from '../../verdict/exit-code.js';
import type { BeforeState } from './before-state.js';
import { byHand } from './by-hand.js';
import { JournalDamaged, type Journal } from './journal.js';
import { looksFirst } from './restore-advice.js';

/** What a run has left in its journal, for one that cannot look at the tenant. */
export interface LeftBehind {
  /** What a person should know, or do. */
  readonly sentence: string;
  /** Whether an assignment differs from its before-state, as far as is known. */
  readonly notRestored: boolean;
}

/**
 * Tells what the journal holds; undefined when there is none. It only reads: another run may be at work on it.
 * @param tenant the configured one. @throws CannotRun when there is a journal, and it cannot be read.
 */
export function leftBehind(journal: Journal, tenant: string): LeftBehind | undefined {
  try {
    const left = journal.read();
    return left === undefined ? undefined : { sentence: sentenceOf(left, journal.file, tenant), notRestored: left.differed };
  } catch (error) {
    if (error instanceof Refused) return { sentence: error.message, notRestored: false };
    if (error instanceof JournalDamaged) return { sentence: error.message, notRestored: true };
    throw error;
  }
}

function sentenceOf(left: BeforeState, file: string, tenant: string): string {
  const which = `An assignment of ${left.operation}${left.tenant === tenant ? '' : ', of another tenant than the configured one,'}`;
  return left.differed
    ? `${which} could not be put back. This run could not begin. ${byHand(file, left)}`
    : `${which} was being updated by another run, and this one could not look at it. ${looksFirst(file)}`;
}
