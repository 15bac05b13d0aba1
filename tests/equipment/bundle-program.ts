import { basename, join } from 'node:path';
import { buildSync } from 'esbuild';
import { packageRoot } from '../../contracts/folders.js';

/** Bundles a program with its imports into one file, which loads faster. Returns the path of the bundle. */
export function bundleProgram(entry: string, folder: string): string {
  const outfile = join(folder, basename(entry).replace(/\.ts$/, '.cjs'));
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    // The contracts are found from where the code is.
    define: { __dirname: JSON.stringify(packageRoot) },
  });
  return outfile;
}
