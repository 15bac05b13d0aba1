import type { JsonType } from './contract.js';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function jsonTypeOf(value: unknown): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'boolean';
    case 'number':
      return Number.isInteger(value) ? 'integer' : 'number';
    default:
      return 'object';
  }
}

/** The value at a JSON Pointer. */
export function valueAt(body: unknown, pointer: string): unknown {
  if (pointer === '') return body;
  // The fast path: most pointers name a member of the root.
  if (!pointer.includes('/', 1) && !pointer.includes('~'))
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[pointer.slice(1)] : undefined;
  let value = body;
  for (const part of pointer.slice(1).split('/')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[nameOfPart(part)];
  }
  return value;
}

/** The values at a pointer in which `*` stands for each item of a list, with the pointers to them. */
export function valuesAt(body: unknown, pattern: string): readonly (readonly [pointer: string, value: unknown])[] {
  if (!pattern.includes('*')) {
    const value = valueAt(body, pattern);
    return value === undefined ? [] : [[pattern, value]];
  }
  const [start = '', ...rest] = pattern.split('/*');
  let found: [string, unknown][] = [[start, valueAt(body, start)]];
  for (const part of rest) {
    found = found.flatMap(([at, list]) =>
      Array.isArray(list) ? list.map((item, index): [string, unknown] => [`${at}/${index}${part}`, valueAt(item, part)]) : [],
    );
  }
  return found.filter(([, value]) => value !== undefined);
}

/** Escapes a name for a JSON Pointer (RFC 6901). */
export function partOfPointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The reverse of `partOfPointer`. */
export function nameOfPart(part: string): string {
  return part.includes('~') ? part.replaceAll('~1', '/').replaceAll('~0', '~') : part;
}
