import { isDeepStrictEqual } from 'node:util';
import { isObject, type JsonObject } from '../../../contracts/json-value.js';
import type { View } from '../journal/before-state.js';

/** The target as it is sent back: without control information, which Graph may refuse in a request. Type names stay; without them Graph cannot read it. */
export function targetToSend({ body: { target } }: View): JsonObject {
  return isObject(target) ? copyOf(target, (name) => !name.includes('@') || name.endsWith('@odata.type')) : {};
}

/** The names of the members of one assignment that differ, control information left out. */
export function differingMembers(before: JsonObject, after: JsonObject): string[] {
  const [left, right] = [comparable(before), comparable(after)];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].filter((name) => !isDeepStrictEqual(left[name], right[name]));
}

/** Neither a context, the `#` before a type, the case of the id nor a type missing at the root is a change. */
function comparable(body: JsonObject): JsonObject {
  const root = Object.fromEntries(Object.entries(body).filter(([name]) => !name.includes('@') && name !== 'id'));
  return copyOf(
    root,
    (name) => !name.includes('@') || name === '@odata.type',
    (name, value) => (name === '@odata.type' && typeof value === 'string' ? value.replace(/^#/, '') : value),
  );
}

/** A deep copy with the members whose names are kept. */
function copyOf(
  object: JsonObject,
  keep: (name: string) => boolean,
  change = (_name: string, value: unknown): unknown => value,
): JsonObject {
  const copy = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(copy) : isObject(value) ? copyOf(value, keep, change) : value;
  const members = Object.entries(object).filter(([name]) => keep(name));
  return Object.fromEntries(members.map(([name, value]) => [name, copy(change(name, value))]));
}
