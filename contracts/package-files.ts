import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from './folders.js';

/** A text file of this package, named from its root on. */
export interface PackageFile {
  readonly file: string;
  readonly text: string;
}

/** The text of a file of this package. In a bundle, the build replaces this module by one that holds the files: scripts/build/bundle.ts. */
export function packageFile(file: string): string {
  return readFileSync(join(packageRoot, file), 'utf8');
}

/** The files of a folder of this package, in the order of their names. */
export function packageFolder(folder: string): PackageFile[] {
  return readdirSync(join(packageRoot, folder))
    .sort()
    .map((name) => ({ file: `${folder}/${name}`, text: packageFile(`${folder}/${name}`) }));
}

/** Where a file or folder of this package is on disk. Undefined for the single file, which stands alone. */
export function packagePath(path: string): string | undefined {
  const place = join(packageRoot, path);
  return existsSync(place) ? place : undefined;
}
