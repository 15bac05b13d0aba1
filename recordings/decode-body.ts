import type { ZlibOptions } from 'node:zlib';
import { headerOf, type Headers } from '../contracts/judge/exchange.js';

/** Longer than any body that is worth judging, in bytes: what unpacks to more is a bomb. */
const longestBody: ZlibOptions = { maxOutputLength: 64 * 1024 * 1024 };

/** Loaded when it is needed: most traffic is stored as it was decoded. */
const zlib = (): typeof import('node:zlib') => process.getBuiltinModule('node:zlib');

const decoders: ReadonlyMap<string, (bytes: Buffer) => Buffer> = new Map([
  ['gzip', (bytes: Buffer) => zlib().gunzipSync(bytes, longestBody)],
  ['x-gzip', (bytes: Buffer) => zlib().gunzipSync(bytes, longestBody)],
  ['deflate', (bytes: Buffer) => zlib().inflateSync(bytes, longestBody)],
  ['br', (bytes: Buffer) => zlib().brotliDecompressSync(bytes, longestBody)],
]);

/** Undoes the content encoding that the headers name. Undefined when they name none. @throws when the bytes are not what the headers say. */
export function decodeBody(bytes: Buffer, headers: Headers): Buffer | undefined {
  return decoders.get(headerOf(headers, 'content-encoding')?.trim().toLowerCase() ?? '')?.(bytes);
}
