import type { BaselineEntry } from './baseline-entry.js';

/** What the baseline of accepted findings says of a finding. */
export interface BaselineMark {
  /** `expired`: its last day is over, and so it counts again. */
  readonly state: 'accepted' | 'expired';
  readonly owner: string;
  readonly reason: string;
  /** The last day on which it holds, in UTC: YYYY-MM-DD. */
  readonly expires: string;
}

/** A finding, and what the baseline says of it. */
export type Marked<T> = T & { readonly baseline?: BaselineMark };

/** Why a finding fails nothing, whatever its severity. */
export function excuseOf({ baseline, pending }: Marked<{ readonly pending?: true }>): 'accepted' | 'pending' | undefined {
  return baseline?.state === 'accepted' ? 'accepted' : pending ? 'pending' : undefined;
}

/** The severity as reports show it: `breaking, accepted`. */
export function withExcuse(severity: string, excuse: string | undefined): string {
  return excuse === undefined ? severity : `${severity}, ${excuse}`;
}

/** A sentence about a finding that the baseline has. */
export function baselineSentence({ state, owner, reason, expires }: BaselineMark): string {
  return state === 'accepted'
    ? `Accepted by ${owner} until ${expires} (${reason}).`
    : `Was accepted by ${owner} until ${expires} (${reason}). That day is over: it counts again.`;
}

/** A sentence about an entry whose finding did not occur in a night that judged everything. */
export function removableSentence({ fingerprint, owner, expires, code, operation, apiVersion }: BaselineEntry): string {
  const about = [code, operation, apiVersion].filter((part) => part !== undefined).join(' ');
  return `${fingerprint}${about === '' ? '' : ` (${about})`}, accepted by ${owner} until ${expires}, no longer occurs.`;
}
