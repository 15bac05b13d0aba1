/** The export `graph-assignment-contracts/jest`, for `setupFilesAfterEnv`: adds our matchers to `expect`, at run time and in its types. */
// Jest answers this import with the `expect` of the test file, which is also the global one, if there is one.
import { expect } from '@jest/globals';
import { contractMatchers, type ContractMatchers } from './matcher.js';

expect.extend(contractMatchers);

/* Interfaces merge only with empty bodies, and with the very type parameters of those they extend. */
/* eslint-disable @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars, @typescript-eslint/no-namespace */
declare global {
  // The global expect of @types/jest. Without that package, this name is unused.
  namespace jest {
    interface Matchers<R, T = {}> extends ContractMatchers<R> {}
  }
}

// The expect of @jest/globals.
declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends ContractMatchers<R> {}
}
