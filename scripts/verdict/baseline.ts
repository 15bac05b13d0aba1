/** A finding that someone accepts until a day. */
export interface BaselineEntry {
  /** 16 hexadecimal digits, as in a report. */
  readonly fingerprint: string;
  /** The person or team that accepts the finding. */
  readonly owner: string;
  readonly reason: string;
  /** The last day on which it is accepted, in UTC: YYYY-MM-DD. */
  readonly expires: string;
  readonly code?: string;
  /** With `apiVersion`, tells whether a run checked the operation of the finding. */
  readonly operation?: string;
  readonly apiVersion?: string;
}

/** The accepted findings of one file, each fingerprint once. */
export interface Baseline {
  /** The path as it was given, for messages. */
  readonly file: string;
  /** The path of the schema that the file names. */
  readonly $schema?: string;
  readonly accepted: readonly BaselineEntry[];
}

/** The part of an entry that a report shows with its finding. An expired one no longer suppresses it. */
export interface BaselineMark extends Pick<BaselineEntry, 'owner' | 'reason' | 'expires'> {
  readonly state: 'accepted' | 'expired';
}

export type WithBaseline<T> = T & { readonly baseline?: BaselineMark };

/** Why a finding does not fail the run, independent of its severity. */
export function excuseOf({ baseline, pending }: WithBaseline<{ readonly pending?: true }>): 'accepted' | 'pending' | undefined {
  return baseline?.state === 'accepted' ? 'accepted' : pending ? 'pending' : undefined;
}

/** The severity as reports show it: `breaking, accepted`. */
export function withExcuse(severity: string, excuse: string | undefined): string {
  return excuse === undefined ? severity : `${severity}, ${excuse}`;
}

/** A sentence for a finding that is in the baseline. */
export function baselineSentence({ state, owner, reason, expires }: BaselineMark): string {
  return state === 'accepted'
    ? `Accepted by ${owner} until ${expires} (${reason}).`
    : `Was accepted by ${owner} until ${expires} (${reason}). That day is over: it counts again.`;
}

/** A sentence for an entry whose finding no longer occurs. */
export function removableSentence({ fingerprint, owner, expires, code, operation, apiVersion }: BaselineEntry): string {
  const about = [code, operation, apiVersion].filter((part) => part !== undefined).join(' ');
  return `${fingerprint}${about === '' ? '' : ` (${about})`}, accepted by ${owner} until ${expires}, no longer occurs.`;
}
