import type { AssignmentCheck } from '../../client/assignment.js';
import type { AssignmentClient } from '../../client/graph-client.js';
import type { JournalTrust } from '../journal/journal.js';
import type { Clock } from './clock.js';

/** What a run may touch, and where its journal is. Known without signing in. */
export interface DriftScope {
  /** Tells tenants apart. It is in the journal, and in no report. */
  readonly tenant: string;
  /** Everything that may be touched, in the order in which it is checked. */
  readonly checks: readonly AssignmentCheck[];
  /** The one of them that a probe makes; undefined if the configuration marks none. */
  readonly probe?: AssignmentCheck | undefined;
  readonly journalFile: string;
  readonly trust?: JournalTrust;
}

/** A tenant, or the embedded emulator. */
export interface DriftConnection extends DriftScope {
  readonly client: AssignmentClient;
  readonly clock: Clock;
  /** The most requests of a run; derived from the checks by default. */
  readonly requestLimit?: number;
  /** Sentences on what failed on the way through a proxy so far. */
  readonly proxyProblems?: ReadonlySet<string>;
}
