import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { packageRoot } from '../../contracts/folders.js';

/** Where the build lists the packages that its bundles contain, for `npm run notices`. It is not packed. */
export const bundledPackagesFile = join(packageRoot, 'dist', 'scripts', 'build', 'bundled-packages.json');

/** The folders of the packages of which some code is in a bundle, from the root of the project on, in the order of their names. */
export function bundledPackages(metafiles: readonly Metafile[]): string[] {
  const inputs = metafiles.flatMap(({ outputs }) => Object.values(outputs)).flatMap((output) => Object.entries(output.inputs));
  const folders = inputs
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([file]) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  return [...new Set(folders)].sort();
}
