import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { matchOperation } from '../../contracts/judge/match-operation.js';
import type { Recorded } from './recording.js';

/**
 * Why a recording is stale. `contract`: it was made under another contract than today's. `age`: it is older than it may be. `date`: nobody can
 * tell its age, because its date cannot be read, or is yet to come.
 */
export type StaleReason = 'contract' | 'age' | 'date';

export interface StalenessLimits {
  /** The moment of the check, in milliseconds since 1970. */
  readonly now: number;
  /** Days; no age is too old unless told. */
  readonly maxAge?: number;
}

const day = 24 * 60 * 60 * 1000;

/** Why an exchange that was recorded on a path is stale; empty when it is not. Clocks may differ by a day. */
export function staleReasons({ contract, when }: Pick<Recorded, 'contract' | 'when'>, url: string, limits: StalenessLimits): StaleReason[] {
  const reasons: StaleReason[] = [];
  if (!isToday(contract, url)) reasons.push('contract');
  const age = limits.now - Date.parse(when);
  if (limits.maxAge !== undefined) {
    if (!(age >= -day)) reasons.push('date');
    else if (age > limits.maxAge * day) reasons.push('age');
  }
  return reasons;
}

/** Whether a hash is that of the contract of a URL; of a URL that is none of ours, of any contract. */
export function isToday(hash: string, url: string): boolean {
  const contract = matchOperation(url)?.contract;
  return contract === undefined ? contracts.some((one) => one.hash === hash) : contract.hash === hash;
}
