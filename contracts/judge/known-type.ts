import { isObject } from '../json-value.js';
import { writtenForms, writtenType } from '../type-family.js';
import { familyOf } from './compiled-contracts.js';
import type { Subject } from './finding.js';
import { nearestName } from './nearest-name.js';
import { objectPlaces, patternOf } from './object-places.js';
import { oncePerContract } from './remember.js';

/**
 * The type of an object in a body: at the root that of the resource, elsewhere its `@odata.type`. Without a name it is the declared type, unless that is
 * abstract. Undefined if it names no type that may stand there: then its other properties cannot be judged.
 */
export function knownTypeOf({ contract }: Subject, pointer: string, object: unknown): string | undefined {
  if (pointer === '') return contract.resourceType;
  const place = allowedTypes(contract).get(patternOf(contract, pointer));
  const written = isObject(object) ? object['@odata.type'] : undefined;
  if (written === undefined) return place?.unnamed;
  return typeof written === 'string' ? place?.byName.get(written) : undefined;
}

/** By the pattern of the pointer of an object: the allowed types, by both written forms, and the type of an object that names none. */
const allowedTypes = oncePerContract((contract) => {
  const family = familyOf(contract);
  const places = [...objectPlaces(contract).request, ...objectPlaces(contract).response];
  return new Map(
    places.flatMap(([pattern, { typeName }]) => {
      const known = typeName === undefined ? undefined : family.find(typeName);
      if (known === undefined || pattern === '') return [];
      const byName = new Map(family.family(known.name).flatMap((type) => writtenForms(type).map((form) => [form, type] as const)));
      return [[pattern, { byName, unnamed: known.abstract ? undefined : known.name }] as const];
    }),
  );
});

/** The name in a written type name, with or without `#`; undefined without the namespace. */
export function typeNameIn(written: string): string | undefined {
  return /^#?microsoft\.graph\.(.+)/s.exec(written)?.[1];
}

/** Whether a value names a type that a newer published page shows and no metadata knows. */
export function isOpenType({ contract }: Subject, value: unknown): value is string {
  return typeof value === 'string' && contract.openTypes.some(({ name }) => writtenForms(name).includes(value));
}

/** The type allowed at a place whose name differs from a written one by case, namespace or a typo. @param pointer that of the name. */
export function nearestType({ contract }: Subject, pointer: string, written: unknown): string | undefined {
  const place = allowedTypes(contract).get(patternOf(contract, pointer.slice(0, pointer.lastIndexOf('/'))));
  if (typeof written !== 'string' || place === undefined) return undefined;
  const name = written.slice(Math.max(written.lastIndexOf('.'), written.lastIndexOf('#')) + 1);
  return nearestName(name, [...new Set(place.byName.values())]);
}

/** Whether types may derive from the declared type of a place whose pages are not given. */
export function mayBeOfUnknownType({ contract }: Subject, pointer: string): boolean {
  const places = objectPlaces(contract);
  const pattern = patternOf(contract, pointer);
  const { typeName = '' } = places.request.get(pattern) ?? places.response.get(pattern) ?? {};
  return familyOf(contract).find(typeName)?.partial === true;
}

/** A sentence to append, with a leading blank; empty without a type. */
export function didYouMean(type: string | undefined): string {
  return type === undefined ? '' : ` Did you mean ${writtenType(type)}?`;
}
