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

// The expect of @jest/globals. Where Jest is not installed, there is no such module to extend.
// eslint-disable-next-line @typescript-eslint/ban-ts-comment -- in the declarations of the package, where it may be an error
/** @ts-ignore */
declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends ContractMatchers<R> {}
}
