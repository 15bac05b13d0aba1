import type { ApiVersion, Contract } from '../../contracts/contract.js';
import type { AssignmentIds } from './assignment.js';

/** One assignment to be checked, in one API version. */
export interface Check {
  readonly contract: Contract;
  readonly version: ApiVersion;
  readonly ids: AssignmentIds;
}
