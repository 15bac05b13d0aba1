import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { flushFolder } from '../../recordings/files/write-durably.js';
import { systemErrorCode } from '../../recordings/files/system-error.js';
import { CannotRun } from '../verdict/exit-code.js';
import { wellFormed } from '../terminal/shown-text.js';
import type { NightLine } from './history-line.js';

const lineFeed = 0x0a;

/**
 * Appends the lines of a night in a single write, and flushes it to the disk. Nights that end at the same moment do not mix: the system puts
 * each write at the end of the file as it then is. (So local disks do; a network share may not.) A crash can leave half a line: the next night
 * begins on a new one. @throws CannotRun when it cannot be written whole.
 */
export function appendHistory(file: string, lines: readonly NightLine[]): void {
  if (lines.length === 0) return;
  const text = lines.map(
    (line) => `${JSON.stringify(line, (_, value: unknown) => (typeof value === 'string' ? wellFormed(value) : value))}\n`,
  );
  withFile(file, (descriptor) => {
    const bytes = Buffer.from(`${endsInLineFeed(descriptor) ? '' : '\n'}${text.join('')}`);
    const written = writeSync(descriptor, bytes);
    fsyncSync(descriptor);
    // To write on would be a second write, and could stand in the middle of another night.
    if (written < bytes.length) throw new CannotRun(`${file}: only a part of this night could be written. Is the disk full?`);
  });
  try {
    flushFolder(dirname(file));
  } catch {
    // A folder that cannot be flushed is safe in its own time; the lines are.
  }
}

/** Finds out that a history can be appended to, before a night is spent on it. It is there then, if empty. @throws CannotRun if not. */
export function assertAppendable(file: string): void {
  withFile(file, () => undefined);
}

function withFile(file: string, use: (descriptor: number) => void): void {
  try {
    const descriptor = openSync(file, 'a+');
    try {
      use(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (error instanceof CannotRun) throw error;
    throw new CannotRun(`${file}: the history cannot be written (${systemErrorCode(error)}). Give a file in a folder that exists.`);
  }
}

function endsInLineFeed(descriptor: number): boolean {
  const { size } = fstatSync(descriptor);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(descriptor, last, 0, 1, size - 1);
  return last[0] === lineFeed;
}
