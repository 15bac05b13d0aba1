import { apiVersions, type ApiVersion, type JsonType, type Rule, type Side } from '../contract.js';
import { writtenForms } from '../type-family.js';
import { familyOf } from './compiled-contracts.js';
import { ruleOf, versionOf, type Subject } from './finding.js';
import { nearestName } from './nearest-name.js';
import { objectPlaces, patternOf } from './object-places.js';
import { oncePerContract, remember } from './remember.js';

/** A property that the page or the metadata gives to an object of a body. */
export interface DocumentedProperty {
  readonly rule: string;
  readonly pointer: string;
  /** The names that lead to it from the root. */
  readonly path: readonly string[];
  /** Undefined when the page names a type that no compiled page describes: any value is allowed. */
  readonly type: JsonType | undefined;
  readonly nullable: boolean;
  /** All allowed values, where the contract lists them. */
  readonly values?: readonly string[];
  readonly nonEmpty: boolean;
  readonly required: boolean;
  /** True when the page is silent about it, and the metadata gives it to every object at this place. */
  readonly onlyMetadata: boolean;
}

/** By name. */
export type Properties = ReadonlyMap<string, DocumentedProperty>;

export interface DocumentedObject {
  readonly pointer: string;
  /** The names that lead to it from the root. */
  readonly path: readonly string[];
  readonly byType: ReadonlyMap<string, Properties>;
  /** The properties of all its types. */
  readonly ofAnyType: Properties;
}

const typeMember = '@odata.type';

type DocumentedObjects = ReadonlyMap<string, DocumentedObject>;

const objects = oncePerContract((): Record<Side, Map<ApiVersion | undefined, DocumentedObjects>> => ({
  request: new Map(),
  response: new Map(),
}));

export function documentedObjects(subject: Subject, side: Side): DocumentedObjects {
  return remember(objects(subject.contract)[side], subject.version, () => collectObjects(subject, side));
}

/** The properties of an object of a type; for a type that is not allowed there, those that the page names. */
export function knownProperties(subject: Subject, side: Side, pointer: string, type: string | undefined): Properties {
  const pattern = patternOf(subject.contract, pointer);
  const known = type === undefined ? undefined : documentedObjects(subject, side).get(pattern)?.byType.get(type);
  return known ?? collectProperties(subject, side, pattern, '');
}

function collectObjects(subject: Subject, side: Side): DocumentedObjects {
  const { contract } = subject;
  const objectsOf = [...objectPlaces(contract)[side]].flatMap(([pattern, { typeName = '' }]) => {
    // Without a type of its own, as that of a collection, the body has the members that the page shows.
    const types = pattern === '' ? [typeName] : familyOf(contract).family(typeName);
    return types.length > 0 ? [objectAt(subject, side, pattern, types)] : [];
  });
  return new Map(objectsOf.map((object) => [object.pointer, object]));
}

function objectAt(subject: Subject, side: Side, pointer: string, types: readonly string[]): DocumentedObject {
  const byType = new Map(types.map((type) => [type, collectProperties(subject, side, pointer, type)]));
  const ofAnyType = new Map([...byType.values()].toReversed().flatMap((properties) => [...properties]));
  return { pointer, path: pointer.split('/').slice(1), byType, ofAnyType };
}

function collectProperties(subject: Subject, side: Side, parent: string, type: string): Properties {
  const { contract } = subject;
  const properties = new Map<string, DocumentedProperty>();
  const add = (name: string, { id, says }: Pick<Rule, 'id' | 'says'>, required: boolean, onlyMetadata: boolean): void => {
    const pointer = `${parent}/${name}`;
    properties.set(name, { rule: id, pointer, path: pointer.split('/').slice(1), required, onlyMetadata, ...valueOf(subject, says) });
  };
  for (const { id, says } of contract.rules) {
    if (!('pointer' in says) || says.side !== side || parentOf(says.pointer) !== parent) continue;
    const isAbstract = says.what === 'nested-type' && familyOf(contract).find(says.typeName)?.abstract === true;
    const required = isAbstract || (says.what === 'member' && says.required);
    add(says.pointer.slice(parent.length + 1), { id, says }, required, false);
  }
  const family = familyOf(contract);
  const place = parent === '' ? undefined : objectPlaces(contract)[side].get(parent);
  if (place?.typeName !== undefined && family.find(place.typeName) !== undefined && !properties.has(typeMember)) {
    const says = { what: 'nested-type', side, pointer: `${parent}/${typeMember}`, typeName: place.typeName } as const;
    add(typeMember, { id: place.rule, says }, family.find(place.typeName)?.abstract === true, false);
  }
  const base = family.lineage(type).at(-1);
  for (const { says, rule } of family.allProperties(type, versionOf(subject))) {
    if (!properties.has(says.property)) add(says.property, { id: rule, says }, false, parent === '' || says.typeName === base);
  }
  return properties;
}

function valueOf({ contract }: Subject, says: Rule['says']): Pick<DocumentedProperty, 'type' | 'nullable' | 'values' | 'nonEmpty'> {
  const value = { type: 'string' as const, nullable: false, nonEmpty: false };
  switch (says.what) {
    case 'root-type':
      return { ...value, values: writtenForms(says.typeName) };
    case 'nested-type':
      return { ...value, values: familyOf(contract).family(says.typeName).flatMap(writtenForms) };
    case 'member': // Whether the metadata lets it be null is a reading, not a promise (`null-target`).
      return { ...value, type: says.type, nonEmpty: says.nonEmpty };
    case 'type-property':
      return { ...value, type: says.type, nullable: says.nullable === true, values: says.values };
    default:
      return { ...value, type: undefined };
  }
}

function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf('/'));
}

/** The documented value of a property, in words. */
export function expectedOf({ contract }: Subject, { rule, type, values, nonEmpty }: DocumentedProperty): string {
  const { what } = ruleOf(contract, rule).says;
  const shown = what === 'root-type' || what === 'nested-type' ? values?.filter((value) => value.startsWith('#')) : values;
  if (shown === undefined) return nonEmpty ? 'a string that is not empty' : (type ?? 'object');
  return shown.length === 1 ? (shown[0] ?? '') : `one of ${shown.join(', ')}`;
}

/** The name that an object has in place of a missing one: in another case, or with a typo. */
export function renamed(object: Record<string, unknown>, missing: string, known: Properties): string | undefined {
  const unknown = Object.keys(object).filter((name) => !known.has(name));
  return nearestName(missing, unknown);
}

/** The names that an object has in place of missing required ones: the finding about the missing name mentions them. */
export function standIns(object: Record<string, unknown>, known: Properties): ReadonlySet<string | undefined> {
  const missing = [...known].filter(([name, { required }]) => required && !(name in object));
  return new Set(missing.map(([name]) => renamed(object, name, known)));
}

/**
 * Why a property is not documented where it stands: the end of a sentence that begins with the property. The rule is that of the same property of
 * another type at this place, or in another API version. @param parent the pointer of the object.
 */
export function namedElsewhere(
  subject: Subject,
  side: Side,
  parent: string,
  name: string,
): { readonly why: string; readonly rule?: string } {
  const pattern = patternOf(subject.contract, parent);
  const find = (about: Subject): DocumentedProperty | undefined => documentedObjects(about, side).get(pattern)?.ofAnyType.get(name);
  const ofOtherType = find(subject);
  if (ofOtherType !== undefined) return { why: 'which this type does not have.', rule: ofOtherType.rule };
  const inVersion = subject.version ?? 'this API version';
  for (const version of apiVersions.filter((other) => other !== subject.version)) {
    const there = find({ ...subject, version });
    if (there !== undefined) return { why: `which the metadata names in ${version}, but not in ${inVersion}.`, rule: there.rule };
  }
  return { why: `which neither the page nor the metadata names in ${inVersion}.` };
}
