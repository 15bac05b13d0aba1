import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';
import { LockFile, LockHeld } from '../../../recordings/files/lock-file.js';
import { systemErrorCode } from '../../../recordings/files/system-error.js';
import { CannotRun, Refused } from '../../verdict/exit-code.js';

/** The most bytes of a journal, which holds one assignment. */
const largestFile = 4 * 1024 * 1024;

/**
 * The text of a small file; undefined if there is none.
 * @param check is called with the file's stats before it is read.
 * @throws the system error if it cannot be read, EINVAL for a device, a pipe, a folder or a file that is too large.
 */
export function smallFileText(file: string, check: (stats: Stats) => void = () => undefined): string | undefined {
  let descriptor: number;
  try {
    // Without O_NONBLOCK, opening a pipe waits for a writer.
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const stats = fstatSync(descriptor);
    check(stats);
    if (!stats.isFile() || stats.size > largestFile)
      throw Object.assign(new Error(`${file} is not a regular file of at most 4 MiB`), { code: 'EINVAL' });
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Ensures that only this user can write the state that is sent to the tenant. On Windows, a user's folders are private already.
 * @throws Refused if another user owns the file or folder, or can write to it.
 */
export function assertOwnedByUs(path: string, { uid, mode }: Stats): void {
  const own = process.getuid?.();
  if (own === undefined) return;
  const lead = `The journal cannot be trusted: ${path}`;
  if (uid !== own)
    throw new Refused(
      `${lead} belongs to another user (uid ${uid}, this one is ${own}). Nothing was sent. Name a folder of your own as stateFolder, or run as that user.`,
    );
  if ((mode & 0o022) !== 0)
    throw new Refused(
      `${lead} can be written by other users. Nothing was sent. Check the journal, if there is one; then run: chmod go-w ${JSON.stringify(path)}`,
    );
}

/** Keeps other runs from the same assignments. @throws Refused while another run holds the lock; CannotRun if it cannot be written. */
export function takeRunLock(journalFile: string): LockFile {
  const file = `${journalFile}.lock`;
  try {
    return LockFile.take(file, 'two at once could leave the tenant changed');
  } catch (error) {
    if (error instanceof LockHeld) throw new Refused(error.message);
    throw new CannotRun(`The lock ${file} cannot be written (${systemErrorCode(error)}). Give it a folder that this user can write to.`);
  }
}
