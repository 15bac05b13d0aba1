import { brotliDecompressSync, gunzipSync, inflateSync, type ZlibOptions } from 'node:zlib';
import { headerOf, type Headers } from '../contracts/judge/exchange.js';

/** Longer than any body that is worth judging, in bytes: what unpacks to more is a bomb. */
const longestBody: ZlibOptions = { maxOutputLength: 64 * 1024 * 1024 };

const decoders: ReadonlyMap<string, (bytes: Buffer) => Buffer> = new Map([
  ['gzip', (bytes: Buffer) => gunzipSync(bytes, longestBody)],
  ['x-gzip', (bytes: Buffer) => gunzipSync(bytes, longestBody)],
  ['deflate', (bytes: Buffer) => inflateSync(bytes, longestBody)],
  ['br', (bytes: Buffer) => brotliDecompressSync(bytes, longestBody)],
]);

/** Undoes the content encoding that the headers name. Undefined when they name none. @throws when the bytes are not what the headers say. */
export function decodeBody(bytes: Buffer, headers: Headers): Buffer | undefined {
  return decoders.get(headerOf(headers, 'content-encoding')?.trim().toLowerCase() ?? '')?.(bytes);
}
