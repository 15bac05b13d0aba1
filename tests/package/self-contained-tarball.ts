import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';

/** The packed package with all its dependencies within it, so that npm can install it without a registry. @returns the path of the tarball. */
export function selfContained(packed: string): string {
  const folder = mkdtempSync(join(dirname(packed), 'self-contained-'));
  execFileSync('tar', ['-xzf', packed], { cwd: folder });
  const manifestFile = join(folder, 'package', 'package.json');
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as { readonly dependencies: Readonly<Record<string, string>> };
  const bundled = { ...manifest, scripts: {}, devDependencies: {}, bundleDependencies: Object.keys(manifest.dependencies) };
  writeFileSync(manifestFile, JSON.stringify(bundled));
  const lock = JSON.parse(readFileSync(join(packageRoot, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly devOptional?: boolean; readonly optional?: boolean }>>;
  };
  for (const [path, { dev, devOptional, optional }] of Object.entries(lock.packages)) {
    if (path === '' || [dev, devOptional, optional].includes(true)) continue;
    mkdirSync(dirname(join(folder, 'package', path)), { recursive: true });
    cpSync(join(packageRoot, path), join(folder, 'package', path), { recursive: true, dereference: true });
  }
  const tarball = join(folder, 'graph-assignment-contracts.tgz');
  execFileSync('tar', ['-czf', tarball, 'package'], { cwd: folder });
  return tarball;
}
