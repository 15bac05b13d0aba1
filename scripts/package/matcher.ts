/** The export `graph-assignment-contracts/matcher`, for any runner with an `expect.extend` like that of Jest. */
import { toKeepContract, type KeepContractOptions } from './to-keep-contract.js';

export type { FailOn } from '../verdict/report.js';
export type { KeepContractOptions, KeepContractResult } from './to-keep-contract.js';
export { toKeepContract };

/** The matchers by name, for `expect.extend(contractMatchers)`. */
export const contractMatchers = { toKeepContract };

/** The members that `expect(exchange)` gets. `R` is the result of an assertion: void, or a promise after `resolves`. */
export interface ContractMatchers<R> {
  /**
   * Passes if the exchange keeps the documented contract of its operation. If not, the message holds the findings. An exchange that cannot be judged
   * (throttled, refused, of another operation) fails with the reason, after `not` too.
   */
  toKeepContract(options?: KeepContractOptions): R;
}
