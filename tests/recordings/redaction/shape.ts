import { parseBody } from '../../../contracts/judge/body.js';
import { isObject, jsonTypeOf } from '../../../contracts/json-value.js';

/** The shape of a body, which survives redaction: its kind, the JSON types, the number of members, and the JSON in strings. */
export function shapeOf(body: unknown): string {
  const read = parseBody(body);
  return read.kind === 'json' ? JSON.stringify({ mark: read.byteOrderMark, json: shapeOfValue(read.value) }) : read.kind;
}

function shapeOfValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOfValue);
  if (isObject(value)) return Object.values(value).map(shapeOfValue);
  if (typeof value !== 'string') return jsonTypeOf(value);
  if (value === '') return 'empty';
  return nested(value) ?? 'string';
}

function nested(text: string): unknown {
  if (!/^\s*[[{"]/.test(text)) return undefined;
  try {
    return { nested: shapeOfValue(JSON.parse(text)) };
  } catch {
    return undefined;
  }
}
