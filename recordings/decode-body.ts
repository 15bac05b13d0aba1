import type { ZlibOptions } from 'node:zlib';
import { headerOf, type Headers } from '../contracts/judge/exchange.js';

/** Longer than any body that is worth judging, in bytes: what unpacks to more is a bomb. */
const longestBody: ZlibOptions = { maxOutputLength: 64 * 1024 * 1024 };

/** Loaded when it is needed: most traffic is stored as it was decoded. */
const zlib = (): typeof import('node:zlib') => process.getBuiltinModule('node:zlib');

const decoders: ReadonlyMap<string, (bytes: Buffer) => Buffer> = new Map([
  ['gzip', (bytes: Buffer) => zlib().gunzipSync(bytes, longestBody)],
  ['x-gzip', (bytes: Buffer) => zlib().gunzipSync(bytes, longestBody)],
  // Many servers leave the wrapper of zlib out, which begins with an 8 in these bits.
  ['deflate', (bytes: Buffer) => ((bytes[0] ?? 0) % 16 === 8 ? zlib().inflateSync : zlib().inflateRawSync)(bytes, longestBody)],
  ['br', (bytes: Buffer) => zlib().brotliDecompressSync(bytes, longestBody)],
]);

/**
 * Undoes the content encodings that the headers name, the last one first. Undefined when they name none, or one that nobody knows.
 * @throws when the bytes are not what the headers say.
 */
export function decodeBody(bytes: Buffer, headers: Headers): Buffer | undefined {
  const encodings = encodingsIn(headers);
  if (encodings.length === 0) return undefined;
  const decode = encodings.map((name) => decoders.get(name));
  return decode.every((one) => one !== undefined) ? decode.reduceRight((body, one) => one(body), bytes) : undefined;
}

/** The encodings of a body, in the order in which they were applied; `identity` is none. */
export function encodingsIn(headers: Headers): string[] {
  const names = headerOf(headers, 'content-encoding')?.split(',') ?? [];
  return names.map((name) => name.trim().toLowerCase()).filter((name) => name !== '' && name !== 'identity');
}
