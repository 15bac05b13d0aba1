import type { Contract, Side } from '../contract.js';
import { partOfPointer } from '../json-value.js';
import { familyOf } from './compiled-contracts.js';
import { oncePerContract } from './remember.js';

/** An object of a body. */
export interface ObjectPlace {
  /** Its declared type; undefined if the pages name none. */
  readonly typeName: string | undefined;
  /** The id of the rule that says which types its name may have, or else of the one that describes it. */
  readonly rule: string;
}

type ObjectPlaces = ReadonlyMap<string, ObjectPlace>;

/** The objects of both bodies, by pointers in which `*` stands for each item of a list. Outer ones come before inner ones. */
export const objectPlaces = oncePerContract((contract): Record<Side, ObjectPlaces> => ({
  request: placesOf(contract, 'request'),
  response: placesOf(contract, 'response'),
}));

function placesOf(contract: Contract, side: Side): ObjectPlaces {
  const places = new Map<string, ObjectPlace>([['', { typeName: contract.resourceType, rule: `${side}.body` }]]);
  for (const { id, says } of contract.rules) {
    if (!('pointer' in says) || says.side !== side || says.what === 'root-type') continue;
    const { pointer, typeName } = says;
    if (says.what === 'nested-type') {
      places.set(pointer.slice(0, pointer.lastIndexOf('/')), { typeName, rule: id });
    } else if (says.type === 'object' || (says.type === 'array' && typeName !== undefined)) {
      places.set(says.type === 'array' ? `${pointer}/*` : pointer, { typeName, rule: id });
    }
  }
  for (const [pattern, { typeName }] of [...places]) if (typeName !== undefined) addValues(places, contract, pattern, typeName, []);
  return places;
}

/** Adds the objects that a type has as values, by the metadata. A type inside itself ends the search. */
function addValues(places: Map<string, ObjectPlace>, contract: Contract, at: string, typeName: string, around: readonly string[]): void {
  const family = familyOf(contract);
  const types = new Set(family.family(typeName).flatMap((type) => family.lineage(type)));
  for (const { id: rule, says } of contract.rules) {
    if (says.what !== 'type-property' || !types.has(says.typeName) || says.valueType === undefined) continue;
    if (says.valueType === typeName || around.includes(says.valueType)) continue;
    const pattern = `${at}/${partOfPointer(says.property)}${says.type === 'array' ? '/*' : ''}`;
    if (places.has(pattern)) continue;
    places.set(pattern, { typeName: says.valueType, rule });
    addValues(places, contract, pattern, says.valueType, [...around, typeName]);
  }
}

const hasLists = oncePerContract((contract) =>
  Object.values(objectPlaces(contract)).some((places) => [...places.keys()].some((pattern) => pattern.includes('/*'))),
);

/** A pointer with `*` in place of the indices of items. */
export function patternOf(contract: Contract, pointer: string): string {
  return hasLists(contract) ? pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*') : pointer;
}
