import type { ApiVersion, Contract, JsonType, Side } from '../contract.js';
import { jsonTypeOf } from '../json-value.js';
import { writtenForms } from '../type-family.js';
import { familyOf } from './compiled-contracts.js';
import { ruleOf, versionOf, type Subject } from './finding.js';
import { knownProperties, type KnownProperty } from './known-properties.js';
import { oncePerContract } from './once-per-contract.js';

/** What some layer says of the value of a property. */
export interface DocumentedValue {
  readonly rule: string;
  readonly pointer: string;
  /** The names that lead to it from the root. */
  readonly path: readonly string[];
  /** Undefined when the page names a type that no compiled page describes: any value is allowed. */
  readonly type: JsonType | undefined;
  readonly nullable: boolean;
  /** All values that are documented, where they are counted. */
  readonly values?: readonly string[];
  readonly nonEmpty: boolean;
  readonly required: boolean;
}

/** An object of a body, and what it may hold. */
export interface DocumentedObject {
  readonly pointer: string;
  /** The names that lead to it from the root. */
  readonly path: readonly string[];
  /** By the name of its type. */
  readonly byType: ReadonlyMap<string, ReadonlyMap<string, DocumentedValue>>;
  /** What an object of any of these types may hold. */
  readonly ofAnyType: ReadonlyMap<string, DocumentedValue>;
}

export type DocumentedObjects = ReadonlyMap<string, DocumentedObject>;

const remembered = oncePerContract((): Record<Side, Map<ApiVersion, DocumentedObjects>> => ({ request: new Map(), response: new Map() }));

/** The objects of a body, by their pointers. */
export function documentedObjects(subject: Subject, side: Side): DocumentedObjects {
  const byVersion = remembered(subject.contract)[side];
  const version = versionOf(subject);
  let objects = byVersion.get(version);
  if (objects === undefined) {
    objects = collect({ contract: subject.contract, version }, side);
    byVersion.set(version, objects);
  }
  return objects;
}

function collect(subject: Subject, side: Side): DocumentedObjects {
  const { contract } = subject;
  const root = objectAt(subject, side, '', contract.resourceType === undefined ? [] : [contract.resourceType]);
  const nested = contract.rules.flatMap(({ says }) => {
    if (says.what !== 'nested-type' || says.side !== side) return [];
    return [objectAt(subject, side, says.pointer.slice(0, says.pointer.lastIndexOf('/')), familyOf(contract).family(says.typeName))];
  });
  return new Map([root, ...nested].map((object) => [object.pointer, object]));
}

function objectAt(subject: Subject, side: Side, pointer: string, types: readonly string[]): DocumentedObject {
  const path = pointer.split('/').slice(1);
  const byType = new Map(
    types.map((type) => {
      const known = [...knownProperties(subject, side, pointer, type)];
      return [type, new Map(known.map(([name, property]) => [name, valueOf(subject.contract, [...path, name], property)]))] as const;
    }),
  );
  const ofAnyType = new Map([...byType.values()].toReversed().flatMap((properties) => [...properties]));
  return { pointer, path, byType, ofAnyType };
}

function valueOf(contract: Contract, path: readonly string[], { rule, required }: KnownProperty): DocumentedValue {
  const { says } = ruleOf(contract, rule);
  const pointer = `/${path.join('/')}`;
  const value = { rule, pointer, path, type: 'string' as const, nullable: false, nonEmpty: false, required };
  switch (says.what) {
    case 'root-type':
      return { ...value, values: writtenForms(says.typeName) };
    case 'nested-type':
      return { ...value, values: familyOf(contract).family(says.typeName).flatMap(writtenForms) };
    case 'member': // What the metadata says of its null is a reading, not a promise (`null-target`).
      return { ...value, type: says.type, nonEmpty: says.nonEmpty };
    case 'type-property':
      return { ...value, type: says.type, nullable: says.nullable, ...(says.values === undefined ? {} : { values: says.values }) };
    default:
      return { ...value, type: undefined };
  }
}

/** What is documented of a value, in words. */
export function expectedOf({ contract }: Subject, { rule, type, values, nonEmpty }: DocumentedValue): string {
  const { what } = ruleOf(contract, rule).says;
  const shown = what === 'root-type' || what === 'nested-type' ? values?.filter((value) => value.startsWith('#')) : values;
  if (shown === undefined) return nonEmpty ? 'a string that is not empty' : (type ?? jsonTypeOf({}));
  return shown.length === 1 ? (shown[0] ?? '') : `one of ${shown.join(', ')}`;
}
