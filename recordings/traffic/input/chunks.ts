import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, read, statSync } from 'node:fs';
import { ReadError } from '../read-error.js';
import { systemErrorCode } from '../../files/system-error.js';

/** Stands for standard input where a path is expected. */
export const standardInput = '-';

/** Bytes that are read at a time. */
const chunkSize = 128 * 1024;

/** A text in parts. Each is valid only until the next is requested: copy it to keep it. */
export type Chunks = AsyncIterable<Buffer>;

/** Gets the number of bytes of each part, such as a progress display. */
export interface ReadWatcher {
  read(bytes: number): void;
}

/** Reads a file, or standard input, part by part. @param name the name of the file in errors. @throws ReadError when it cannot be read. */
export async function* chunksOf(file: string, name: string, watcher?: ReadWatcher): AsyncGenerator<Buffer> {
  try {
    // A socket cannot be opened under these names.
    const isStdin = [standardInput, '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0'].includes(file);
    const chunks = isStdin ? (process.stdin as Chunks) : chunksOfFile(file, name);
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

/** @throws ReadError for a file that never ends, or that has an effect when it is opened. */
export function refuseDevice(file: string, name: string): void {
  const stats = statSync(file);
  const kind = stats.isCharacterDevice() || stats.isBlockDevice() ? 'device' : stats.isSocket() ? 'socket' : undefined;
  if (kind !== undefined) throw new ReadError(name, `it is a ${kind}. Give a file, a pipe, or - for standard input.`);
}

/** Whether a file can be read twice; false for a pipe, standard input and a missing file. */
export function isRegularFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

/** Reads into one buffer: a new one for each part would be garbage faster than it is collected. */
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

/** Bytes that show the format of a text. */
const beginning = 64 * 1024;

/** The limit of leading blanks and zero bytes, in bytes. */
const mostBlank = 16 * 1024 * 1024;

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * The beginning of a text, at least 64 KiB of it if there is so much, without a byte order mark. Undefined for a blank text.
 * @throws ReadError for one that begins with 16 MiB of blanks.
 */
export async function firstPart(chunks: AsyncIterator<Buffer>, name = 'the text'): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  let blank = true;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    parts.push(Buffer.from(next.value));
    size += next.value.length;
    blank &&= !next.value.some((byte) => byte > 0x20 && !byteOrderMark.includes(byte));
    if (size >= beginning && !blank) break;
    if (size > mostBlank) throw new ReadError(name, 'its first 16 MiB are blanks or zero bytes. Check that it is the right file.');
  }
  if (blank) return undefined;
  const part = Buffer.concat(parts);
  return part.subarray(0, byteOrderMark.length).equals(byteOrderMark) ? part.subarray(byteOrderMark.length) : part;
}

/** Returns the text with its beginning, which was read ahead. */
export async function* withFirst(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

/** A copy of all chunks. @throws ReadError when they are longer than `limit` bytes. */
export async function readAllChunks(name: string, chunks: Chunks, limit: number): Promise<Buffer[]> {
  const copies: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > limit) throw new ReadError(name, `larger than ${limit / 1024 / 1024} MiB. Split it.`);
    copies.push(Buffer.from(chunk));
  }
  return copies;
}

/** @throws ReadError when the bytes are not UTF-8. */
export function textOf(name: string, parts: readonly Buffer[]): string {
  const bytes = Buffer.concat(parts);
  if (!isUtf8(bytes)) throw notUtf8(name);
  return bytes.toString('utf8');
}

export function notUtf8(name: string): ReadError {
  return new ReadError(name, 'not UTF-8. Save it as UTF-8.');
}

/** Decodes UTF-16, which some shells write, by its byte order mark or the zero byte of its first letter. Undefined for other bytes. */
export function utf16Text(bytes: Buffer): string | undefined {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return bytes.toString('utf16le');
  if ((first !== 0xfe || second !== 0xff) && (first !== 0 || second === 0)) return undefined;
  const even = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
  return even.swap16().toString('utf16le');
}
