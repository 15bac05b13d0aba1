import type { AssignmentClient } from '../client/assignment-client.js';
import type { Check } from '../client/check.js';
import type { Clock } from './clock.js';
import type { JournalTrust } from './journal/journal.js';

/** Where a night takes place, also when nobody can get there. */
export interface Place {
  /** Tells tenants apart. It stands in the journal, and in no report. */
  readonly tenant: string;
  /** All that may be touched, in the order in which it is checked. */
  readonly checks: readonly Check[];
  readonly journalFile: string;
  /** When what the journal says is believed. */
  readonly trust?: JournalTrust;
}

/** What a night needs of a tenant, or of the embedded emulator. The night is the same. */
export interface Stage extends Place {
  readonly client: AssignmentClient;
  readonly clock: Clock;
  /** The most requests that a run may send; unless told, enough for its checks. */
  readonly requestLimit?: number;
}
