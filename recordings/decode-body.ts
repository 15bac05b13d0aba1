import { headerOf, type Headers } from '../contracts/judge/exchange.js';

/** Longer than any body that is worth judging, in bytes: what unpacks to more is a bomb. */
const longestUnpacked = 64 * 1024 * 1024;

/** Loaded when it is needed: most traffic is stored as it was decoded. */
const zlib = (): typeof import('node:zlib') => process.getBuiltinModule('node:zlib');

type Decoder = (bytes: Buffer, limit: { readonly maxOutputLength: number }) => Buffer;

const gunzip: Decoder = (bytes, limit) => zlib().gunzipSync(bytes, limit);

const decoders: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  // Many servers leave the wrapper of zlib out, which begins with an 8 in these bits.
  ['deflate', (bytes, limit) => ((bytes[0] ?? 0) % 16 === 8 ? zlib().inflateSync : zlib().inflateRawSync)(bytes, limit)],
  ['br', (bytes, limit) => zlib().brotliDecompressSync(bytes, limit)],
]);

/**
 * Undoes the content encodings that the headers name, the last one first. Undefined when they name none, or one that nobody knows.
 * @param longest how many bytes it may have unpacked.
 * @throws when the bytes are not what the headers say; a RangeError when they unpack to more.
 */
export function decodeBody(bytes: Buffer, headers: Headers, longest = longestUnpacked): Buffer | undefined {
  const encodings = encodingsIn(headers);
  if (encodings.length === 0) return undefined;
  const decode = encodings.map((name) => decoders.get(name));
  return decode.every((one) => one !== undefined)
    ? decode.reduceRight((body, one) => one(body, { maxOutputLength: longest }), bytes)
    : undefined;
}

/** The encodings of a body, in the order in which they were applied; `identity` is none. */
export function encodingsIn(headers: Headers): string[] {
  const names = headerOf(headers, 'content-encoding')?.split(',') ?? [];
  return names.map((name) => name.trim().toLowerCase()).filter((name) => name !== '' && name !== 'identity');
}
