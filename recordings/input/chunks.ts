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

/** The beginning of a text, long enough to tell its format: at least something that is no blank. A byte order mark is dropped. */
export async function firstPart(chunks: AsyncIterator<Buffer>): Promise<Buffer | undefined> {
  let part = Buffer.alloc(0);
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
    part = Buffer.concat([part, next.value]);
    if (part.length < 3) continue;
    const marked = part[0] === 0xef && part[1] === 0xbb && part[2] === 0xbf;
    const bare = marked ? part.subarray(3) : part;
    if (bare.length >= chunkSize / 4 || bare.some((byte) => byte > 0x20)) return bare;
  }
  return part.some((byte) => byte > 0x20) && !part.equals(Buffer.from([0xef, 0xbb, 0xbf])) ? part : undefined;
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
