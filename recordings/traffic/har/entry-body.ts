import { declaredLength } from '../declared-length.js';
import { headerOf, type Headers } from '../../../contracts/judge/exchange.js';
import { isObject } from '../../../contracts/json-value.js';
import { absent, capturedText, notKept, notKnown, type CapturedBody } from '../captured-body.js';
import type { Unpacker } from '../decode-body.js';

/** The body of a request. A size of -1 means that it is not known (HAR 1.2). */
export function sentBody({ postData, bodySize }: Record<string, unknown>, headers: Headers, unpacker: Unpacker | undefined): CapturedBody {
  const { text, params, encoding, comment, _file: file } = isObject(postData) ? postData : {};
  const held = heldBody(text, encoding, headers, unpacker);
  if (held !== undefined) return held;
  if (Array.isArray(params) && params.length > 0) return { body: formOf(params) };
  if (isText(file) || isText(comment) || isPositive(bodySize) || declaredLength(headers) > 0) return notKept;
  if (headerOf(headers, 'transfer-encoding') !== undefined) return notKept;
  return bodySize === 0 || declaredLength(headers) === 0 || (text === '' && bodySize === undefined) ? absent : notKept;
}

/** The body of an answer. HAR leaves its text out where it is not known. */
export function receivedBody(
  { status, content, bodySize }: Record<string, unknown>,
  headers: Headers,
  unpacker: Unpacker | undefined,
): CapturedBody {
  const { text, encoding, size, _file: file } = isObject(content) ? content : {};
  const held = heldBody(text, encoding, headers, unpacker);
  if (held !== undefined) return held;
  if (isWithoutBody(status)) return absent;
  if (isText(file) || isPositive(size) || isPositive(bodySize) || declaredLength(headers) > 0) return notKept;
  return text === '' || size === 0 || bodySize === 0 ? absent : notKept;
}

/** The body that stands in a member `text`, whatever its size says. An empty object is what a serialised stream leaves. */
function heldBody(text: unknown, encoding: unknown, headers: Headers, unpacker: Unpacker | undefined): CapturedBody | undefined {
  if (typeof text === 'string') return text === '' ? undefined : capturedText(text, /^base64$/i.test(String(encoding)), headers, unpacker);
  if (typeof text !== 'object' || text === null) return undefined;
  return Object.keys(text).length === 0 ? notKnown('its writer lost it') : { body: text };
}

/** Answers that have no body, whatever they are about. */
function isWithoutBody(status: unknown): boolean {
  return status === 204 || status === 205 || status === 304;
}

function formOf(params: readonly unknown[]): string {
  const pairs = params.filter(isObject).map(({ name, value }): [string, string] => [textOr(name), textOr(value)]);
  return new URLSearchParams(pairs).toString();
}

function textOr(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isPositive(value: unknown): boolean {
  return typeof value === 'number' && value > 0;
}
