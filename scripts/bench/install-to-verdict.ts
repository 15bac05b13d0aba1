import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { packageRoot } from '../../contracts/folders.js';
import { comparator, redocly, type Program } from './programs.js';

/** A way from an empty folder to the verdict on one pact or HAR file. */
export interface Installed {
  readonly name: string;
  /** The package that npm installs; undefined for a file that runs as it is. */
  readonly installs?: string;
  /** The script that Node runs then, and its arguments. */
  readonly args: readonly string[];
}

export interface InstallCost {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  /** Requests to the registry, and the bytes of its answers as they were sent. */
  readonly requests: number;
  readonly bytes: number;
  /** How long the registry took to answer, all requests together, many at once. */
  readonly registrySeconds: number;
}

/** The tarball of this package, and the single file. @param folder receives the tarball. */
export function ourWays(folder: string): { readonly tarball: Installed; readonly singleFile: Installed } {
  const args = ['pack', '--ignore-scripts', '--silent', '--no-update-notifier', '--pack-destination', folder];
  const { stdout, status } = spawnSync('npm', args, { cwd: packageRoot, encoding: 'utf8' });
  if (status !== 0) throw new Error('npm cannot pack the build.');
  const command = ['check', 'input'];
  return {
    tarball: {
      name: 'tarball',
      installs: join(folder, stdout.trim()),
      args: ['node_modules/graph-assignment-contracts/dist/scripts/cli.js', ...command],
    },
    singleFile: { name: 'single file', args: ['graph-contracts.cjs', ...command] },
  };
}

/** The others, in the versions that are measured elsewhere too. */
export const otherWays: readonly Installed[] = [comparator, redocly].map(({ name, peer, args }: Program) => {
  const manifest = readFileSync(join(packageRoot, 'node_modules', peer?.name ?? '', 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { readonly version: string };
  return { name, installs: `${peer?.name ?? ''}@${version}`, args: [`node_modules/${peer?.name ?? ''}/${peer?.script ?? ''}`, ...args] };
});

/** Passes the requests of npm on to the registry, and counts them. */
class CountingRegistry {
  counted = { requests: 0, bytes: 0, registrySeconds: 0 };
  private readonly server = createServer((request, response) => void this.pass(request, response));

  constructor(private readonly registry: string) {}

  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async pass({ url = '/', headers: { accept = '*/*' } }: IncomingMessage, response: ServerResponse): Promise<void> {
    const start = performance.now();
    this.counted.requests += 1;
    try {
      const answer = await fetch(new URL(url.slice(1), this.registry), { headers: { accept, 'accept-encoding': 'gzip' } });
      const body = Buffer.from(await answer.arrayBuffer());
      // A tarball has no content encoding; `fetch` has decoded any other body.
      this.counted.bytes += Number(answer.headers.get('content-length') ?? body.length);
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(body);
    } catch {
      response.writeHead(502).end();
    }
    this.counted.registrySeconds += (performance.now() - start) / 1000;
  }
}

/**
 * Installs into an empty folder, and judges the file `input` of another.
 * @param cache the cache of npm; undefined for an empty one. @throws Error if npm fails, or the exit code is neither 0 nor 1.
 */
export async function installToVerdict({ installs, args }: Installed, inputs: string, cache?: string): Promise<InstallCost> {
  const folder = mkdtempSync(join(inputs, 'install-'));
  const registry = new CountingRegistry(spawnSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).stdout.trim());
  try {
    for (const file of ['input', 'openapi.json']) copyFileSync(join(inputs, file), join(folder, file));
    copyFileSync(join(packageRoot, 'dist', 'graph-contracts.cjs'), join(folder, 'graph-contracts.cjs'));
    writeFileSync(join(folder, 'package.json'), '{}');
    const options = ['--registry', await registry.listen(), '--replace-registry-host=always', '--cache', cache ?? join(folder, 'cache')];
    const npm = [
      'npm',
      'install',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      '--prefer-offline',
      '--no-update-notifier',
      '--loglevel=error',
      ...options,
    ];
    const install = installs === undefined ? '' : `${[...npm, installs].map(quoted).join(' ')} && `;
    const judge = [process.execPath, ...args].map(quoted).join(' ');
    // `times` ends with the CPU time of all children.
    const script = `{ ${install}${judge}; } >out 2>err </dev/null; echo $?; times`;
    const start = performance.now();
    const shell = spawn('sh', ['-c', script], { cwd: folder, env: environment(), stdio: ['ignore', 'pipe', 'inherit'] });
    const printed = (await text(shell.stdout)).trim().split('\n');
    const wallSeconds = (performance.now() - start) / 1000;
    if (!['0', '1'].includes(printed[0] ?? ''))
      throw new Error(`exit code ${printed[0] ?? ''}: ${readFileSync(join(folder, 'err'), 'utf8').slice(0, 300).trim()}`);
    const parts = [...(printed.at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
    const cpuSeconds = parts.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
    return { wallSeconds, cpuSeconds, ...registry.counted };
  } finally {
    registry.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** Without settings of npm, or of the benchmark's own npm. */
function environment(): NodeJS.ProcessEnv {
  const plain = Object.entries(process.env).filter(([name]) => !/^(?:NODE_.*|npm_.*)$/i.test(name));
  return { ...Object.fromEntries(plain), ...redocly.env };
}
