import type { Contract } from '../contract.js';

export interface KeyValueStore<K, V> {
  has(key: K): boolean;
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
}

/** The value of a key, derived on first use. */
export function remember<K, V>(kept: KeyValueStore<K, V>, key: K, derive: () => V): V {
  let value = kept.get(key);
  if (value === undefined) kept.set(key, (value = derive()));
  return value;
}

/** Derives a value once per contract: contracts never change, and are few. */
export function oncePerContract<T>(derive: (contract: Contract) => T): (contract: Contract) => T {
  const kept = new WeakMap<Contract, T>();
  return (contract) => remember(kept, contract, () => derive(contract));
}

/** The most values that are kept: more than healthy traffic needs, and too few for hostile traffic to fill the memory. */
const mostValues = 2_000;

/** Values by texts from traffic. Forgets all of them when there are too many. */
export class BoundedMap<T> extends Map<string, T> {
  override set(key: string, value: T): this {
    if (this.size >= mostValues) this.clear();
    return super.set(key, value);
  }
}
