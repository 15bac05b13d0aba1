import type { Contract } from '../contract.js';

/** Remembers what is derived from a contract: contracts never change, and are few, while exchanges are many. */
export function oncePerContract<T>(derive: (contract: Contract) => T): (contract: Contract) => T {
  const derived = new WeakMap<Contract, { readonly value: T }>();
  return (contract) => {
    let kept = derived.get(contract);
    if (kept === undefined) {
      kept = { value: derive(contract) };
      derived.set(contract, kept);
    }
    return kept.value;
  };
}
