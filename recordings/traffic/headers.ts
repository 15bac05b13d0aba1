import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { headerOf, type Headers } from '../../contracts/judge/exchange.js';
import { isRedactedHeader } from '../../contracts/judge/dummy-value.js';
import { isObject } from '../../contracts/json-value.js';

/** Headers by lower-case name: a repeated one is a list. */
export type HeaderCollection = Record<string, string | string[]>;

/**
 * Reads headers from an object, or from a list of objects with `name` and `value`, of pairs, or of alternating names and values.
 * @returns undefined for anything else: then the headers are not known.
 */
export function headersIn(value: unknown): Headers | undefined {
  if (Array.isArray(value)) return listedHeaders(value);
  return isObject(value) ? headersOf(value) : undefined;
}

/** Headers that a file holds as an object: the object itself if all values are text or lists of text, as they nearly always are. */
export function headersOf(object: Record<string, unknown>): Headers {
  if (isPlain(object)) return object;
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [name, Array.isArray(value) ? value.map(textOf) : textOf(value)]),
  );
}

/** Appends a header value. `__proto__` is a legal header name that plain assignment would lose. */
export function addHeader(headers: HeaderCollection, name: string, value: string): void {
  const known = Object.hasOwn(headers, name) ? headers[name] : undefined;
  if (Array.isArray(known)) {
    known.push(value);
    return;
  }
  const all = known === undefined ? value : [known, value];
  if (name !== '__proto__') headers[name] = all;
  else Object.defineProperty(headers, name, { value: all, configurable: true, enumerable: true, writable: true });
}

function listedHeaders(list: readonly unknown[]): Headers | undefined {
  const headers: HeaderCollection = {};
  const alternates = typeof list[0] === 'string';
  let isKnown = list.length === 0;
  for (let at = 0; at < list.length; at += alternates ? 2 : 1) {
    const one = list[at];
    const pair: readonly unknown[] = Array.isArray(one) ? one : isObject(one) ? [one['name'], one['value']] : [];
    const [name, value] = alternates ? [one, list[at + 1]] : pair;
    if (typeof name !== 'string') continue;
    isKnown = true;
    for (const text of Array.isArray(value) ? value : [value]) addHeader(headers, name.toLowerCase(), textOf(text));
  }
  return isKnown ? headers : undefined;
}

function isPlain(object: Record<string, unknown>): object is Record<string, string | string[]> {
  return Object.values(object).every((value) => isText(value) || (Array.isArray(value) && value.every(isText)));
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** `String` would call a member named `toString`. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return value === undefined ? '' : JSON.stringify(value);
  } catch {
    return ''; // It nests too deep to be a header.
  }
}

/** The headers of a message as far as its capture holds them, and the names of those that its writer redacted. */
export interface CapturedHeaders {
  readonly headers: Headers;
  readonly redacted?: readonly string[];
}

/** Headers that are judged, in lower case: those that a page promises, and `prefer`. */
const judged = ['prefer', ...new Set(contracts.flatMap(({ rules }) => rules.flatMap(({ says }) => ('header' in says ? says.header : []))))];

/**
 * The headers that a capture lists, without the redacted ones. Undefined if there are none: every request has a Host, so the writer did not keep them.
 */
export function capturedHeaders(listed: unknown): CapturedHeaders | undefined {
  const headers = headersIn(listed);
  if (headers === undefined || Object.keys(headers).length === 0) return undefined;
  const redacted = judged.filter((name) => isRedactedHeader(headerOf(headers, name) ?? ''));
  if (redacted.length === 0) return { headers };
  return { headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !redacted.includes(name.toLowerCase()))), redacted };
}

/** The Content-Length in bytes; NaN without one. Some tools write separators: `1,150`. */
export function declaredLength(headers: Headers | undefined): number {
  const length = headerOf(headers ?? {}, 'content-length')?.replaceAll(/[\s,.']/g, '');
  return length === undefined || length === '' ? Number.NaN : Number(length);
}
