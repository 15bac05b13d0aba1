import type { Headers } from '../../contracts/judge/exchange.js';
import type { Unpacker } from '../decode-body.js';

/**
 * The body that a recorded response stands for: nock writes one that came compressed as a list of its chunks in hex, and one that is no text as hex.
 * @throws when the chunks are not what the headers say; UnpacksToTooMuch when they unpack to more than is taken.
 */
export function decodeResponse(response: unknown, headers: Headers, isBinary: boolean, unpacker: Unpacker): unknown {
  if (isBinary && isHex(response)) {
    const bytes = Buffer.from(response, 'hex');
    return (unpacker.decode(bytes, headers) ?? bytes).toString('utf8');
  }
  if (!Array.isArray(response) || response.length === 0 || !response.every(isHex)) return response;
  return unpacker.decode(Buffer.from(response.join(''), 'hex'), headers)?.toString('utf8') ?? response;
}

function isHex(chunk: unknown): chunk is string {
  return typeof chunk === 'string' && /^(?:[0-9a-f]{2})*$/i.test(chunk);
}
