import { headerOf, type Exchange, type ExchangeRequest, type ExchangeResponse, type Headers } from '../../../contracts/judge/exchange.js';
import { isObject } from '../../../contracts/json-value.js';
import { cutShort, isCutShort } from '../captured-body.js';
import { capturedHeaders } from '../headers.js';
import { Unpacker } from '../decode-body.js';
import { EntryError, unpacked } from './entry-error.js';
import { receivedBody, sentBody } from './entry-body.js';

/** Headers that browsers leave out of a HAR, unless they are told to keep them: that one is absent there says nothing. */
const withheld = ['authorization'];

/**
 * Reads an entry of HAR 1.2, as browsers, proxies and test tools write it.
 * @param unpacker of the input. A body in base64 is left out where it does not want the URL.
 * @throws EntryError when it is none, or unpacks to more than is taken.
 */
export function fromEntry(entry: unknown, unpacker = new Unpacker()): Exchange {
  const asked = isObject(entry) ? entry['request'] : undefined;
  if (!isObject(entry) || !isObject(asked)) throw new EntryError('it has no request');
  return unpacked(() => {
    const request = readRequest(asked, unpacker);
    const wanted = unpacker.wants(request.url) ? unpacker : undefined;
    const { response: answer } = entry;
    if (answer !== undefined && answer !== null && !isObject(answer)) throw new EntryError('its response is not an object');
    const response = isObject(answer) ? readResponse(answer, wanted) : undefined;
    if (response === undefined) return { request, failure: failureOf(entry) };
    return isCutShort(response) ? { request, failure: cutShort } : { request, response };
  });
}

function readRequest(request: Record<string, unknown>, unpacker: Unpacker): ExchangeRequest {
  const { method, url, postData } = request;
  if (typeof method !== 'string' || typeof url !== 'string') throw new EntryError('its request has no method or no url');
  const captured = capturedHeaders(request['headers']);
  // Without a list, headers are not judged: a media type alone would look like all that was sent.
  const headers = captured && withType(captured.headers, isObject(postData) ? postData['mimeType'] : undefined);
  return {
    method,
    url,
    ...captured,
    ...(headers === undefined ? {} : { headers, withheld }),
    ...sentBody(request, headers ?? {}, unpacker.wants(url) ? unpacker : undefined),
  };
}

/** Undefined for a response that never came: its status is 0, empty or a text. Chrome sets an error beside the status of an answer that broke off. */
function readResponse(response: Record<string, unknown>, unpacker: Unpacker | undefined): ExchangeResponse | undefined {
  const { content } = response;
  const status = statusIn(response);
  if (status <= 0 || errorsIn(response).length > 0) return undefined;
  const { mimeType } = isObject(content) ? content : {};
  const captured = capturedHeaders(response['headers']);
  const headers = withType(captured?.headers, mimeType);
  return { status, ...captured, ...(headers === undefined ? {} : { headers }), ...receivedBody(response, headers ?? {}, unpacker) };
}

/** 0 for a status that stands for no answer. @throws EntryError when there is none. */
export function statusIn({ status }: Record<string, unknown>): number {
  if (status === undefined) throw new EntryError('its response has no status');
  if (typeof status === 'number') return status;
  return typeof status === 'string' && /^[1-9]\d{2}$/.test(status) ? Number(status) : 0;
}

/** What tools say of an answer that broke off. */
function errorsIn({ _error, _failureText }: Record<string, unknown>): string[] {
  return [_error, _failureText].filter((text) => typeof text === 'string').filter((text) => text !== '');
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
  const named = isObject(response) ? (errorsIn(response)[0] ?? response['statusText']) : undefined;
  return typeof named === 'string' && /^(?:net::)?[A-Z][A-Z_]{2,60}$/.test(named) ? named : 'NO_RESPONSE';
}
