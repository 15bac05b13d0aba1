import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';

/** An export of the package with code of its own. */
export interface PackageEntry {
  /** From the root of the project on. */
  readonly source: string;
  /** Both from `dist` on. */
  readonly code: string;
  readonly types: string;
}

type Exports = Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;

/** The exports that `package.json` lists, without those of data. */
export function packageEntries(): PackageEntry[] {
  const { exports } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { readonly exports: Exports };
  return Object.values(exports).flatMap((target) => {
    if (typeof target === 'string' || !target.default.endsWith('js')) return [];
    const code = basename(target.default);
    return [{ source: `scripts/package/${code.replace(/js$/, 'ts')}`, code, types: basename(target.types) }];
  });
}
