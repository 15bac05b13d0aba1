import type { ApiVersion, Contract } from '../../contracts/contract.js';
import type { Exchange } from '../../contracts/judge/exchange.js';
import type { AssignmentIds } from './assignment.js';

/** What the night needs of a client. Weather is no exception: an exchange without a response says what happened. */
export interface AssignmentClient {
  /** GET of one assignment. */
  readonly read: (contract: Contract, version: ApiVersion, ids: AssignmentIds) => Promise<Exchange>;
  /** The documented update of one assignment: sends a target. */
  readonly update: (
    contract: Contract,
    version: ApiVersion,
    ids: AssignmentIds,
    target: Readonly<Record<string, unknown>>,
  ) => Promise<Exchange>;
}
