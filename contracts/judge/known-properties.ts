import { distance } from 'fastest-levenshtein';
import type { ApiVersion, Side } from '../contract.js';
import { isObject } from '../json-value.js';
import { writtenForms } from '../type-family.js';
import { familyOf } from './compiled-contracts.js';
import { versionOf, type Subject } from './finding.js';
import { oncePerContract } from './once-per-contract.js';
import { slip } from './slip.js';

/** A property that some layer gives to an object of a body. */
export interface KnownProperty {
  readonly rule: string;
  readonly required: boolean;
  /** True when the page is silent about it, and the metadata gives it to every object at this place. */
  readonly onlyMetadata: boolean;
}

export type KnownProperties = ReadonlyMap<string, KnownProperty>;

const namespace = 'microsoft.graph.';

/** By the API version, the pointer and the type: maps in maps, for to put one key together takes longer than to look all of them up. */
const remembered = oncePerContract((): Record<Side, Map<ApiVersion | undefined, Map<string, Map<string, KnownProperties>>>> => ({
  request: new Map(),
  response: new Map(),
}));

/** What the object at a pointer may hold, by name, when it is of the type named. */
export function knownProperties(subject: Subject, side: Side, pointer: string, typeName: string): KnownProperties {
  const byPointer = inMap(remembered(subject.contract)[side], subject.version, () => new Map<string, Map<string, KnownProperties>>());
  const byType = inMap(byPointer, pointer, () => new Map<string, KnownProperties>());
  return inMap(byType, typeName, () => collect(subject, side, pointer, typeName));
}

function inMap<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

function collect(subject: Subject, side: Side, pointer: string, typeName: string): KnownProperties {
  const { contract } = subject;
  const properties = new Map<string, KnownProperty>();
  for (const { id, says } of contract.rules) {
    if (!('pointer' in says) || says.side !== side || parentOf(says.pointer) !== pointer) continue;
    const required = says.what === 'nested-type' || (says.what === 'member' && says.required);
    properties.set(says.pointer.slice(pointer.length + 1), { rule: id, required, onlyMetadata: false });
  }
  const family = familyOf(contract);
  const base = family.lineage(typeName).at(-1);
  for (const { says, rule } of family.allProperties(typeName, versionOf(subject))) {
    if (properties.has(says.property)) continue;
    const ofDerivedType = pointer !== '' && says.typeName !== base;
    properties.set(says.property, { rule, required: false, onlyMetadata: !ofDerivedType });
  }
  return properties;
}

/**
 * The known type of an object in a body: that of the resource at the root, what its `@odata.type` says elsewhere.
 * Undefined when it says nothing, or names no type that may stand there: then what else it may hold cannot be told.
 */
export function knownTypeOf(subject: Subject, pointer: string, object: unknown): string | undefined {
  if (pointer === '') return subject.contract.resourceType;
  const written = isObject(object) ? object['@odata.type'] : undefined;
  return typeof written === 'string' ? writtenTypes(subject.contract).get(pointer)?.get(written) : undefined;
}

/** By the pointers of the objects within the bodies: the types that may stand there, by every form in which they are written. */
const writtenTypes = oncePerContract((contract) => {
  const family = familyOf(contract);
  const formsOf = (base: string): [string, string][] =>
    family.family(base).flatMap((type) => writtenForms(type).map((form): [string, string] => [form, type]));
  return new Map(
    contract.rules.flatMap(({ says }) => (says.what === 'nested-type' ? [[parentOf(says.pointer), new Map(formsOf(says.typeName))]] : [])),
  );
});

/** The name in a written type name, `#` or not; undefined when it lacks the namespace. */
export function typeNameIn(written: string): string | undefined {
  const bare = written.startsWith('#') ? written.slice(1) : written;
  return bare.startsWith(namespace) && bare.length > namespace.length ? bare.slice(namespace.length) : undefined;
}

/** The name that an object has in the place of one that it lacks: written in another case, or with a slip. */
export function renamed(object: Record<string, unknown>, missing: string, known: KnownProperties): string | undefined {
  return nearestName(
    missing,
    Object.keys(object).filter((name) => !known.has(name)),
  );
}

/** Names in an object that stand for a required one which it lacks: the missing name is the finding, and tells of these. */
export function standIns(object: Record<string, unknown>, known: KnownProperties): ReadonlySet<string | undefined> {
  const missing = [...known].filter(([name, { required }]) => required && !(name in object));
  return new Set(missing.map(([name]) => renamed(object, name, known)));
}

/** The candidate that differs from a name by its case only, or by a slip. */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  const allowed = Math.min(slip, Math.floor(name.length / 3));
  const lower = name.toLowerCase();
  const [best] = candidates
    .filter((candidate) => Math.abs(candidate.length - name.length) <= allowed)
    .map((candidate) => ({ candidate, apart: distance(candidate.toLowerCase(), lower) }))
    .sort((a, b) => a.apart - b.apart);
  return best !== undefined && best.apart <= allowed ? best.candidate : undefined;
}

function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf('/'));
}
