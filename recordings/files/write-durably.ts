import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
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
  const descriptor = openSync(beside, 'w', readers === 'owner' ? 0o600 : 0o666);
  try {
    writeWhole(descriptor, Buffer.from(text, 'utf8'));
    fsyncSync(descriptor);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** Gives the new text its name. Flush the folder afterwards. */
export function putInPlace(file: string): void {
  renameSync(`${file}${besideEnding}`, file);
}

function writeWhole(descriptor: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
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
