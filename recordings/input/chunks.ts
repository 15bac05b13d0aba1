import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { ReadError } from '../read-error.js';
import { systemErrorCode } from '../system-error.js';

/** What stands for standard input where a path is expected. */
export const standardInput = '-';

/** How much is read at a time, in bytes. */
const chunkSize = 256 * 1024;

/** The parts of a text, in order. */
export type Chunks = AsyncIterable<Buffer>;

/** Reads a file, or standard input, part by part. @param name how errors call it. @throws ReadError when it cannot be read. */
export async function* chunksOf(file: string, name: string): AsyncGenerator<Buffer> {
  try {
    const stream = file === standardInput ? process.stdin : createReadStream(file, { highWaterMark: chunkSize });
    for await (const chunk of stream as Chunks) yield chunk;
  } catch (error) {
    const code = systemErrorCode(error);
    throw new ReadError(name, code === 'ENOENT' ? 'no such file. Check the path.' : `cannot be read (${code}).`);
  }
}

/** How much of a text tells its format, in bytes. */
const enough = 64 * 1024;

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * The beginning of a text, without a byte order mark: long enough to tell its format, or all of it. A pipe may give it in parts of any size.
 * Undefined for a text of blanks.
 */
export async function firstPart(chunks: AsyncIterator<Buffer>): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  let blank = true;
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
    parts.push(next.value);
    size += next.value.length;
    blank &&= !next.value.some((byte) => byte > 0x20 && !byteOrderMark.includes(byte));
    if (size >= enough && !blank) break;
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

/** Reads a text whole. @throws ReadError when it is longer than `limit` bytes, or not UTF-8. */
export async function readWhole(name: string, chunks: Chunks, limit: number): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > limit) throw new ReadError(name, `larger than ${String(limit / 1024 / 1024)} MiB. Split it.`);
    parts.push(chunk);
  }
  const bytes = Buffer.concat(parts);
  if (!isUtf8(bytes)) throw new ReadError(name, 'not UTF-8. Save it as UTF-8.');
  return bytes.toString('utf8');
}
