import type { Exchange, Headers } from '../../contracts/judge/exchange.js';
import { isObject } from '../../contracts/json-value.js';
import { EntryError, fromEntry } from '../har/from-entry.js';
import { headersOf } from '../header-values.js';

/** Reads one line: an exchange in our own form, or an entry of a HAR. @throws EntryError when it is neither. */
export function fromLine(value: unknown): Exchange {
  if (!isObject(value) || !isObject(value['request'])) throw new EntryError('it has no request');
  const { request, response, failure } = value;
  if (Array.isArray(request['headers'])) return fromEntry(value);
  const { method, url, headers, body } = request;
  if (typeof method !== 'string' || typeof url !== 'string') throw new EntryError('its request has no method or no url');
  const sent = { method, url, ...headersIn(headers), body };
  if (response === undefined || response === null) {
    return { request: sent, failure: typeof failure === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(failure) ? failure : 'NO_RESPONSE' };
  }
  if (!isObject(response) || typeof response['status'] !== 'number') throw new EntryError('its response has no status');
  return { request: sent, response: { status: response['status'], ...headersIn(response['headers']), body: response['body'] } };
}

function headersIn(headers: unknown): { headers?: Headers } {
  return isObject(headers) ? { headers: headersOf(headers) } : {};
}
