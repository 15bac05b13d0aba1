import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import nodeModule from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sideOf, writeInput, type InputFormat } from './inputs/write-input.js';
import { loadServer, type Load } from './measure/load-server.js';
import { measureInTurn, type Measurement, type Program } from './measure/measure-in-turn.js';
import { pinToOneCore } from './measure/one-core.js';
import type { NodeScript } from './measure/run-node.js';
import { openApiDescription } from './peers/openapi.js';
import { comparator, floor, graphContracts, nodeStart, prism, redocly, serve } from './programs.js';
import { median, type Row } from './result-table.js';

/** The numbers of exchanges for which the aims hold. */
export const aimedSizes: Readonly<Record<InputFormat, number>> = { har: 100_000, ndjson: 200_000, pact: 10_000 };

export interface BenchmarkOptions {
  readonly sizes: typeof aimedSizes;
  readonly runs: number;
  readonly peers: boolean;
}

/**
 * Measures `check` and `serve` beside other programs. Only the cache of peers remains.
 * @returns also which findings were reported and what could not be measured.
 * @throws Error if graph-contracts fails or does not report exactly the planted faults.
 */
export async function runBenchmark({ sizes, runs, peers }: BenchmarkOptions): Promise<{ rows: Row[]; notes: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'graph-contracts-benchmark-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(openApiDescription()));
  const rows: Row[] = [];
  const notes: string[] = [];

  async function compare(what: string, format: InputFormat, size: number, beside: Program, aims: { time: number; memory?: number }) {
    const isStart = beside === nodeStart;
    const programs = [graphContracts(sideOf[format]), ...(peers || beside.peer === undefined ? [beside] : [])];
    console.error(`Measuring ${what}: ${programs.map(({ name }) => name).join(', ')}`);
    await writeInput(join(folder, 'input'), format, size);
    const results = await measureInTurn(programs, { folder, size, runs: isStart ? 4 * runs : runs, timeoutSeconds: 600 });
    const [ours, other] = results.map((result, index) => measured(`${programs[index]?.name ?? ''} (${what})`, result));
    if (ours === undefined) return;
    const add = (kind: 'time' | 'memory', shown: (measurement: Measurement) => string, ratios: number[] | undefined): void => {
      const limit = isStart || size === aimedSizes[format] ? aims[kind] : undefined;
      const aim = limit === undefined ? undefined : ({ is: 'at most', limit } as const);
      rows.push({ what: `${what}: ${kind}`, ours: shown(ours), other: other ? `${beside.name}: ${shown(other)}` : '–', ratios, aim });
    };
    add('time', seconds, other && ours.seconds.map((time, index) => time / (other.seconds[index] ?? Number.NaN)));
    if (aims.memory !== undefined) add('memory', megabytes, other && [ours.peakMemory / other.peakMemory]);
    const others = other && beside.peer ? ` ${beside.name} reported ${count(other.findings)} findings.` : '';
    if (!isStart) notes.push(`${what}: graph-contracts reported all ${count(ours.findings)} planted faults and nothing else.${others}`);
  }

  async function compareServers(): Promise<void> {
    console.error(`Measuring ${serve.name}${peers ? `, ${prism.name}` : ''}`);
    const load = async (server: NodeScript): Promise<Load | undefined> =>
      measured(server.name, await loadServer(server, folder, 5).catch((error: unknown) => error as Error));
    const [ours, other] = [await load(serve), peers ? await load(prism) : undefined];
    if (ours === undefined) return;
    const ratios = other && [ours.requests.average / other.requests.average];
    const shown = other ? `${prism.name}: ${throughput(other)}` : '–';
    rows.push({ what: '`serve`: requests per second', ours: throughput(ours), other: shown, ratios, aim: { is: 'at least', limit: 5 } });
  }

  /** Undefined, with a note, if another program failed. */
  function measured<T>(name: string, result: T | Error): T | undefined {
    if (!(result instanceof Error)) return result;
    if (name.startsWith('graph-contracts')) throw new Error(`${name} failed: ${result.message}.`);
    notes.push(`${name} failed: ${result.message}.`);
    return undefined;
  }

  const unpin = pinToOneCore();
  if (unpin === undefined) notes.push('The processes were not pinned to one core: `taskset` is missing or failed.');
  await compare('one pact, start included', 'pact', 1, nodeStart, { time: 'enableCompileCache' in nodeModule ? 2 : 2.5 });
  await compare(`${count(sizes.har)} exchanges, HAR`, 'har', sizes.har, redocly, { time: 0.5, memory: 0.2 });
  await compare(`${count(sizes.ndjson)} exchanges, NDJSON`, 'ndjson', sizes.ndjson, floor, { time: 1.7 });
  await compare(`${count(sizes.pact)} interactions, pact`, 'pact', sizes.pact, comparator, { time: 0.6 });
  unpin?.();
  await compareServers();
  return { rows, notes };
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function seconds({ seconds: times }: Measurement): string {
  return `${median(times).toFixed(median(times) < 1 ? 3 : 2)} s`;
}

function megabytes({ peakMemory }: Measurement): string {
  return `${(peakMemory / 1e6).toFixed(0)} MB`;
}

function throughput({ requests, latency }: Load): string {
  return `${count(requests.average)} (latency ${latency.average.toFixed(1)} ms, p99 ${latency.p99} ms)`;
}
