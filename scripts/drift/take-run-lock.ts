import { LockFile, LockHeld } from '../../recordings/files/lock-file.js';
import { systemErrorCode } from '../../recordings/files/system-error.js';
import { CannotRun, Refused } from '../verdict/exit-code.js';

/**
 * Keeps two runs from touching the same assignments at once.
 * @throws Refused when another run holds the lock, or may hold it; CannotRun when the file cannot be written.
 */
export function takeRunLock(file: string): LockFile {
  try {
    return LockFile.take(file, 'two at once could leave the tenant changed');
  } catch (error) {
    if (error instanceof LockHeld) throw new Refused(error.message);
    throw new CannotRun(`The lock ${file} cannot be written (${systemErrorCode(error)}). Give it a folder that this user can write to.`);
  }
}
