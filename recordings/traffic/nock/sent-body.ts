import { decodeBody } from '../decode-body.js';

/**
 * The text of a request body, decoded as its header says; as it came, where that cannot be.
 * @param body as nock gives it: bytes that are no UTF-8, in hex.
 */
export function sentBody(body: unknown, contentEncoding: string | undefined): unknown {
  if (contentEncoding === undefined || typeof body !== 'string') return body;
  const bytes = /^(?:[0-9a-f]{2})+$/i.test(body) ? Buffer.from(body, 'hex') : Buffer.from(body);
  try {
    return decodeBody(bytes, { 'content-encoding': contentEncoding })?.toString('utf8') ?? body;
  } catch {
    return body;
  }
}
