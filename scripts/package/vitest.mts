/** The export `graph-assignment-contracts/vitest`, for `setupFiles`: adds our matchers to `expect`. An ES module, since only those can load Vitest. */
import { expect } from 'vitest';
import { contractMatchers, type ContractMatchers } from './matcher.js';

expect.extend(contractMatchers);

declare global {
  // Vitest's own interfaces changed their type parameters with version 5. In all versions they extend Chai's assertion.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace Chai {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type
    interface Assertion extends ContractMatchers<void> {}
  }
}
