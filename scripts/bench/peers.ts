import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';

/** A program of another project. */
export interface Peer {
  readonly name: string;
  /** The path of its script in the package. */
  readonly script: string;
  /** Set if the package is too large for a dependency of ours. */
  readonly version?: string;
}

/** The script of a peer. One that is no dependency of ours is installed into a cache folder outside the project. @throws Error if npm fails. */
export function installedPeer(peer: Peer): string {
  const { name, script, version } = peer;
  const folder = folderOf(peer);
  if (!isInstalled(peer)) {
    const options = ['--prefix', '.', '--no-audit', '--no-fund', '--ignore-scripts', '--fetch-retries=1', '--loglevel=error'];
    const wanted = version === undefined ? name : `${name}@${version}`;
    mkdirSync(folder, { recursive: true });
    const npm = spawnSync('npm', ['install', ...options, wanted], { cwd: folder, encoding: 'utf8' });
    if (npm.status !== 0) throw new Error(`npm cannot install ${wanted}: ${npm.error?.message ?? npm.stderr.split('\n')[0] ?? ''}`);
  }
  return join(folder, 'node_modules', name, script);
}

export function isInstalled(peer: Peer): boolean {
  // npm writes this file last.
  return existsSync(join(folderOf(peer), 'node_modules', '.package-lock.json'));
}

function folderOf({ name, version }: Peer): string {
  if (version === undefined) return packageRoot;
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return join(cache, 'graph-assignment-contracts', 'benchmark', `${name.replace('/', '-')}-${version}`);
}
