import type { Headers } from '../../contracts/judge/exchange.js';
import { decodeBody, UnpacksToTooMuch } from '../../recordings/traffic/decode-body.js';
import { longestBody } from '../../recordings/traffic/longest-body.js';

/**
 * The text of a request body, decoded as its headers say; as it came, where that cannot be: then it is judged as what it is, no JSON.
 * @returns undefined when it is longer than what is taken, packed or unpacked.
 */
export function requestText(bytes: Buffer, headers: Headers): string | undefined {
  if (bytes.length > longestBody) return undefined;
  if (headers['content-encoding'] === undefined) return bytes.toString('utf8');
  try {
    return (decodeBody(bytes, headers) ?? bytes).toString('utf8');
  } catch (error) {
    return error instanceof UnpacksToTooMuch ? undefined : bytes.toString('utf8');
  }
}
