import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';

/** Supported versions of Node, oldest first. A major version means its newest release. */
export const nodeVersions: readonly string[] = ['20.19.0', '20', '22', '24', '26'];

export interface InstalledNode {
  /** Such as `26.12.1`. */
  readonly version: string;
  readonly program: string;
}

/** npm cannot reach the registry, which says nothing about this project. */
export class RegistryUnreachable extends Error {}

/** Codes of npm that name a problem with a package or an option. Any other code concerns the connection. */
const packageProblem = /^(?:E404|ETARGET|ERESOLVE|EINTEGRITY|EUSAGE)$/;

/** Installs each Node under `node_modules/.cache`. @throws RegistryUnreachable */
export function installNodes(versions: readonly string[]): InstalledNode[] {
  const folder = join(packageRoot, 'node_modules', '.cache', 'nodes');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{}');
  // A package that holds the program alone.
  const name = `npm:node-${process.platform}-${process.arch}`;
  npm(folder, ['install', '--no-save', '--no-bin-links', ...versions.map((version) => `node-${version}@${name}@${version}`)]);
  return versions.map((wanted) => {
    const installed = join(folder, 'node_modules', `node-${wanted}`);
    const { version } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as { readonly version: string };
    return { version: version.replace(/^v/, ''), program: join(installed, 'bin', 'node') };
  });
}

/** Makes a folder the project of a consumer, with our packed package and other packages installed. @throws RegistryUnreachable */
export function installConsumer(folder: string, others: readonly string[]): void {
  cpSync(join(packageRoot, 'tests', 'package', 'consumer'), folder, { recursive: true });
  const tarball = npm(packageRoot, ['pack', '--pack-destination', folder]).trim();
  npm(folder, ['install', join(folder, tarball), ...others]);
  cpSync(join(packageRoot, 'dist', 'graph-contracts.cjs'), join(folder, 'alone', 'graph-contracts.cjs'));
}

function npm(cwd: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync('npm', [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    encoding: 'utf8',
    env: { npm_config_fetch_retries: '1', npm_config_fetch_timeout: '60000', ...process.env },
  });
  if (error !== undefined) throw error;
  if (status === 0) return stdout;
  const code = /npm error code (\w+)/.exec(stderr)?.[1] ?? 'no code';
  const message = `npm ${args.join(' ')} failed (${code}).`;
  throw packageProblem.test(code) ? new Error(`${message}\n${stderr}`) : new RegistryUnreachable(message);
}
