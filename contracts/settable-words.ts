import type { Contract } from './contract.js';

/** The members that an update can set, in words; each member once. */
export function settableWords(contracts: readonly Pick<Contract, 'settable'>[]): string {
  return [...new Set(contracts.flatMap(({ settable }) => settable))].join(', ');
}
