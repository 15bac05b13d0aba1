import { withoutNames } from '../../contracts/compare/compare-rules.js';
import type { Contract } from '../../contracts/contract.js';
import { familyOf } from '../../contracts/judge/compiled-contracts.js';
import { isObject, type JsonObject } from '../../contracts/json-value.js';
import { typesOfMember } from '../../contracts/value-words.js';
import { identityMember } from '../client/assignment.js';
import { sampleValues } from './samples.js';

/** One object of the emulated tenant. */
export interface EmulatedObject {
  /** The template of its path. */
  readonly path: string;
  /** The values of the parameters of its path, in their order. */
  readonly ids: readonly string[];
  /** The members that an update can set. */
  readonly members: JsonObject;
  /** Values of other members. Default: unset. */
  readonly metadata?: JsonObject;
}

/** The objects of the emulator. Ids are compared without case, as in Graph. */
export class Tenant {
  private readonly objects = new Map<string, EmulatedObject>();

  /** @param contracts each update gets objects: of our samples, or the one that its page shows. */
  constructor(contracts: readonly Contract[]) {
    for (const object of contracts.filter(isUpdate).flatMap(sampleObjects)) this.put(object);
  }

  put(object: EmulatedObject): void {
    this.objects.set(keyOf(object), object);
  }

  find(address: Pick<EmulatedObject, 'path' | 'ids'>): EmulatedObject | undefined {
    return this.objects.get(keyOf(address));
  }

  clear(): void {
    this.objects.clear();
  }

  get all(): readonly EmulatedObject[] {
    return [...this.objects.values()];
  }
}

export function isUpdate({ method }: Contract): boolean {
  return method === 'PATCH';
}

/** The member of an update that says most: the first one whose values have types, else the first one. */
export function mainMember(contract: Contract): string {
  const { settable } = contract;
  return settable.find((member) => typesOfMember(contract, familyOf(contract), member).length > 0) ?? settable[0] ?? '';
}

function keyOf({ path, ids }: Pick<EmulatedObject, 'path' | 'ids'>): string {
  return [withoutNames(path), ...ids.map((id) => id.toLowerCase())].join('\n');
}

/**
 * The objects of an update at each of its paths: one for each sample that its main member can have, the first one of a group; without one, the object
 * of the example. @param index of the contract among all updates; it makes the ids differ.
 */
export function sampleObjects(contract: Contract, index: number): EmulatedObject[] {
  const example = contract.examples.map(({ response }) => response?.body).find(isObject) ?? {};
  const { [identityMember(contract)]: id, ...others } = example;
  const isSettable = ([name]: readonly [string, unknown]): boolean => contract.settable.includes(name);
  const members = Object.fromEntries(Object.entries(others).filter(isSettable));
  const metadata = Object.fromEntries(Object.entries(others).filter((entry) => !isSettable(entry) && !entry[0].includes('@')));
  const main = mainMember(contract);
  const types = typesOfMember(contract, familyOf(contract), main);
  const samples = Object.entries(sampleValues).flatMap(([name, sample]) => (types.includes(name) ? sample : []));
  return contract.paths.flatMap((path) => {
    const count = path.split('{').length - 1;
    const ids = (parent: string, own: string): string[] => Array.from({ length: count }, (_, at) => (at < count - 1 ? parent : own));
    const parentOf = (number: number): string => `00000000-0000-4000-8000-${String((index + 1) * 10_000 + number).padStart(12, '0')}`;
    if (samples.length === 0) {
      const parent = parentOf(1);
      return [{ path, ids: ids(parent, typeof id === 'string' && id !== '' ? id : parent), members, metadata }];
    }
    return samples.map(({ idEnding, value }, at) => {
      const parent = parentOf(at + 1);
      return { path, ids: ids(parent, `${parent}_${idEnding}`), members: { ...members, [main]: value }, metadata };
    });
  });
}
