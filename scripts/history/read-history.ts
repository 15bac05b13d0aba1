import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { systemErrorCode } from '../../recordings/files/system-error.js';
import { CannotRun } from '../verdict/exit-code.js';
import type { NightLine } from './history-line.js';
import { parseNightLine } from './parse-night-line.js';

/** The largest history that is read, in bytes: hundreds of years of nights. */
const largest = 256 * 1024 * 1024;

/** A line that says nothing, such as the half of one that a crash has left. */
export interface DamagedLine {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** What histories hold. */
export interface History {
  /** Each night of each operation once, the oldest first. */
  readonly lines: readonly NightLine[];
  readonly damaged: readonly DamagedLine[];
}

/** Reads histories as one. What is damaged in them is no error, but told. @throws CannotRun when a file cannot be read at all. */
export function readHistory(files: readonly string[]): History {
  const damaged: DamagedLine[] = [];
  const lines = new Map<string, NightLine>();
  for (const file of files) {
    for (const [index, line] of linesOf(bytesOf(file)).entries()) {
      if (line.every((byte) => byte <= 0x20)) continue;
      const read = isUtf8(line) ? parseNightLine(line.toString('utf8')) : undefined;
      if (read === undefined) damaged.push({ file, line: index + 1 });
      else lines.set(JSON.stringify([read.run, read.operation, read.version]), read);
    }
  }
  return { lines: [...lines.values()].sort(byTime), damaged };
}

function bytesOf(file: string): Buffer {
  try {
    if (statSync(file).size > largest) throw new CannotRun(`${file}: larger than ${largest / 1024 / 1024} MiB. Split it.`);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof CannotRun) throw error;
    const code = systemErrorCode(error);
    throw new CannotRun(
      code === 'ENOENT'
        ? `${file}: no such file. "graph-contracts drift --history ${file}" begins it.`
        : `${file}: the history cannot be read (${code}).`,
    );
  }
}

function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let from = 0;
  for (let to = bytes.indexOf('\n'); to !== -1; to = bytes.indexOf('\n', from)) {
    lines.push(bytes.subarray(from, to));
    from = to + 1;
  }
  return [...lines, bytes.subarray(from)];
}

function byTime(a: NightLine, b: NightLine): number {
  return a.time < b.time ? -1 : a.time > b.time ? 1 : 0;
}
