/** A body that is longer than anything that is worth reading. Its code takes the place of the answer. */
class BodyTooLarge extends Error {
  readonly code = 'BODY_TOO_LARGE';
}

/** Reads a body as UTF-8 text, keeping a byte order mark, and stops at `limit` bytes. */
export async function readCapped(response: Response, limit: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Node's web streams can be iterated; its types for fetch do not say so.
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > limit) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.concat(chunks));
}
