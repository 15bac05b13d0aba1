import type { Headers } from '../../contracts/judge/exchange.js';
import { decodeBody } from '../decode-body.js';

/**
 * The body that a recorded response stands for: nock writes one that came compressed as a list of its chunks in hex, and one that is no text as hex.
 * @throws when the chunks are not what the headers say.
 */
export function decodeResponse(response: unknown, headers: Headers, isBinary: boolean): unknown {
  if (isBinary && isHex(response)) return textOf(Buffer.from(response, 'hex'), headers);
  if (!Array.isArray(response) || response.length === 0 || !response.every(isHex)) return response;
  return decodeBody(Buffer.from(response.join(''), 'hex'), headers)?.toString('utf8') ?? response;
}

function textOf(bytes: Buffer, headers: Headers): string {
  return (decodeBody(bytes, headers) ?? bytes).toString('utf8');
}

function isHex(chunk: unknown): chunk is string {
  return typeof chunk === 'string' && /^(?:[0-9a-f]{2})*$/i.test(chunk);
}
