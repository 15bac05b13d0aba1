import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';

/** A copy of what is built and committed, whose data a test may change. */
export function copyPackage(folder: string): void {
  for (const part of ['package.json', 'dist', 'contracts/compiled', 'contracts/pages', 'recordings']) {
    cpSync(join(packageRoot, part), join(folder, part), { recursive: true, filter: (from) => !/\.m?ts$/.test(from) });
  }
  symlinkSync(join(packageRoot, 'node_modules'), join(folder, 'node_modules'), 'dir');
}
