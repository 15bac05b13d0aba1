import { headerOf, type Exchange, type ExchangeRequest, type ExchangeResponse, type Headers } from '../../contracts/judge/exchange.js';
import { isObject } from '../../contracts/json-value.js';
import { absent, capturedText, cutShort, isCutShort, notKept, notKnown, type CapturedBody } from './captured-body.js';
import { Unpacker } from './decode-body.js';
import { capturedHeaders, declaredLength } from './headers.js';
import { ItemError } from './read-error.js';

/** Headers that browsers omit from a HAR by default. */
const withheld = ['authorization'];

/** Reads an entry of HAR 1.2, as browsers, proxies and test tools write it. @throws ItemError when it cannot be read. */
export function fromEntry(entry: unknown, unpacker = new Unpacker()): Exchange {
  const { request: sent, response: received }: Record<string, unknown> = isObject(entry) ? entry : {};
  if (!isObject(sent)) throw new ItemError('it has no request');
  const request = readRequest(sent, unpacker);
  if (received === undefined || received === null) return { request, failure: failureOf({}) };
  if (!isObject(received)) throw new ItemError('its response is not an object');
  const response = readResponse(received, unpacker.wants(request.url) ? unpacker : undefined);
  if (response === undefined) return { request, failure: failureOf(received) };
  return isCutShort(response) ? { request, failure: cutShort } : { request, response };
}

function readRequest(request: Record<string, unknown>, unpacker: Unpacker): ExchangeRequest {
  const { method, url, postData } = request;
  if (typeof method !== 'string' || typeof url !== 'string') throw new ItemError('its request has no method or no url');
  const captured = capturedHeaders(request['headers']);
  // Unlisted headers are not judged: a media type alone would look like the only header that was sent.
  const headers = captured && withType(captured.headers, isObject(postData) ? postData['mimeType'] : undefined);
  return {
    method,
    url,
    ...captured,
    ...(headers === undefined ? {} : { headers, withheld }),
    ...requestBody(request, headers ?? {}, unpacker.wants(url) ? unpacker : undefined),
  };
}

/** Undefined if no response came: the status is 0, empty or a text. Chrome sets an error beside the status if the response broke off. */
function readResponse(response: Record<string, unknown>, unpacker: Unpacker | undefined): ExchangeResponse | undefined {
  const { content } = response;
  const status = statusIn(response);
  if (status <= 0 || errorsIn(response).length > 0) return undefined;
  const captured = capturedHeaders(response['headers']);
  const headers = withType(captured?.headers, isObject(content) ? content['mimeType'] : undefined);
  return { status, ...captured, headers, ...responseBody(response, headers ?? {}, unpacker) };
}

/** 0 for a status that means no response. @throws ItemError without a status. */
export function statusIn({ status }: Record<string, unknown>): number {
  if (status === undefined) throw new ItemError('its response has no status');
  if (typeof status === 'number') return status;
  return typeof status === 'string' && /^[1-9]\d{2}$/.test(status) ? Number(status) : 0;
}

function errorsIn({ _error, _failureText }: Record<string, unknown>): string[] {
  return [_error, _failureText].filter(isText);
}

/** Adds the media type of the content where no Content-Type is listed. */
function withType<Known extends Headers | undefined>(headers: Known, mimeType: unknown): Known | Headers {
  if (!isText(mimeType) || (headers !== undefined && headerOf(headers, 'content-type') !== undefined)) return headers;
  return { ...headers, 'content-type': mimeType };
}

/** The code of a network error if the tool names one; never its text, which may hold a host. */
function failureOf(response: Record<string, unknown>): string {
  const named = errorsIn(response)[0] ?? response['statusText'];
  return typeof named === 'string' && /^(?:net::)?[A-Z][A-Z_]{2,60}$/.test(named) ? named : 'NO_RESPONSE';
}

/** The body of a request. A size of -1 means that it is not known (HAR 1.2). */
function requestBody({ postData, bodySize }: Record<string, unknown>, headers: Headers, unpacker: Unpacker | undefined): CapturedBody {
  const { text, params, encoding, comment, _file: file } = isObject(postData) ? postData : {};
  const held = heldBody(text, encoding, headers, unpacker);
  if (held !== undefined) return held;
  if (Array.isArray(params) && params.length > 0) return { body: formOf(params) };
  const length = declaredLength(headers);
  if (isText(file) || isText(comment) || isPositive(bodySize) || length > 0) return notKept;
  if (headerOf(headers, 'transfer-encoding') !== undefined) return notKept;
  return bodySize === 0 || length === 0 || (text === '' && bodySize === undefined) ? absent : notKept;
}

/** The body of a response. HAR omits its text if it is not known. */
function responseBody(response: Record<string, unknown>, headers: Headers, unpacker: Unpacker | undefined): CapturedBody {
  const { status, content, bodySize } = response;
  const { text, encoding, size, _file: file } = isObject(content) ? content : {};
  const held = heldBody(text, encoding, headers, unpacker);
  if (held !== undefined) return held;
  if (status === 204 || status === 205 || status === 304) return absent;
  if (isText(file) || isPositive(size) || isPositive(bodySize) || declaredLength(headers) > 0) return notKept;
  return text === '' || size === 0 || bodySize === 0 ? absent : notKept;
}

/** The body in a member `text`; its size is ignored. A serialized stream leaves an empty object. */
function heldBody(text: unknown, encoding: unknown, headers: Headers, unpacker: Unpacker | undefined): CapturedBody | undefined {
  if (typeof text === 'string') return text === '' ? undefined : capturedText(text, /^base64$/i.test(String(encoding)), headers, unpacker);
  if (typeof text !== 'object' || text === null) return undefined;
  return Object.keys(text).length === 0 ? notKnown('its writer did not keep it') : { body: text };
}

function formOf(params: readonly unknown[]): string {
  const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
  const pairs = params.filter(isObject).map(({ name, value }): [string, string] => [textOf(name), textOf(value)]);
  return new URLSearchParams(pairs).toString();
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isPositive(value: unknown): boolean {
  return typeof value === 'number' && value > 0;
}
