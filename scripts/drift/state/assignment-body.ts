import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../../contracts/json-value.js';
import type { View } from '../journal/before-state.js';

type Body = Readonly<Record<string, unknown>>;

/**
 * The target of an assignment as it is sent back: without control information, which describes an answer and not the assignment; Graph may refuse a context or a link
 * in a request. The names of types stay: without them Graph does not know what it is given.
 */
export function targetToSend({ body: { target } }: View): Body {
  return mapMembers(isObject(target) ? target : {}, (name) => !name.includes('@') || name.endsWith('@odata.type'));
}

/** The names of the members of an assignment that are not the same in both, control information apart. Both are known to be of one assignment. */
export function differingMembers(before: Body, after: Body): string[] {
  const [left, right] = [comparable(before), comparable(after)];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].filter((name) => !isDeepStrictEqual(left[name], right[name]));
}

/** Neither a context, the `#` before a type nor the case of the id is a change; and an answer may leave out the type at its root. */
function comparable(body: Body): Body {
  const root = Object.fromEntries(Object.entries(body).filter(([name]) => !name.includes('@') && name !== 'id'));
  return mapMembers(
    root,
    (name) => !name.includes('@') || name === '@odata.type',
    (type) => type.replace(/^#/, ''),
  );
}

/** A copy with those members only, at every depth, whose names are kept. */
function mapMembers(object: Body, keep: (name: string) => boolean, typeName = (type: string): string => type): Record<string, unknown> {
  const mapped = (name: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((item: unknown) => mapped('', item));
    if (isObject(value)) return mapMembers(value, keep, typeName);
    return name === '@odata.type' && typeof value === 'string' ? typeName(value) : value;
  };
  return Object.fromEntries(
    Object.entries(object)
      .filter(([name]) => keep(name))
      .map(([name, value]) => [name, mapped(name, value)]),
  );
}
