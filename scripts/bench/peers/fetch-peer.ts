import { spawnSync, type SpawnSyncOptionsWithStringEncoding } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A package of the npm registry, and the script in it that Node runs. */
export interface FetchedPackage {
  readonly package: string;
  /** Exactly this version, so that figures can be compared. */
  readonly version: string;
  readonly script: string;
}

/** Where a peer is, or why it is not there. */
export type FetchedPeer = { readonly script: string } | { readonly missing: string };

const installSeconds = 300;

/** Installs a peer into a cache of the benchmark's own, outside this project, unless it is there already. */
export function fetchPeer(peer: FetchedPackage): FetchedPeer {
  const folder = join(cacheFolder(), `${peer.package.replace(/^@/, '').replace('/', '-')}-${peer.version}`);
  const installed = join(folder, 'node_modules', peer.package);
  if (!isInstalled(installed, peer)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: { [peer.package]: peer.version } }));
    const failure = install(folder);
    if (!isInstalled(installed, peer)) return { missing: `${peer.package} ${peer.version} could not be fetched (${failure})` };
  }
  return { script: join(installed, peer.script) };
}

function isInstalled(folder: string, { version, script }: FetchedPackage): boolean {
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest) || !existsSync(join(folder, script))) return false;
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version === version;
}

/** Runs npm, and says how it ended. Under `npm run`, npm tells where it is; otherwise it is looked for as a shell would. */
function install(folder: string): string {
  const npm = process.env['npm_execpath'];
  const args = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', '--fetch-retries=1', '--loglevel=error'];
  const options: SpawnSyncOptionsWithStringEncoding = {
    cwd: folder,
    timeout: installSeconds * 1000,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  };
  const { error, status, stderr } =
    npm === undefined
      ? spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
      : spawnSync(process.execPath, [npm, ...args], options);
  if (error !== undefined) return error.message;
  return /npm error code (\w+)/.exec(stderr)?.[1] ?? `npm ended with ${String(status)}`;
}

function cacheFolder(): string {
  const home = homedir();
  const system = {
    darwin: join(home, 'Library', 'Caches'),
    win32: process.env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'),
  };
  const base = process.env['XDG_CACHE_HOME'] ?? (system as Partial<Record<string, string>>)[process.platform] ?? join(home, '.cache');
  return join(base, 'graph-assignment-contracts', 'benchmark');
}
