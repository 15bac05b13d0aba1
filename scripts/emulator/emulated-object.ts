import type { Contract } from '../../contracts/contract.js';
import { familyOf } from '../../contracts/judge/compiled-contracts.js';
import { isObject, type JsonObject } from '../../contracts/json-value.js';
import { bareTypeName } from '../../contracts/type-family.js';
import { typesOfMember } from '../../contracts/value-words.js';
import { identityMember } from '../client/assignment.js';
import { sampleValues, type Sample } from './samples.js';

/** Names one object: the template of its path, and the values of its parameters in their order. */
export interface ObjectAddress {
  readonly path: string;
  readonly ids: readonly string[];
}

/** One object of the emulated tenant. */
export interface EmulatedObject extends ObjectAddress {
  /** The members that an update can set. */
  readonly members: JsonObject;
  /** Values of other members. Default: unset. */
  readonly metadata?: JsonObject;
}

export function isUpdate({ method }: Contract): boolean {
  return method === 'PATCH';
}

/** The member of an update that says most: the first one whose values have types, else the first one. */
export function mainMember(contract: Contract): string {
  const { settable } = contract;
  return settable.find((member) => typesOfMember(contract, familyOf(contract), member).length > 0) ?? settable[0] ?? '';
}

/**
 * The objects of an update at each of its paths: one for each sample that its main member can have, the first one of a group; without one, the object
 * of the example. @param index of the contract among all updates; it makes the ids differ.
 */
export function sampleObjects(contract: Contract, index: number): EmulatedObject[] {
  const content = exampleContent(contract);
  const main = mainMember(contract);
  const samples = samplesFor(contract);
  return contract.paths.flatMap((path) => {
    const count = path.split('{').length - 1;
    const ids = (parent: string, own: string): string[] => Array.from({ length: count }, (_, at) => (at < count - 1 ? parent : own));
    const parentOf = (number: number): string => `00000000-0000-4000-8000-${String((index + 1) * 10_000 + number).padStart(12, '0')}`;
    if (samples.length === 0) {
      const { id, ...members } = content;
      return [{ path, ids: ids(parentOf(1), id ?? parentOf(1)), ...members }];
    }
    return samples.map(({ idEnding, value }, at) => {
      const parent = parentOf(at + 1);
      const { members, metadata } = content;
      return { path, ids: ids(parent, `${parent}_${idEnding}`), members: { ...members, [main]: value }, metadata };
    });
  });
}

/** An object that a client names first. Its id names its target, as Graph's ids do: all devices, all users, or the group whose id ends it. */
export function objectNamed(contract: Contract, address: ObjectAddress): EmulatedObject {
  const { members, metadata } = exampleContent(contract);
  const samples = samplesFor(contract);
  const id = address.ids.at(-1) ?? '';
  const [group] = samples;
  const [, groupId] = /_([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i.exec(id) ?? [];
  const value =
    samples.find(({ idEnding }) => id.toLowerCase().endsWith(`_${idEnding.toLowerCase()}`))?.value ??
    (groupId !== undefined && group !== undefined && 'groupId' in group.value ? { ...group.value, groupId } : group?.value);
  return { ...address, members: value === undefined ? members : { ...members, [mainMember(contract)]: value }, metadata };
}

/** The id that Graph gives to an object of a collection: those of the parent and of its target. @param index in the list of its client. */
export function composedId(contract: Contract, parents: readonly string[], members: JsonObject, index: number): string {
  return `${parents.at(-1) ?? ''}_${endingOf(members[mainMember(contract)]) ?? String(index + 1)}`;
}

/** The id by which a value names whom it is about. */
function endingOf(value: unknown): string | undefined {
  const sample = isObject(value) ? sampleValues[bareTypeName(String(value['@odata.type']))] : undefined;
  if (sample === undefined || !isObject(value)) return undefined;
  const [name] = Object.keys(sample.value).filter((one) => one !== '@odata.type');
  const own = name === undefined ? undefined : value[name];
  return typeof own === 'string' && own !== '' ? own : sample.idEnding;
}

/** The samples that the main member of an update can have: that of a group first. */
export function samplesFor(contract: Contract): readonly Sample[] {
  const types = typesOfMember(contract, familyOf(contract), mainMember(contract));
  return Object.entries(sampleValues).flatMap(([name, sample]) => (types.includes(name) ? sample : []));
}

/** The object of the example. */
function exampleContent(contract: Contract): Pick<EmulatedObject, 'members' | 'metadata'> & { readonly id?: string } {
  const example = contract.examples.map(({ response }) => response?.body).find(isObject) ?? {};
  const { [identityMember(contract)]: id, ...others } = example;
  const isSettable = ([name]: readonly [string, unknown]): boolean => contract.settable.includes(name);
  return {
    ...(typeof id === 'string' && id !== '' && { id }),
    members: Object.fromEntries(Object.entries(others).filter(isSettable)),
    metadata: Object.fromEntries(Object.entries(others).filter((entry) => !isSettable(entry) && !entry[0].includes('@'))),
  };
}
