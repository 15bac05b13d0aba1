/**
 * What `graph-assignment-contracts/vitest` does when it is loaded: it gives `expect` our matchers, at run time and in its types.
 * Name it under `setupFiles`. An ES module, because Vitest is one and lets nothing else load it.
 */
import { expect } from 'vitest';
import { contractMatchers, type ContractMatchers } from './matcher.js';

expect.extend(contractMatchers);

declare global {
  // Vitest's own interfaces changed their type parameters with version 5. All versions take over what Chai's assertion has.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace Chai {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type
    interface Assertion extends ContractMatchers<void> {}
  }
}
