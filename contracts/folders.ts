import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of `package.json`. The code runs from its sources under Jest, and from `dist/` when installed. */
export const packageRoot: string = findRoot(__dirname);

export const pagesFolder: string = join(packageRoot, 'contracts', 'pages');
export const compiledFolder: string = join(packageRoot, 'contracts', 'compiled');
export const pactsFolder: string = join(packageRoot, 'contracts', 'pacts');

/** Holds a folder of recordings for each operation, named after its contract. */
export const recordingsFolder: string = join(packageRoot, 'recordings');

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error(`No package.json above ${__dirname}. Reinstall graph-assignment-contracts.`);
  return findRoot(parent);
}
