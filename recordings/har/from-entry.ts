import { headerOf, type Exchange, type ExchangeRequest, type ExchangeResponse, type Headers } from '../../contracts/judge/exchange.js';
import { isObject } from '../../contracts/json-value.js';
import { headersIn } from '../header-values.js';
import { Unpacker } from '../decode-body.js';
import { receivedBody, sentBody } from './entry-body.js';
import { EntryError } from './entry-error.js';

/** Headers that browsers leave out of a HAR, unless they are told to keep them: that one is absent there says nothing. */
const withheld = ['authorization'];

/**
 * Reads an entry of HAR 1.2, as browsers, proxies and test tools write it.
 * @param unpacker of the input. A body in base64 is left out where it does not want the URL.
 * @throws EntryError when it is none, or unpacks to more than is taken.
 */
export function fromEntry(entry: unknown, unpacker = new Unpacker()): Exchange {
  if (!isObject(entry) || !isObject(entry['request'])) throw new EntryError('it has no request');
  const request = readRequest(entry['request'], unpacker);
  const wanted = unpacker.wants(request.url) ? unpacker : undefined;
  const response = isObject(entry['response']) ? readResponse(entry['response'], wanted) : undefined;
  return response === undefined ? { request, failure: failureOf(entry) } : { request, response };
}

function readRequest(request: Record<string, unknown>, unpacker: Unpacker): ExchangeRequest {
  const { method, url, headers, postData } = request;
  if (typeof method !== 'string' || typeof url !== 'string') throw new EntryError('its request has no method or no url');
  const listed = headersIn(headers);
  // What was not listed at all is not judged; a media type alone would look like all that was sent.
  const known = listed === undefined ? undefined : withType(listed, isObject(postData) ? postData['mimeType'] : undefined);
  return {
    method,
    url,
    ...(known === undefined ? {} : { headers: known, withheld }),
    ...sentBody(request, known ?? {}, unpacker.wants(url) ? unpacker : undefined),
  };
}

/** Undefined for a response that never came: tools write a status of 0 then. */
function readResponse(response: Record<string, unknown>, unpacker: Unpacker | undefined): ExchangeResponse | undefined {
  const { headers, content } = response;
  const status = statusIn(response);
  if (status <= 0) return undefined;
  const { mimeType } = isObject(content) ? content : {};
  const known = withType(headersIn(headers), mimeType);
  return { status, ...(known === undefined ? {} : { headers: known }), ...receivedBody(response, known ?? {}, unpacker) };
}

/** @throws EntryError when there is none, or one that is no number. */
export function statusIn({ status }: Record<string, unknown>): number {
  if (typeof status === 'number') return status;
  throw new EntryError(status === undefined ? 'its response has no status' : 'the status of its response is not a number');
}

/** The headers, with the media type that a tool saw in place of a Content-Type that it does not list. */
function withType<Known extends Headers | undefined>(headers: Known, mimeType: unknown): Known | Headers {
  if (typeof mimeType !== 'string' || mimeType === '') return headers;
  if (headers !== undefined && headerOf(headers, 'content-type') !== undefined) return headers;
  return { ...headers, 'content-type': mimeType };
}

/** The code of a network error, where the tool names one: never its text, which may hold a host. */
function failureOf(entry: Record<string, unknown>): string {
  const { response } = entry;
  const named = isObject(response) ? (response['_error'] ?? response['statusText']) : undefined;
  return typeof named === 'string' && /^(?:net::)?[A-Z][A-Z_]{2,60}$/.test(named) ? named : 'NO_RESPONSE';
}
