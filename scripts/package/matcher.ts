/** What `graph-assignment-contracts/matcher` exports, for any runner with an `expect.extend` like that of Jest. */
import { toKeepContract, type KeepContractOptions } from './to-keep-contract.js';

export type { FailOn } from '../verdict/report.js';
export type { KeepContractOptions, KeepContractResult } from './to-keep-contract.js';
export { toKeepContract };

/** Our matchers by name, ready for `expect.extend(contractMatchers)`. */
export const contractMatchers = { toKeepContract };

/** What the matchers add to `expect(exchange)`. `R` is what an assertion gives back: void, or a promise after `resolves`. */
export interface ContractMatchers<R> {
  /**
   * Passes when the exchange keeps to the documented contract of its operation; when it does not, the message is the findings.
   * An exchange that cannot be judged (throttled, refused, of another operation) fails, with the reason, and fails after `not` too.
   */
  toKeepContract(options?: KeepContractOptions): R;
}
