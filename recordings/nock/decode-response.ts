import { brotliDecompressSync, gunzipSync, inflateSync, type ZlibOptions } from 'node:zlib';
import { headerOf, type Headers } from '../../contracts/judge/exchange.js';

/** Longer than any answer that is worth judging, in bytes: what unpacks to more is a bomb. */
const longestResponse: ZlibOptions = { maxOutputLength: 64 * 1024 * 1024 };

const decoders: ReadonlyMap<string, (bytes: Buffer) => Buffer> = new Map([
  ['gzip', (bytes: Buffer) => gunzipSync(bytes, longestResponse)],
  ['x-gzip', (bytes: Buffer) => gunzipSync(bytes, longestResponse)],
  ['deflate', (bytes: Buffer) => inflateSync(bytes, longestResponse)],
  ['br', (bytes: Buffer) => brotliDecompressSync(bytes, longestResponse)],
]);

/**
 * The body that a recorded response stands for: nock writes one that came compressed as a list of its chunks in hex.
 * @throws when the chunks are not what the headers say.
 */
export function decodeResponse(response: unknown, headers: Headers): unknown {
  const decoder = decoders.get(headerOf(headers, 'content-encoding')?.trim().toLowerCase() ?? '');
  if (decoder === undefined || !Array.isArray(response) || !response.every(isHex)) return response;
  return decoder(Buffer.from(response.join(''), 'hex')).toString('utf8');
}

function isHex(chunk: unknown): chunk is string {
  return typeof chunk === 'string' && /^(?:[0-9a-f]{2})*$/i.test(chunk);
}
