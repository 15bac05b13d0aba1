import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { flushFolder } from '../../recordings/files/write-durably.js';
import { systemErrorCode } from '../../recordings/files/system-error.js';
import { CannotRun } from '../verdict/exit-code.js';
import { wellFormed } from '../verdict/shown-text.js';
import type { HistoryLine } from './history-line.js';

/**
 * Appends the lines of a run in a single, flushed write, so that concurrent runs do not mix on a local disk.
 * If a crash has left half a line, the next run begins a new one.
 * @throws CannotRun if the lines cannot be written completely.
 */
export function appendHistory(file: string, lines: readonly HistoryLine[]): void {
  if (lines.length === 0) return;
  const text = lines.map(
    (line) => `${JSON.stringify(line, (_, value: unknown) => (typeof value === 'string' ? wellFormed(value) : value))}\n`,
  );
  withFile(file, (descriptor) => {
    const bytes = Buffer.from(`${endsInLineFeed(descriptor) ? '' : '\n'}${text.join('')}`);
    const size = writeSync(descriptor, bytes);
    fsyncSync(descriptor);
    // A second write could end up between the lines of another run.
    if (size < bytes.length) throw new CannotRun(`${file}: only a part of this run could be written. Is the disk full?`);
  });
  try {
    flushFolder(dirname(file));
  } catch {
    // The lines are flushed; the system flushes the folder later.
  }
}

/** Checks before a run that its history can be written, and creates the file. @throws CannotRun if it cannot. */
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
  const last = Buffer.alloc(1);
  return size === 0 || (readSync(descriptor, last, 0, 1, size - 1) === 1 && last.toString() === '\n');
}
