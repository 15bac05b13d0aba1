/** The companion pages of one kind of policy, compiled in memory; those of the other kind differ in names only. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../../../contracts/compiler/compile.js';
import { packageRoot } from '../../../../contracts/folders.js';

const types = 'contracts/pages/assignment-targets.md';
const pages = readdirSync(join(packageRoot, 'contracts/companions'))
  .filter((file) => file.includes('configuration'))
  .sort()
  .map((file) => `contracts/companions/${file}`);

export const contracts = compile([types, ...pages].map((file) => ({ file, text: readFileSync(join(packageRoot, file), 'utf8') })));
