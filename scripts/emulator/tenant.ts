import { withoutNames } from '../../contracts/compare/compare-rules.js';
import type { EmulatedObject, ObjectAddress } from './emulated-object.js';

/** The objects of the emulator. Ids are compared without case, as in Graph. */
export class Tenant {
  /** By their collection, then by their own id. Undefined stands for an object that was deleted. */
  private readonly collections = new Map<string, Map<string, EmulatedObject | undefined>>();

  put(object: EmulatedObject): void {
    this.open(object).set(ownId(object), object);
  }

  find(address: ObjectAddress): EmulatedObject | undefined {
    return this.collections.get(collectionOf(address))?.get(ownId(address));
  }

  /** Whether the object exists, or did before it was deleted. */
  hasSeen(address: ObjectAddress): boolean {
    return this.collections.get(collectionOf(address))?.has(ownId(address)) ?? false;
  }

  delete(address: ObjectAddress): void {
    this.open(address).set(ownId(address), undefined);
  }

  /** The objects beside an object, itself included. Undefined if the collection was never used. */
  beside(address: ObjectAddress): readonly EmulatedObject[] | undefined {
    const collection = this.collections.get(collectionOf(address));
    return collection && present(collection);
  }

  /** Replaces all objects of a collection. @param address of any object of it. */
  replace(address: ObjectAddress, objects: readonly EmulatedObject[]): void {
    const collection = this.open(address);
    for (const id of collection.keys()) collection.set(id, undefined);
    for (const object of objects) this.put(object);
  }

  clear(): void {
    this.collections.clear();
  }

  get all(): readonly EmulatedObject[] {
    return [...this.collections.values()].flatMap(present);
  }

  /** The collection of an address, which is made if it was never used. */
  open(address: ObjectAddress): Map<string, EmulatedObject | undefined> {
    const key = collectionOf(address);
    const collection = this.collections.get(key) ?? new Map<string, EmulatedObject | undefined>();
    this.collections.set(key, collection);
    return collection;
  }
}

function present(collection: ReadonlyMap<string, EmulatedObject | undefined>): EmulatedObject[] {
  return [...collection.values()].filter((object) => object !== undefined);
}

function collectionOf({ path, ids }: ObjectAddress): string {
  return [withoutNames(path), ...ids.slice(0, -1).map((id) => id.toLowerCase())].join('\n');
}

function ownId({ ids }: ObjectAddress): string {
  return ids.at(-1)?.toLowerCase() ?? '';
}
