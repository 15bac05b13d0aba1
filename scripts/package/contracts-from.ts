/* eslint-disable @typescript-eslint/no-require-imports -- Few programs compile pages. */
import type { Contract } from '../../contracts/contract.js';

/**
 * Contracts of other operations, for `judge`: from Microsoft's pages, CSDL, compiled JSON, folders of them, or `companions`.
 * @throws Error with a sentence for each page that cannot be read.
 */
export function contractsFrom(...paths: readonly string[]): readonly Contract[] {
  const { givenContracts } = require('../operations/given-contracts.js') as typeof import('../operations/given-contracts.js');
  return givenContracts(paths).contracts;
}
