import { isDeepStrictEqual } from 'node:util';
import type { Contract } from '../../../contracts/contract.js';
import { isObject, type JsonObject } from '../../../contracts/json-value.js';
import { identityMember } from '../../client/assignment.js';
import type { View } from '../journal/before-state.js';

/**
 * The members that an update can set, as they are sent back: without control information, which Graph may refuse in a request. Type names stay; without
 * them Graph cannot read the values.
 */
export function ownState({ settable }: Contract, { body }: View): JsonObject {
  const members = Object.fromEntries(Object.entries(body).filter(([name]) => settable.includes(name)));
  return copyOf(members, (name) => !name.includes('@') || name.endsWith('@odata.type'));
}

/** The names of the members of one assignment that differ, control information left out. */
export function differingMembers(contract: Contract, before: JsonObject, after: JsonObject): string[] {
  const [left, right] = [before, after].map((body) => comparable(body, identityMember(contract))) as [JsonObject, JsonObject];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].filter((name) => !isDeepStrictEqual(left[name], right[name]));
}

/** Neither a context, the `#` before a type, the case of the id nor a type missing at the root is a change. */
function comparable(body: JsonObject, identity: string): JsonObject {
  const root = Object.fromEntries(Object.entries(body).filter(([name]) => !name.includes('@') && name !== identity));
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
