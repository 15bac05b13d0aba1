import { headerOf, type Headers } from '../../contracts/judge/exchange.js';
import { longestBody } from './longest-body.js';
import { systemErrorCode } from '../files/system-error.js';

/** A body that is longer than what is taken, once it is unpacked. */
export class UnpacksToTooMuch extends Error {}

/** A body is packed once; what is packed more often than that is a bomb. */
const mostEncodings = 3;

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
 * @param longest how many bytes it may have unpacked: no more than Graph takes, by default.
 * @throws when the bytes are not what the headers say; UnpacksToTooMuch when they unpack to more, or were packed many times.
 */
export function decodeBody(bytes: Buffer, headers: Headers, longest = longestBody): Buffer | undefined {
  const encodings = encodingsIn(headers);
  if (encodings.length === 0) return undefined;
  if (encodings.length > mostEncodings) throw new UnpacksToTooMuch();
  const decode = encodings.map((name) => decoders.get(name));
  if (!decode.every((one) => one !== undefined)) return undefined;
  try {
    return decode.reduceRight((body, one) => one(body, { maxOutputLength: longest }), bytes);
  } catch (error) {
    throw systemErrorCode(error) === 'ERR_BUFFER_TOO_LARGE' ? new UnpacksToTooMuch() : error;
  }
}

/** The encodings of a body, in the order in which they were applied; `identity` is none. */
export function encodingsIn(headers: Headers): string[] {
  const names = headerOf(headers, 'content-encoding')?.split(',') ?? [];
  return names.map((name) => name.trim().toLowerCase()).filter((name) => name !== '' && name !== 'identity');
}

/** What the bodies of one input may unpack to, in bytes, whatever their packed size. */
const unpackedFree = 64 * 1024 * 1024;

/** How many times its packed size a body unpacks to, as a rule at most. */
const usualRatio = 32;

/** Unpacks the bodies of one input: the sum of them is limited too. */
export class Unpacker {
  private left = unpackedFree;

  /** @param wants whether the bodies of a request to that URL are needed; all are, by default. */
  constructor(readonly wants: (url: string) => boolean = () => true) {}

  /** As `decodeBody`. */
  decode(bytes: Buffer, headers: Headers): Buffer | undefined {
    if (encodingsIn(headers).length === 0) return undefined;
    this.left += usualRatio * bytes.length;
    const body = decodeBody(bytes, headers, Math.max(1, Math.min(longestBody, this.left)));
    this.left -= body?.length ?? 0;
    return body;
  }
}
