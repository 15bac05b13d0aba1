import type { IncomingMessage } from 'node:http';

/** Reads the body of a request as text. Gives `undefined` for one that is longer than `limit` bytes, after reading it to its end. */
export async function readRequestBody(request: IncomingMessage, limit: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size > limit ? undefined : Buffer.concat(chunks).toString('utf8');
}
