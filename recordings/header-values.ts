import type { Headers } from '../contracts/judge/exchange.js';

/** Headers of a file that are an object: as they stand when every value is text, which is nearly always. */
export function headersOf(object: Record<string, unknown>): Headers {
  const isPlain = Object.values(object).every((value) => typeof value === 'string');
  return isPlain ? (object as Record<string, string>) : headerValues(Object.entries(object));
}

/** Headers of a file, whose values may be anything that JSON has: a list stays one, the rest becomes text. */
export function headerValues(entries: Iterable<readonly [string, unknown]>): Headers {
  return Object.fromEntries([...entries].map(([name, value]) => [name, Array.isArray(value) ? value.map(textOf) : textOf(value)]));
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
