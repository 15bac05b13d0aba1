import type { Exchange } from '../../contracts/judge/exchange.js';
import { isObject } from '../../contracts/json-value.js';
import { Unpacker } from '../decode-body.js';
import { EntryError } from '../har/entry-error.js';
import { fromEntry, statusIn } from '../har/from-entry.js';
import { redactedByWriter } from '../../contracts/judge/not-known.js';
import { isRedacted } from '../../contracts/judge/redacted.js';
import { notKnown, type CapturedBody } from '../captured-body.js';
import { capturedHeaders } from '../captured-headers.js';

/** Reads one line: an exchange in our own form, or an entry of a HAR. @throws EntryError when it is neither. */
export function fromLine(value: unknown, unpacker = new Unpacker()): Exchange {
  if (!isObject(value) || !isObject(value['request'])) throw new EntryError('it has no request');
  const { request, response, failure } = value;
  if (isEntry(request, response)) return fromEntry(value, unpacker);
  const { method, url, body } = request;
  if (typeof method !== 'string' || typeof url !== 'string') throw new EntryError('its request has no method or no url');
  const sent = { method, url, ...capturedHeaders(request['headers']), ...bodyOf(body) };
  const code = typeof failure === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(failure) ? failure : undefined;
  // A failure beside an answer says that it broke off.
  if (response === undefined || response === null || code !== undefined) return { request: sent, failure: code ?? 'NO_RESPONSE' };
  if (!isObject(response)) throw new EntryError('its response is not an object');
  const status = statusIn(response);
  if (status <= 0) return { request: sent, failure: 'NO_RESPONSE' };
  return { request: sent, response: { status, ...capturedHeaders(response['headers']), ...bodyOf(response['body']) } };
}

/** A text that a redactor wrote in place of the body is not known; any other value is the body. */
function bodyOf(body: unknown): CapturedBody {
  return typeof body === 'string' && isRedacted(body) ? notKnown(redactedByWriter) : { body };
}

/** An entry of a HAR calls its bodies otherwise; one that has none shows by the form of its headers. */
function isEntry(request: Record<string, unknown>, response: unknown): boolean {
  if ('body' in request || (isObject(response) && 'body' in response)) return false;
  return Array.isArray(request['headers']) || 'postData' in request || (isObject(response) && 'content' in response);
}
