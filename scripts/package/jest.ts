/**
 * What `graph-assignment-contracts/jest` does when it is loaded: it gives `expect` our matchers, at run time and in its types.
 * Name it under `setupFilesAfterEnv`.
 */
// Jest answers this import itself, with the `expect` of the test file; the global one is the same, where there is one.
import { expect } from '@jest/globals';
import { contractMatchers, type ContractMatchers } from './matcher.js';

expect.extend(contractMatchers);

/* Interfaces merge only with empty bodies, and with the very type parameters of those they extend. */
/* eslint-disable @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars, @typescript-eslint/no-namespace */
declare global {
  // The global expect of @types/jest. Where that is not installed, this declares a name that nobody reads.
  namespace jest {
    interface Matchers<R, T = {}> extends ContractMatchers<R> {}
  }
}

// The expect of @jest/globals.
declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends ContractMatchers<R> {}
}
