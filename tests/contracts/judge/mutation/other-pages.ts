/** Pages of other operations, from the compiler's cases: updates of several members, examples of derived types, and requests that create or act. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../../../contracts/compiler/compile.js';
import type { Contract } from '../../../../contracts/contract.js';

const folder = join(__dirname, '../../compiler/pages');
const names = [
  'update-of-several-members',
  'example-of-derived-type',
  'example-of-open-type',
  'row-of-unknown-type',
  'create-page',
  'action-page',
];
const types = { file: 'types.md', text: readFileSync(join(folder, 'example-of-derived-type/types.md'), 'utf8') };

/** By the names of the folders. Each has a path of its own, because the judge finds a contract by its path. */
export const contracts: readonly Contract[] = compile([
  types,
  ...names.map((name) => ({
    file: `${name}.md`,
    text: readFileSync(join(folder, name, 'page.md'), 'utf8').replaceAll('/lighting/', `/${name}/`),
  })),
]);
