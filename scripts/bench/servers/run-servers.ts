import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import { fetchPeer, type FetchedPackage } from '../peers/fetch-peer.js';
import { openApiDescription } from '../peers/openapi.js';
import { contestInProcess, type InProcessResult } from './in-process/in-process-contest.js';
import { emulatorAnswer, emulatorRequest, generatedRecordings } from './requests.js';
import { contestServers, type ServerResult } from './server-contest.js';
import { proxies, proxyNames } from './proxies.js';
import { measureProxyMemory, type ProxyMemory } from './proxy-memory.js';
import { startServer, type ServerContestant, type StartedServer } from './started-server.js';

export const serverNames = {
  bare: 'bare `node:http`',
  emulator: '`serve`',
  one: '`serve`, 1 recording',
  many: '`serve`, 10,000 recordings',
  prism: 'Prism mock',
} as const;

/** The newest version that runs on Node 20. */
export const prism: FetchedPackage = { package: '@stoplight/prism-cli', version: '5.14.2', script: 'dist/index.js' };

const manyRecordings = 10_000;

export interface ServersOptions {
  readonly runs: number;
  readonly seconds: number;
  readonly peers: boolean;
  readonly progress: (line: string) => void;
}

export interface ServersResult {
  readonly results: ReadonlyMap<string, ServerResult>;
  /** What recording in process costs; empty when it could not be measured. */
  readonly inProcess: readonly InProcessResult[];
  /** Of the recording proxy; absent when it could not be measured. */
  readonly memory?: ProxyMemory;
  readonly remarks: readonly string[];
}

/** Lets servers answer the same kind of update as fast as they can. Nothing stays behind but the cache of peers. */
export async function runServers({ runs, seconds, peers, progress }: ServersOptions): Promise<ServersResult> {
  const workFolder = mkdtempSync(join(tmpdir(), 'graph-contracts-servers-'));
  const removeAll = (): void => {
    rmSync(workFolder, { recursive: true, force: true });
  };
  process.once('exit', removeAll);
  let upstream: StartedServer | undefined;
  try {
    const remarks: string[] = [];
    upstream = await startServer(upstreamServer, workFolder);
    const contestants = [
      ...ourServers(workFolder),
      ...(peers ? prismServer(workFolder, remarks) : []),
      ...proxies(upstream.port, workFolder, peers, remarks),
    ];
    const results = await contestServers(contestants, { rounds: runs, seconds, connections: 10, workFolder, progress });
    const inProcess = await contestInProcess({ rounds: runs, port: upstream.port, workFolder, progress }).catch((error: unknown) => {
      remarks.push(`${(error as Error).message}.`);
      return [];
    });
    for (const [name, result] of results) if (result.kind === 'failed') remarks.push(`${name}: failed (${result.reason}).`);
    const memory = await memoryOfProxy(upstream.port, workFolder, remarks, progress);
    return { results, inProcess, remarks, ...(memory === undefined ? {} : { memory }) };
  } finally {
    await upstream?.stop();
    removeAll();
    process.off('exit', removeAll);
  }
}

async function memoryOfProxy(
  upstreamPort: number,
  workFolder: string,
  remarks: string[],
  progress: (line: string) => void,
): Promise<ProxyMemory | undefined> {
  progress(`  the memory of ${proxyNames.ours}`);
  try {
    return await measureProxyMemory(upstreamPort, join(workFolder, 'memory'));
  } catch (error) {
    remarks.push(`The memory of ${proxyNames.ours} could not be measured (${(error as Error).message.split('\n')[0] ?? ''}).`);
    return undefined;
  }
}

const answering = (script: string) => ({
  args: (port: number): string[] => [join(packageRoot, 'dist', 'scripts', 'bench', 'servers', script), String(port), emulatorAnswer()],
  requests: [emulatorRequest()],
});

/** A server that answers an update as it should, without a look at it. */
const bareServer: ServerContestant = { name: serverNames.bare, ...answering('bare-server.js') };

/** What stands behind those who pass requests on. */
const upstreamServer: ServerContestant = { name: 'upstream', ...answering('any-assignment-server.js') };

function ourServers(workFolder: string): ServerContestant[] {
  const scripts = join(packageRoot, 'dist', 'scripts');
  const serve = (port: number, ...more: readonly string[]): string[] => [join(scripts, 'cli.js'), 'serve', '--port', String(port), ...more];
  const recorded = (name: string, count: number): ServerContestant => {
    const file = join(workFolder, `${String(count)}.json`);
    const { recording, requests } = generatedRecordings(count);
    writeFileSync(file, JSON.stringify(recording));
    return { name, args: (port) => serve(port, '--recordings', file), requests };
  };
  return [
    bareServer,
    { name: serverNames.emulator, args: (port) => serve(port), requests: [emulatorRequest()] },
    recorded(serverNames.one, 1),
    recorded(serverNames.many, manyRecordings),
  ];
}

function prismServer(workFolder: string, remarks: string[]): ServerContestant[] {
  const fetched = fetchPeer(prism);
  if ('missing' in fetched) {
    remarks.push(`${fetched.missing}: measured without it.`);
    return [];
  }
  const openApi = join(workFolder, 'openapi.json');
  writeFileSync(openApi, JSON.stringify(openApiDescription()));
  return [
    {
      name: serverNames.prism,
      args: (port) => [fetched.script, 'mock', openApi, '--port', String(port), '--host', '127.0.0.1', '--verboseLevel', 'silent'],
      requests: [emulatorRequest()],
    },
  ];
}
