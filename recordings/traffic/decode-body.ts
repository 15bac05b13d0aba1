import { headerOf, type Headers } from '../../contracts/judge/exchange.js';
import { systemErrorCode } from '../files/system-error.js';
import { ItemError } from './read-error.js';

/** The longest body of a request or a response, in bytes. Graph accepts as much; an assignment takes less than a thousand. */
export const longestBody = 4 * 1024 * 1024;

/** A body that exceeds the limit once it is unpacked. */
export class UnpacksToTooMuch extends ItemError {
  constructor() {
    super('a body unpacks to more than 4 MiB, or the bodies of the file to far more than their packed size');
  }
}

/** The most content encodings of one body. More suggest a decompression bomb. */
const mostEncodings = 3;

/** Loaded on demand: most captures hold decoded bodies. */
const zlib = (): typeof import('node:zlib') => process.getBuiltinModule('node:zlib');

type Decoder = (bytes: Buffer, limit: { readonly maxOutputLength: number }) => Buffer;

const gunzip: Decoder = (bytes, limit) => zlib().gunzipSync(bytes, limit);

const decoders: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  // Many servers omit the zlib header, whose low bits are 8.
  ['deflate', (bytes, limit) => ((bytes[0] ?? 0) % 16 === 8 ? zlib().inflateSync : zlib().inflateRawSync)(bytes, limit)],
  ['br', (bytes, limit) => zlib().brotliDecompressSync(bytes, limit)],
]);

/**
 * Undoes the content encodings that the headers name. Undefined if they name none, or an unknown one.
 * @param longest the size limit of the unpacked body, in bytes.
 * @throws when the bytes are not encoded as the headers say; UnpacksToTooMuch beyond the limit, or for more than three encodings.
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

/** The encodings of a body except `identity`, in the order in which they were applied. */
export function encodingsIn(headers: Headers): string[] {
  const names = headerOf(headers, 'content-encoding')?.split(',') ?? [];
  return names.map((name) => name.trim().toLowerCase()).filter((name) => name !== '' && name !== 'identity');
}

/** The unpacked size of all bodies of an input that is always allowed, in bytes. */
const unpackedFree = 64 * 1024 * 1024;

/** The ratio of unpacked to packed size that is allowed beyond that. */
const usualRatio = 32;

/** Unpacks the bodies of one input, whose total size is limited too. */
export class Unpacker {
  private left = unpackedFree;

  /** @param wants whether the bodies of a request to that URL are needed. */
  constructor(readonly wants: (url: string) => boolean = () => true) {}

  /** Decodes as `decodeBody` does. */
  decode(bytes: Buffer, headers: Headers): Buffer | undefined {
    this.left += usualRatio * bytes.length;
    const body = decodeBody(bytes, headers, Math.max(1, Math.min(longestBody, this.left)));
    this.left -= body?.length ?? 0;
    return body;
  }
}
