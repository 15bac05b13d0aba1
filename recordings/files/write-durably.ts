import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Who may read a file: its owner, or those whom the umask allows. */
export type Readers = 'owner' | 'as usual';

/** The ending of a file's name until it is complete. */
export const besideEnding = '.new';

/** Writes a file atomically: beside, flushed, renamed, and the folder flushed. Readers find the old text or the new one, even after a power failure. */
export function writeDurably(file: string, text: string, readers: Readers = 'owner'): void {
  writeBeside(file, text, readers);
  putInPlace(file);
  flushFolder(dirname(file));
}

/** Writes the new text to the disk under another name. Leaves nothing behind if that fails, as on a full disk. */
export function writeBeside(file: string, text: string, readers: Readers): void {
  const beside = `${file}${besideEnding}`;
  try {
    writeFileSync(beside, text, { mode: readers === 'owner' ? 0o600 : 0o666, flush: true });
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** Gives the new text its name. Flush the folder afterwards. */
export function putInPlace(file: string): void {
  renameSync(`${file}${besideEnding}`, file);
}

/** Windows cannot open a folder, and needs no flush of it. */
export function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
