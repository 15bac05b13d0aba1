import type { JsonType } from '../contract.js';
import { bareTypeName } from '../type-family.js';

export interface PropertyType {
  /** Absent for a named type that only another page describes: it may be an object or an enumeration. */
  readonly json?: JsonType;
  /** A named type, without its namespace. */
  readonly typeName?: string;
}

const primitives: ReadonlyMap<string, JsonType> = new Map<string, JsonType>(
  Object.entries({
    string: 'string',
    guid: 'string',
    binary: 'string',
    stream: 'string',
    url: 'string',
    date: 'string',
    timeofday: 'string',
    duration: 'string',
    datetimeoffset: 'string',
    datetime: 'string',
    boolean: 'boolean',
    int16: 'integer',
    int32: 'integer',
    int64: 'integer',
    integer: 'integer',
    byte: 'integer',
    single: 'number',
    double: 'number',
    decimal: 'number',
    number: 'number',
  }),
);

/** Reads a cell of a column "Type": `String`, `Edm.Int32`, `[someType](…)`, `someType collection`. */
export function readPropertyType(cell: string): PropertyType {
  const text = cell
    .replaceAll(/[*`]/g, '')
    .replace(/\[([^[\]]*)\]\([^()]*\)/g, '$1')
    .trim();
  if (/\bcollection\b/i.test(text)) return { json: 'array' };
  const name = bareTypeName(text.replace(/^Edm\./, ''));
  const json = primitives.get(name.toLowerCase());
  if (json !== undefined) return { json };
  return name === '' ? {} : { typeName: name };
}

/** The values of `Possible values are: …`, as Graph's pages list an enumeration in a description. */
export function readPossibleValues(description: string): readonly string[] | undefined {
  const list = /possible values are:?\s*(.*)$/i.exec(description)?.[1];
  const values = [...(list ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
  return values.length > 0 ? values : undefined;
}
