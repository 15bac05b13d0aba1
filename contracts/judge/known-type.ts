import { isObject } from '../json-value.js';
import { writtenForms, writtenType } from '../type-family.js';
import { familyOf } from './compiled-contracts.js';
import type { Subject } from './finding.js';
import { nearestName } from './nearest-name.js';
import { oncePerContract } from './remember.js';

/**
 * The type of an object in a body: at the root that of the resource, elsewhere its `@odata.type`. Undefined if that is missing or names no type that
 * may stand there: then its other properties cannot be judged.
 */
export function knownTypeOf({ contract }: Subject, pointer: string, object: unknown): string | undefined {
  if (pointer === '') return contract.resourceType;
  const written = isObject(object) ? object['@odata.type'] : undefined;
  return typeof written === 'string' ? allowedTypes(contract).get(pointer)?.get(written) : undefined;
}

/** By the pointer of an object: the allowed types, by both written forms. */
const allowedTypes = oncePerContract((contract) => {
  const family = familyOf(contract);
  return new Map(
    contract.rules.flatMap(({ says }) => {
      if (says.what !== 'nested-type') return [];
      const forms = family.family(says.typeName).flatMap((type) => writtenForms(type).map((form) => [form, type] as const));
      return [[says.pointer.slice(0, says.pointer.lastIndexOf('/')), new Map(forms)] as const];
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

const typesWithRule = oncePerContract(({ rules }) => rules.flatMap(({ says }) => (says.what === 'known-type' ? says.typeName : [])));

/** The known type whose name differs from a written one by case, namespace or a typo. */
export function nearestType({ contract }: Subject, written: unknown): string | undefined {
  if (typeof written !== 'string') return undefined;
  const name = written.slice(Math.max(written.lastIndexOf('.'), written.lastIndexOf('#')) + 1);
  return nearestName(name, typesWithRule(contract));
}

/** A sentence to append, with a leading blank; empty without a type. */
export function didYouMean(type: string | undefined): string {
  return type === undefined ? '' : ` Did you mean ${writtenType(type)}?`;
}
