import type { Exchange } from '../../contracts/judge/exchange.js';
import { isObject } from '../../contracts/json-value.js';
import { capturedText, cutShort, isCutShort, orNotKept, type CapturedBody } from './captured-body.js';
import { encodingsIn, Unpacker } from './decode-body.js';
import { fromEntry, statusIn } from './har-entry.js';
import { capturedHeaders, type CapturedHeaders } from './headers.js';
import { ItemError } from './read-error.js';

/** Reads a line: an exchange in our own form, or an entry of a HAR. @throws ItemError when it cannot be read. */
export function fromLine(value: unknown, unpacker = new Unpacker()): Exchange {
  if (!isObject(value) || !isObject(value['request'])) throw new ItemError('it has no request');
  const { request, response, failure } = value;
  if (isEntry(request, response)) return fromEntry(value, unpacker);
  const { method, url } = request;
  if (typeof method !== 'string' || typeof url !== 'string') throw new ItemError('its request has no method or no url');
  const wanted = unpacker.wants(url) ? unpacker : undefined;
  const sent = { method, url, ...message(request, wanted) };
  const code = typeof failure === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(failure) ? failure : undefined;
  // A response beside a failure broke off.
  if (response === undefined || response === null || code !== undefined) return { request: sent, failure: code ?? 'NO_RESPONSE' };
  if (!isObject(response)) throw new ItemError('its response is not an object');
  const status = statusIn(response);
  if (status <= 0) return { request: sent, failure: 'NO_RESPONSE' };
  const received = { status, ...message(response, wanted) };
  return isCutShort(received) ? { request: sent, failure: cutShort } : { request: sent, response: received };
}

/** The headers and the body of a message. A body is any JSON value; a text may be redacted or encoded. */
function message(
  { headers: listed, body }: Record<string, unknown>,
  unpacker: Unpacker | undefined,
): Partial<CapturedHeaders> & CapturedBody {
  const captured = capturedHeaders(listed);
  const headers = captured?.headers ?? {};
  const held = typeof body === 'string' ? capturedText(body, encodingsIn(headers).length > 0, headers, unpacker) : { body };
  return { ...captured, ...orNotKept(held, headers) };
}

/** Entries of a HAR have other names for bodies; without any, the form of the headers tells. */
function isEntry(request: Record<string, unknown>, response: unknown): boolean {
  if ('body' in request || (isObject(response) && 'body' in response)) return false;
  return Array.isArray(request['headers']) || 'postData' in request || (isObject(response) && 'content' in response);
}
