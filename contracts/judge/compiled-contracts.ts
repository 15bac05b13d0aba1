import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract } from '../contract.js';
import { compiledFolder } from '../folders.js';
import { TypeFamily } from '../type-family.js';
import { oncePerContract } from './remember.js';

/** The committed contracts, one for each operation page, in the order of their names. */
export const contracts: readonly Contract[] = readdirSync(compiledFolder)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((file) => JSON.parse(readFileSync(join(compiledFolder, file), 'utf8')) as Contract);

export const familyOf = oncePerContract((contract) => new TypeFamily(contract.types, contract.rules));
