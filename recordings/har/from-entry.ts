import type { Exchange, ExchangeRequest, ExchangeResponse, Headers } from '../../contracts/judge/exchange.js';
import { isObject } from '../../contracts/json-value.js';
import { receivedBody, sentBody } from './entry-body.js';

/** Headers that browsers leave out of a HAR, unless they are told to keep them: that one is absent there says nothing. */
const withheld = ['authorization'];

/** A value that is no entry of a HAR; the message says why, and quotes nothing. */
export class EntryError extends Error {}

/** Reads an entry of HAR 1.2, as browsers, proxies and test tools write it. @throws EntryError when it is none. */
export function fromEntry(entry: unknown): Exchange {
  if (!isObject(entry) || !isObject(entry['request'])) throw new EntryError('it has no request');
  const request = readRequest(entry['request']);
  const response = isObject(entry['response']) ? readResponse(entry['response']) : undefined;
  return response === undefined ? { request, failure: failureOf(entry) } : { request, response };
}

function readRequest(request: Record<string, unknown>): ExchangeRequest {
  const { method, url, headers } = request;
  if (typeof method !== 'string' || typeof url !== 'string') throw new EntryError('its request has no method or no url');
  const known = headersIn(headers);
  return {
    method,
    url,
    ...(known === undefined ? {} : { headers: known, withheld }),
    ...sentBody(request, known ?? {}),
  };
}

/** Undefined for a response that never came: tools write a status of 0 then. */
function readResponse(response: Record<string, unknown>): ExchangeResponse | undefined {
  const { status, headers, content } = response;
  if (typeof status !== 'number') throw new EntryError('its response has no status');
  if (status <= 0) return undefined;
  const { mimeType } = isObject(content) ? content : {};
  const listed = headersIn(headers) ?? {};
  const hasType = 'content-type' in listed;
  const known = hasType || typeof mimeType !== 'string' || mimeType === '' ? listed : { ...listed, 'content-type': mimeType };
  return { status, headers: known, ...receivedBody(response, known) };
}

function headersIn(headers: unknown): Headers | undefined {
  if (!Array.isArray(headers)) return undefined;
  const known: Record<string, string | string[]> = {};
  for (const header of headers as readonly unknown[]) {
    if (!isObject(header) || typeof header['name'] !== 'string') continue;
    const name = header['name'].toLowerCase();
    if (name === '__proto__') continue; // No header of HTTP, and no name that an object can safely take.
    const value = stringOf(header['value']);
    const before = Object.hasOwn(known, name) ? known[name] : undefined;
    known[name] = before === undefined ? value : [before, value].flat();
  }
  return known;
}

function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The code of a network error, where the tool names one: never its text, which may hold a host. */
function failureOf(entry: Record<string, unknown>): string {
  const { response } = entry;
  const named = isObject(response) ? (response['_error'] ?? response['statusText']) : undefined;
  return typeof named === 'string' && /^(?:net::)?[A-Z][A-Z_]{2,60}$/.test(named) ? named : 'NO_RESPONSE';
}
