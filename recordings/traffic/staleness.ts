import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { matchOperation } from '../../contracts/judge/match-operation.js';
import type { Recorded } from './recording.js';

/**
 * Why a recording is stale. `contract`: its contract has changed since. `age`: it is older than the limit. `date`: its date is missing, unreadable or in
 * the future.
 */
export type StaleReason = 'contract' | 'age' | 'date';

export interface StalenessLimits {
  /** The time of the check, in milliseconds since 1970. */
  readonly now: number;
  /** In days. */
  readonly maxAge?: number;
}

const day = 24 * 60 * 60 * 1000;

/** Why a recorded exchange is stale; empty if it is not. Clocks may differ by a day. */
export function staleReasons({ contract, when }: Pick<Recorded, 'contract' | 'when'>, url: string, limits: StalenessLimits): StaleReason[] {
  const reasons: StaleReason[] = isToday(contract, url) ? [] : ['contract'];
  const age = limits.now - Date.parse(when);
  if (limits.maxAge === undefined) return reasons;
  if (!(age >= -day)) return [...reasons, 'date'];
  return age > limits.maxAge * day ? [...reasons, 'age'] : reasons;
}

/** Whether a hash is that of the current contract of a URL; for any other URL, of any current contract. */
export function isToday(hash: string, url: string): boolean {
  const contract = matchOperation(url)?.contract;
  return contract === undefined ? contracts.some((one) => one.hash === hash) : contract.hash === hash;
}
