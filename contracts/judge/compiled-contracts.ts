import type { Contract } from '../contract.js';
import { packageFolder } from '../package-files.js';
import { TypeFamily } from '../type-family.js';
import { oncePerContract } from './remember.js';

/** The committed contracts, one for each operation page, in the order of their names. */
export const contracts: readonly Contract[] = packageFolder('contracts/compiled')
  .filter(({ file }) => file.endsWith('.json'))
  .map(({ text }) => JSON.parse(text) as Contract);

export const familyOf = oncePerContract((contract) => new TypeFamily(contract.types, contract.rules));
