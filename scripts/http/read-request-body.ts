import type { IncomingMessage } from 'node:http';
import type { Headers } from '../../contracts/judge/exchange.js';
import { longestBody } from '../../recordings/traffic/longest-body.js';
import { requestText } from './request-body.js';

/** Reads the body of a request as text, decoded. Gives `undefined` for one that is longer than what is taken, after reading it to its end. */
export async function readRequestBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= longestBody) chunks.push(chunk);
  }
  return size > longestBody ? undefined : requestText(Buffer.concat(chunks), request.headers as Headers);
}
