import type { Exchange } from '../../../contracts/judge/exchange.js';
import { isObject } from '../../../contracts/json-value.js';
import { encodingsIn, Unpacker } from '../decode-body.js';
import { EntryError, unpacked } from '../har/entry-error.js';
import { fromEntry, statusIn } from '../har/from-entry.js';
import { capturedText, cutShort, isCutShort, orNotKept, type CapturedBody } from '../captured-body.js';
import { capturedHeaders, type CapturedHeaders } from '../headers.js';

/** Reads one line: an exchange in our own form, or an entry of a HAR. @throws EntryError when it is neither. */
export function fromLine(value: unknown, unpacker = new Unpacker()): Exchange {
  if (!isObject(value) || !isObject(value['request'])) throw new EntryError('it has no request');
  const { request, response, failure } = value;
  if (isEntry(request, response)) return fromEntry(value, unpacker);
  const { method, url, body } = request;
  if (typeof method !== 'string' || typeof url !== 'string') throw new EntryError('its request has no method or no url');
  const wanted = unpacker.wants(url) ? unpacker : undefined;
  const sent = { method, url, ...message(request['headers'], body, wanted) };
  const code = typeof failure === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(failure) ? failure : undefined;
  // A failure beside an answer says that it broke off.
  if (response === undefined || response === null || code !== undefined) return { request: sent, failure: code ?? 'NO_RESPONSE' };
  if (!isObject(response)) throw new EntryError('its response is not an object');
  const status = statusIn(response);
  if (status <= 0) return { request: sent, failure: 'NO_RESPONSE' };
  const got = { status, ...message(response['headers'], response['body'], wanted) };
  return isCutShort(got) ? { request: sent, failure: cutShort } : { request: sent, response: got };
}

/** The headers and the body of a message. A body is any value but a text that its writer redacted, or of which it kept the encoded bytes. */
function message(listed: unknown, body: unknown, unpacker: Unpacker | undefined): Partial<CapturedHeaders> & CapturedBody {
  const captured = capturedHeaders(listed);
  const headers = captured?.headers ?? {};
  if (typeof body !== 'string') return { ...captured, ...orNotKept({ body }, headers) };
  const held = unpacked(() => capturedText(body, encodingsIn(headers).length > 0, headers, unpacker));
  return { ...captured, ...orNotKept(held, headers) };
}

/** An entry of a HAR calls its bodies otherwise; one that has none shows by the form of its headers. */
function isEntry(request: Record<string, unknown>, response: unknown): boolean {
  if ('body' in request || (isObject(response) && 'body' in response)) return false;
  return Array.isArray(request['headers']) || 'postData' in request || (isObject(response) && 'content' in response);
}
