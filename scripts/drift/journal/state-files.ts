import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';
import { systemErrorCode } from '../../../recordings/files/system-error.js';

/** A journal holds one assignment: what is larger is none, in bytes. */
const largest = 4 * 1024 * 1024;

/** A file in place of a journal that cannot be one: a device, a pipe, a folder, or far too large. */
export class NoJournalFile extends Error {
  /** As the system has it for a file of the wrong type. */
  readonly code = 'EINVAL';
}

/**
 * The text of a small file; undefined when there is none.
 * @param check is called with what the system says of the file before it is read.
 * @throws the error of the system when it cannot be read; NoJournalFile.
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
    if (!stats.isFile() || stats.size > largest) throw new NoJournalFile(`${file} is no regular file of at most 4 MiB`);
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}
