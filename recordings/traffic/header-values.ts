import type { Headers } from '../../contracts/judge/exchange.js';
import { isObject } from '../../contracts/json-value.js';

/** Headers that are being collected, with names in lower case: a repeated one is a list. */
export type HeaderCollection = Record<string, string | string[]>;

/**
 * Headers of a file, in whichever form it holds them: an object; or a list of objects with a name and a value, of pairs, or of names and values in
 * turn. Values may be anything that JSON has. Undefined for anything else: then nobody knows which headers there were.
 */
export function headersIn(value: unknown): Headers | undefined {
  if (Array.isArray(value)) return listedHeaders(value);
  return isObject(value) ? headersOf(value) : undefined;
}

/** Headers of a file that are an object: as they stand when every value is text, or a list of text, which is nearly always. */
export function headersOf(object: Record<string, unknown>): Headers {
  if (isPlain(object)) return object;
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [name, Array.isArray(value) ? value.map(textOf) : textOf(value)]),
  );
}

/** Adds a header, behind those of the same name. `__proto__` is a name like any other in HTTP, and none that an object can take by itself. */
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
  let known = list.length === 0;
  if (typeof list[0] === 'string') {
    for (let at = 0; at < list.length; at += 2) known = addListed(headers, list[at], list[at + 1]) || known;
  } else {
    for (const one of list) {
      if (Array.isArray(one)) known = addListed(headers, one[0], one[1]) || known;
      else if (isObject(one)) known = addListed(headers, one['name'], one['value']) || known;
    }
  }
  return known ? headers : undefined;
}

/** False for what is no header. */
function addListed(headers: HeaderCollection, name: unknown, value: unknown): boolean {
  if (typeof name !== 'string') return false;
  const lower = name.toLowerCase();
  if (!Array.isArray(value)) addHeader(headers, lower, textOf(value));
  else for (const one of value) addHeader(headers, lower, textOf(one));
  return true;
}

function isPlain(object: Record<string, unknown>): object is Record<string, string | string[]> {
  return Object.values(object).every((value) => isText(value) || (Array.isArray(value) && value.every(isText)));
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** `String` would call a member named `toString`, if the object has one. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return value === undefined ? '' : JSON.stringify(value);
  } catch {
    return ''; // Lists in lists, so deep that they cannot be written: no header of anybody.
  }
}
