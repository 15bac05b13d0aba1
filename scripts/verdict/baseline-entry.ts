/** A finding that somebody answers for: until its last day it fails no night. */
export interface BaselineEntry {
  /** As a report has it: 16 hexadecimal digits. */
  readonly fingerprint: string;
  /** Who answers for it: a team, or a person. */
  readonly owner: string;
  readonly reason: string;
  /** The last day on which it holds, in UTC: YYYY-MM-DD. */
  readonly expires: string;
  /** What the fingerprint stands for, where that was known: for the reader, and to tell whether its operation was judged. */
  readonly code?: string;
  readonly operation?: string;
  readonly apiVersion?: string;
}

/** The accepted findings of one file, each fingerprint once. */
export interface Baseline {
  /** How messages call it: the path, as it was given. */
  readonly file: string;
  /** Where the file says that its schema stands. */
  readonly $schema?: string;
  readonly accepted: readonly BaselineEntry[];
}

/** Every member that an entry can have. */
export const entryMembers = ['fingerprint', 'owner', 'reason', 'expires', 'code', 'operation', 'apiVersion'] as const;

export const fingerprintPattern = /^[0-9a-f]{16}$/;

/** Where `--accept` writes unless it is told. */
export const defaultBaselineFile = 'drift.baseline.json';
