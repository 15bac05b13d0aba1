import type { Contract } from '../contract.js';

interface KeyValueStore<K, V> {
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

/** Remembers values by texts from traffic, up to a bound. */
export class BoundedMemory<T> {
  private readonly kept = new Map<string, T>();

  recall(key: string, derive: () => T): T {
    const known = this.kept.get(key);
    if (known !== undefined || this.kept.has(key)) return known as T;
    const value = derive();
    if (this.kept.size < mostValues) this.kept.set(key, value);
    return value;
  }
}
