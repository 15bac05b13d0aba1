import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { assignmentPath } from '../../client/assignment.js';
import { sampleAssignments } from '../../emulator/tenant.js';
import { argsOf, environmentOf, type NodeScript } from './run-node.js';

/** What autocannon reports. Latency is in milliseconds. */
export interface Load {
  readonly requests: { readonly average: number; readonly total: number };
  readonly latency: { readonly average: number; readonly p99: number };
  readonly non2xx: number;
  readonly errors: number;
}

/**
 * Starts a server on a free port of loopback and sends it valid updates over 10 connections, first for a second that does not count.
 * @throws Error if it ends, does not start within 30 s, or refuses an update.
 */
export async function loadServer(script: NodeScript, folder: string, seconds: number): Promise<Load> {
  const port = await freePort();
  const { path, ...update } = validUpdate();
  const url = `http://127.0.0.1:${port}${path}`;
  const args = [...argsOf(script), '--port', port];
  const start = performance.now();
  const server = spawn(process.execPath, args, { cwd: folder, env: environmentOf(script), stdio: 'ignore' });
  const ended = once(server, 'exit');
  const stop = (): boolean => server.kill('SIGKILL');
  process.once('exit', stop);
  try {
    while (!(await fetch(url, update).catch(() => undefined))?.ok) {
      if (server.exitCode !== null) throw new Error(`ended with exit code ${server.exitCode} before it accepted an update`);
      if (performance.now() - start > 30_000) throw new Error('did not accept an update within 30 s');
      await setTimeout(10);
    }
    await autocannon(url, update, 1);
    const load = await autocannon(url, update, seconds);
    if (load.non2xx + load.errors > 0) throw new Error(`${load.non2xx + load.errors} of ${load.requests.total} updates failed`);
    return load;
  } finally {
    stop();
    process.off('exit', stop);
    await ended;
  }
}

/** An update of an assignment that the emulator has from its start. */
function validUpdate() {
  const [contract] = contracts;
  const [assignment] = contract === undefined ? [] : sampleAssignments(contract, 0);
  if (contract === undefined || assignment === undefined) throw new Error('The emulator has no assignment.');
  return {
    path: assignmentPath(contract, 'v1.0', assignment),
    method: 'PATCH',
    headers: { authorization: 'Bearer made-up', 'content-type': 'application/json' },
    body: JSON.stringify({ '@odata.type': `#microsoft.graph.${contract.resourceType ?? ''}`, target: assignment.target }),
  };
}

/** Runs the command rather than calling the function, so that the load has a process of its own. */
async function autocannon(url: string, update: Omit<ReturnType<typeof validUpdate>, 'path'>, seconds: number): Promise<Load> {
  const headers = Object.entries(update.headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const args = ['-c', '10', '-d', String(seconds), '-m', update.method, ...headers, '-b', update.body, '--json', url];
  const { stdout } = await promisify(execFile)(process.execPath, [require.resolve('autocannon'), ...args]);
  return JSON.parse(stdout) as Load;
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return String(port);
}
