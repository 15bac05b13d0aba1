import type { Contract } from '../../contracts/contract.js';
import { familyOf } from '../../contracts/judge/compiled-contracts.js';
import { isObject, type JsonObject } from '../../contracts/json-value.js';
import { bareTypeName } from '../../contracts/type-family.js';
import { typesOfMember } from '../../contracts/value-words.js';
import { sampleValues } from './samples.js';

/** The first sample that a member can have; without one, the value itself. */
export function firstSample(contract: Contract, member: string, value: unknown): unknown {
  return Object.values(samplesOf(contract, member))[0] ?? value;
}

/** Another value for a member: a sample of another type, or another one of its JSON type. */
export function otherValue(contract: Contract, member: string, value: unknown): unknown {
  const type = isObject(value) ? bareTypeName(String(value['@odata.type'])) : undefined;
  const everybody = Object.entries(samplesOf(contract, member)).filter(
    ([name, sample]) => name !== type && Object.keys(sample).length === 1,
  );
  const [, other] = everybody[0] ?? [];
  if (other !== undefined) return other;
  switch (typeof value) {
    case 'string':
      return `${value} of another`;
    case 'number':
      return value + 1;
    case 'boolean':
      return !value;
    default:
      return null;
  }
}

/** A value whose first enumeration has a member that no contract knows. Unchanged without an enumeration. */
export function withUnknownEnum(contract: Contract, member: string, value: unknown): unknown {
  const types = typesOfMember(contract, familyOf(contract), member);
  const name = contract.rules.flatMap(({ says }) =>
    says.what === 'type-property' && says.values !== undefined && types.includes(says.typeName) ? [says.property] : [],
  )[0];
  return isObject(value) && name !== undefined ? { ...value, [name]: 'prefer' } : value;
}

/** The samples that a member can have, by the names of their types. */
function samplesOf(contract: Contract, member: string): Readonly<Record<string, JsonObject>> {
  const types = typesOfMember(contract, familyOf(contract), member);
  return Object.fromEntries(Object.entries(sampleValues).flatMap(([name, { value }]) => (types.includes(name) ? [[name, value]] : [])));
}
