import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { objectPath, updateBody } from '../client/assignment.js';
import { sampleObjects } from '../emulator/emulated-object.js';
import { nodeArgs, nodeEnvironment, type NodeProgram } from './measure.js';

/** What autocannon reports. Latency is in milliseconds. */
export interface Load {
  readonly requests: { readonly average: number; readonly total: number };
  readonly latency: { readonly average: number; readonly p99: number };
  readonly non2xx: number;
  readonly errors: number;
}

const autocannon = createRequire(__filename)('autocannon') as (options: object) => Promise<Load>;

/**
 * Starts a server on a free port of loopback and sends it valid updates over 10 connections, after a second that does not count.
 * @throws Error if it ends, does not start within 30 s, or refuses an update.
 */
export async function loadServer(program: NodeProgram, folder: string, seconds: number): Promise<Load> {
  const port = await freePort();
  const { path, ...update } = validUpdate();
  const url = `http://127.0.0.1:${port}${path}`;
  const args = [...nodeArgs(program), '--port', String(port)];
  const server = spawn(process.execPath, args, { cwd: folder, env: nodeEnvironment(program), stdio: 'ignore' });
  const stop = (): boolean => server.kill('SIGKILL');
  process.once('exit', stop);
  try {
    const start = performance.now();
    while (!(await fetch(url, update).catch(() => undefined))?.ok) {
      if (server.exitCode !== null) throw new Error(`ended with exit code ${server.exitCode} before it accepted an update`);
      if (performance.now() - start > 30_000) throw new Error('did not accept an update within 30 s');
      await setTimeout(10);
    }
    const load = await autocannon({ url, ...update, connections: 10, duration: seconds, warmup: { connections: 10, duration: 1 } });
    if (load.non2xx + load.errors > 0) throw new Error(`${load.non2xx + load.errors} of ${load.requests.total} updates failed`);
    return load;
  } finally {
    stop();
    process.off('exit', stop);
  }
}

/** An update of an object that the emulator has from its start. */
function validUpdate() {
  const [object] = contracts.flatMap(sampleObjects);
  const contract = contracts.find(({ paths }) => object !== undefined && paths.includes(object.path));
  if (contract === undefined || object === undefined) throw new Error('The emulator has no object.');
  return {
    path: objectPath(object.path, 'v1.0', object.ids),
    method: 'PATCH',
    headers: { authorization: 'Bearer made-up', 'content-type': 'application/json' },
    body: JSON.stringify(updateBody(contract, object.members)),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}
