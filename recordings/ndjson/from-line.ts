import type { Exchange } from '../../contracts/judge/exchange.js';
import { isObject } from '../../contracts/json-value.js';
import { Unpacker } from '../decode-body.js';
import { EntryError } from '../har/entry-error.js';
import { fromEntry, statusIn } from '../har/from-entry.js';
import { headersIn } from '../header-values.js';

/** Reads one line: an exchange in our own form, or an entry of a HAR. @throws EntryError when it is neither. */
export function fromLine(value: unknown, unpacker = new Unpacker()): Exchange {
  if (!isObject(value) || !isObject(value['request'])) throw new EntryError('it has no request');
  const { request, response, failure } = value;
  if (isEntry(request, response)) return fromEntry(value, unpacker);
  const { method, url, body } = request;
  if (typeof method !== 'string' || typeof url !== 'string') throw new EntryError('its request has no method or no url');
  const headers = headersIn(request['headers']);
  const sent = { method, url, ...(headers === undefined ? {} : { headers }), body };
  if (response === undefined || response === null) {
    return { request: sent, failure: typeof failure === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(failure) ? failure : 'NO_RESPONSE' };
  }
  if (!isObject(response)) throw new EntryError('its response is not an object');
  const status = statusIn(response);
  const answered = headersIn(response['headers']);
  return {
    request: sent,
    response: { status, ...(answered === undefined ? {} : { headers: answered }), body: response['body'] },
  };
}

/** An entry of a HAR calls its bodies otherwise; one that has none shows by the form of its headers. */
function isEntry(request: Record<string, unknown>, response: unknown): boolean {
  if ('body' in request || (isObject(response) && 'body' in response)) return false;
  return Array.isArray(request['headers']) || 'postData' in request || (isObject(response) && 'content' in response);
}
