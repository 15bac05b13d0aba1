import { Option } from 'commander';
import type { Contract } from '../../../contracts/contract.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { addOperations } from '../../../contracts/judge/match-operation.js';
import { printLines } from '../../verdict/terminal.js';

/** The option of each command that takes more operations than ours. */
export interface ContractsOptions {
  readonly contracts?: readonly string[];
}

export function contractsOption(): Option {
  return new Option('--contracts <path...>', 'add operations: Microsoft pages, CSDL, compiled JSON, folders of them, or "companions"');
}

/** Adds the operations that the user gives to ours. @returns all of them. @throws CannotRun for a page that cannot be read. */
export async function addContracts({ contracts: paths }: ContractsOptions): Promise<readonly Contract[]> {
  if (paths === undefined) return contracts;
  const { givenContracts } = await import('../../operations/given-contracts.js');
  const { contracts: given, remarks } = givenContracts(paths);
  printLines(remarks);
  addOperations(given);
  return [...contracts, ...given];
}

/**
 * The paths to judge, and those of contracts. An option that takes several values takes the paths behind it too: without any others, those after the
 * first that are no pages are to be judged.
 */
export function inputsAndContracts(
  paths: readonly string[],
  given: readonly string[],
): { paths: readonly string[]; contracts: readonly string[] } {
  if (paths.length > 0) return { paths, contracts: given };
  const isPage = (path: string, index: number): boolean => index === 0 || /\.(?:md|xml|csdl)$/i.test(path) || path === 'companions';
  return { paths: given.filter((path, index) => !isPage(path, index)), contracts: given.filter(isPage) };
}
