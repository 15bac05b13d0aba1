/**
 * The companion pages of one kind of policy, compiled in memory (those of the other kind differ in names only), and pages that users add: of several
 * members and an enumeration, and of an update that answers 204.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../../../contracts/compiler/compile.js';
import { packageRoot } from '../../../../contracts/folders.js';

const types = 'contracts/pages/assignment-targets.md';
const pages = readdirSync(join(packageRoot, 'contracts/companions'))
  .filter((file) => file.includes('configuration'))
  .sort()
  .map((file) => `contracts/companions/${file}`);

const added = ['mobile-app-assignment-update', 'group-update'].map((name) => `tests/acceptance/operations/${name}.md`);

export const contracts = compile(
  [types, ...pages, ...added].map((file) => ({ file, text: readFileSync(join(packageRoot, file), 'utf8') })),
);
