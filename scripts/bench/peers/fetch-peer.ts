import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A script in a package of the npm registry. The version is exact, so figures can be compared. */
export interface RegistryScript {
  readonly package: string;
  readonly version: string;
  readonly script: string;
}

/** Installs a package into a cache folder outside the project, unless it is there. @returns the path of the script. @throws Error if npm fails. */
export function fetchPeer({ package: name, version, script }: RegistryScript): string {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const folder = join(cache, 'graph-assignment-contracts', 'benchmark', `${name.replace('/', '-')}-${version}`);
  const installed = join(folder, 'installed');
  if (!existsSync(installed)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: { [name]: version } }));
    const args = ['install', '--prefix', '.', '--no-audit', '--no-fund', '--ignore-scripts', '--fetch-retries=1', '--loglevel=error'];
    const { error, status, stderr } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' });
    if (status !== 0) throw new Error(`Cannot fetch ${name} ${version}: ${error?.message ?? stderr.split('\n')[0] ?? ''}`);
    writeFileSync(installed, '');
  }
  return join(folder, 'node_modules', name, script);
}
