import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, read, statSync } from 'node:fs';
import { ReadError } from './read-error.js';
import { systemErrorCode } from '../files/system-error.js';

/** What stands for standard input where a path is expected. */
export const standardInput = '-';

/** How much is read at a time, in bytes. */
const chunkSize = 128 * 1024;

/** The parts of a text, in order. Each is valid only until the next is requested: copy it to keep it. */
export type Chunks = AsyncIterable<Buffer>;

/** Somebody who wants to know how much was read, such as a display of progress. */
export interface ReadWatcher {
  read(bytes: number): void;
}

/** Reads a file, or standard input, part by part. @param name how errors call it. @throws ReadError when it cannot be read. */
export async function* chunksOf(file: string, name: string, watcher?: ReadWatcher): AsyncGenerator<Buffer> {
  try {
    const chunks = file === standardInput || isStandardInput(file) ? (process.stdin as Chunks) : chunksOfFile(file, name);
    for await (const chunk of chunks) {
      watcher?.read(chunk.length);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof ReadError) throw error;
    const code = systemErrorCode(error);
    throw new ReadError(name, code === 'ENOENT' ? 'no such file. Check the path.' : `cannot be read (${code}).`);
  }
}

/** By its names in the file system, under which a socket cannot be opened. */
function isStandardInput(file: string): boolean {
  return ['/dev/stdin', '/dev/fd/0', '/proc/self/fd/0'].includes(file);
}

/** @throws ReadError for what has no end, or starts something when it is opened. */
export function refuseDevice(file: string, name: string): void {
  const found = statSync(file);
  if (found.isCharacterDevice() || found.isBlockDevice())
    throw new ReadError(name, 'it is a device. Give a file, a pipe, or - for standard input.');
  if (found.isSocket()) throw new ReadError(name, 'it is a socket. Give a file, a pipe, or - for standard input.');
}

/** One buffer for all: a new one for each part would be garbage faster than it is collected. */
async function* chunksOfFile(file: string, name: string): AsyncGenerator<Buffer> {
  refuseDevice(file, name);
  const handle = openSync(file, 'r');
  try {
    const buffer = Buffer.allocUnsafeSlow(chunkSize);
    for (;;) {
      const size = await readInto(handle, buffer);
      if (size === 0) return;
      yield buffer.subarray(0, size);
    }
  } finally {
    closeSync(handle);
  }
}

/** By a callback: the promises of `node:fs` take longer to load than most files take to read. */
function readInto(handle: number, buffer: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    read(handle, buffer, 0, buffer.length, null, (error, size) => {
      if (error === null) resolve(size);
      else reject(error);
    });
  });
}

/** How much of a text tells its format, in bytes. */
const enough = 64 * 1024;

/** How many blanks or zero bytes a text may begin with, in bytes. */
const mostBlank = 16 * 1024 * 1024;

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * The beginning of a text, without a byte order mark: long enough to tell its format, or all of it. A pipe may give it in parts of any size.
 * Undefined for a text of blanks. @throws ReadError for one that begins with more of them than any text does.
 */
export async function firstPart(chunks: AsyncIterator<Buffer>, name = 'the text'): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  let blank = true;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    parts.push(Buffer.from(next.value));
    size += next.value.length;
    blank &&= !next.value.some((byte) => byte > 0x20 && !byteOrderMark.includes(byte));
    if (size >= enough && !blank) break;
    if (size > mostBlank) throw new ReadError(name, 'its first 16 MiB are blanks or zero bytes. Give the file that was meant.');
  }
  if (blank) return undefined;
  const part = Buffer.concat(parts);
  return part.subarray(0, byteOrderMark.length).equals(byteOrderMark) ? part.subarray(byteOrderMark.length) : part;
}

/** The text again, from its beginning. */
export async function* withFirst(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

/** The parts of a text that has to fit into memory. @throws ReadError when it is longer than `limit` bytes. */
export async function* upTo(limit: number, name: string, chunks: Chunks): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > limit) throw new ReadError(name, `larger than ${limit / 1024 / 1024} MiB. Split it.`);
    yield chunk;
  }
}

/** Reads a text whole. @throws ReadError when it is longer than `limit` bytes, or not UTF-8. */
export async function readWhole(name: string, chunks: Chunks, limit: number): Promise<string> {
  const parts: Buffer[] = [];
  for await (const chunk of upTo(limit, name, chunks)) parts.push(Buffer.from(chunk));
  return textOf(name, parts);
}

/** @throws ReadError when it is not UTF-8. */
export function textOf(name: string, parts: readonly Buffer[]): string {
  const bytes = Buffer.concat(parts);
  if (!isUtf8(bytes)) throw notUtf8(name);
  return bytes.toString('utf8');
}

export function notUtf8(name: string): ReadError {
  return new ReadError(name, 'not UTF-8. Save it as UTF-8.');
}
