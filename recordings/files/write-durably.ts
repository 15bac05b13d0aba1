import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Readable by the owner of the file, and by users who may read all files of that user. */
export type Readers = 'owner' | 'as usual';

/** What a file is called until it is whole. */
export const besideEnding = '.new';

/**
 * Writes a file whole, and comes back only when the disk has it: beside, flushed, renamed, and the folder flushed too. Whoever reads it finds the
 * old text or the new one, also after the power failed.
 */
export function writeDurably(file: string, text: string, readers: Readers = 'owner'): void {
  writeBeside(file, text, readers);
  putInPlace(file);
  flushFolder(dirname(file));
}

/** The first half: the new text is on the disk, under another name. Nothing is left of it when that fails, as on a full disk. */
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

/** The second half. The folder is still to be flushed. */
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
