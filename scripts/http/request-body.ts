import type { IncomingMessage } from 'node:http';
import type { Headers } from '../../contracts/judge/exchange.js';
import { decodeBody, UnpacksToTooMuch } from '../../recordings/traffic/decode-body.js';
import { longestBody } from '../../recordings/traffic/longest-body.js';

/**
 * Reads a request body to its end.
 * @param received called with the decoded text, or with undefined if the body is longer than 4 MiB, compressed or not.
 * @param aborted called if the client disconnects first.
 */
export function receiveText(request: IncomingMessage, received: (text: string | undefined) => void, aborted: () => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  request
    .on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= longestBody) chunks.push(chunk);
    })
    .on('end', () => {
      received(size > longestBody ? undefined : requestText(Buffer.concat(chunks), request.headers as Headers));
    })
    .on('error', aborted);
}

/**
 * The text of a request body, decoded as its headers say. A body that cannot be decoded is kept as it came, and judged as not JSON.
 * @returns undefined if it is longer than 4 MiB, compressed or not.
 */
export function requestText(bytes: Buffer, headers: Headers): string | undefined {
  if (bytes.length > longestBody) return undefined;
  try {
    return (decodeBody(bytes, headers) ?? bytes).toString('utf8');
  } catch (error) {
    return error instanceof UnpacksToTooMuch ? undefined : bytes.toString('utf8');
  }
}
