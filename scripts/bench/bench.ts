/** `npm run bench -- [--no-peers] [--runs <number>] [--sizes <number>[,<number>,<number>]]`: about five minutes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import nodeModule from 'node:module';
import { availableParallelism, cpus, tmpdir, type } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { openApi } from '../export/openapi.js';
import { table } from '../verdict/shown-text.js';
import { writeInput, type MeasuredFormat } from './inputs.js';
import { installToVerdict, otherWays, ourWays, type InstallCost, type Installed } from './install-to-verdict.js';
import { loadServer, type Load } from './load-server.js';
import { median, peakMemory, pinToOneCore, timesInTurn, type NodeProgram } from './measure.js';
import { comparator, floor, graphContracts, nodeStart, prism, redocly, servedGraph, type Program } from './programs.js';

/** The numbers of exchanges for which the aims hold. */
const aimedSizes: Readonly<Record<MeasuredFormat, number>> = { har: 100_000, ndjson: 200_000, pact: 10_000 };

const { sizes, runs, peers } = parseOptions();
const folder = mkdtempSync(join(tmpdir(), 'graph-contracts-benchmark-'));
const rows: string[][] = [];
const notes: string[] = [];

function parseOptions(): { sizes: typeof aimedSizes; runs: number; peers: boolean } {
  const sizesOption = { type: 'string', default: Object.values(aimedSizes).join() } as const;
  const options = { sizes: sizesOption, runs: { type: 'string', default: '5' }, 'no-peers': { type: 'boolean' } } as const;
  const { values } = parseArgs({ options });
  const [number = 0, har = 0, ndjson = har, pact = har, ...more] = [values.runs, ...values.sizes.split(',')].map(Number);
  if (more.length > 0 || ![number, har, ndjson, pact].every((value) => Number.isSafeInteger(value) && value > 0))
    throw new Error('--runs takes a number, and --sizes one number or three: HAR, NDJSON, pact.');
  return { sizes: { har, ndjson, pact }, runs: number, peers: values['no-peers'] !== true };
}

/** The largest ratios that are wanted. */
type Aims = Partial<Record<'time' | 'memory', number>>;

/** Measures `check` beside another program, whose failure leaves a note. @throws Error if `check` does not report exactly the planted faults. */
async function compare(title: string, format: MeasuredFormat, size: number, beside: Program, aims: Aims) {
  console.error(`Measuring ${title}`);
  await writeInput(join(folder, 'input'), format, size);
  const warmUp = (program: Program) => ({ memory: peakMemory(program, folder), findings: program.check(folder, size) });
  const programs = [graphContracts(format), beside];
  const ours = warmUp(graphContracts(format));
  const other = beside.peer && !peers ? undefined : await orNote(beside.name, () => warmUp(beside));
  const isStart = beside === nodeStart;
  const [times = [], otherTimes = []] = await timesInTurn(other ? programs : programs.slice(0, 1), folder, isStart ? 4 * runs : runs);
  const aim: Aims = isStart || size === aimedSizes[format] ? aims : {};
  const ratios = other && times.map((time, round) => time / (otherTimes[round] ?? Number.NaN));
  addRow(`${title}: time`, seconds(times), other && `${beside.name}: ${seconds(otherTimes)}`, ratios, aim.time);
  if (aims.memory !== undefined) {
    const besides = other && `${beside.name}: ${megabytes(other.memory)}`;
    addRow(`${title}: memory`, megabytes(ours.memory), besides, other && [ours.memory / other.memory], aim.memory);
  }
  const others = other && beside.peer ? ` ${beside.name} reported ${count(other.findings)} findings.` : '';
  if (!isStart) notes.push(`${title}: graph-contracts reported all ${count(ours.findings)} planted faults and nothing else.${others}`);
}

async function compareServers(): Promise<void> {
  console.error('Measuring serve');
  const load = (server: NodeProgram): Promise<Load> => loadServer(server, folder, runs);
  const ours = await load(servedGraph);
  const other = peers ? await orNote(prism.name, () => load(prism)) : undefined;
  const ratios = other && [other.requests.average / ours.requests.average];
  addRow('`serve`: time for a request', throughput(ours), other && `${prism.name}: ${throughput(other)}`, ratios, 0.2);
}

/** From an empty folder to the verdict on one pact, or on a HAR file of one exchange for Redocly. */
async function compareInstallations(): Promise<void> {
  const { tarball, singleFile } = ourWays(folder);
  const costs = new Map<Installed, InstallCost[]>();
  for (const cache of ['cold', 'warm']) {
    console.error(`Measuring install to verdict, ${cache}`);
    costs.clear();
    const ways = [tarball, singleFile, ...(peers ? otherWays : [])];
    // The first run of a warm cache fills it.
    for (let round = cache === 'warm' ? -1 : 0; round < runs; round += 1) {
      for (const way of ways) {
        await writeInput(join(folder, 'input'), way.name === redocly.name ? 'har' : 'pact', 1);
        const cost = await orNote(way.name, () => installToVerdict(way, folder, cache === 'warm' ? join(folder, 'cache') : undefined));
        if (cost !== undefined && round >= 0) costs.set(way, [...(costs.get(way) ?? []), cost]);
      }
    }
    const medianOf = (way: Installed, part: keyof InstallCost): number => median((costs.get(way) ?? []).map((cost) => cost[part]));
    for (const part of ['wallSeconds', 'cpuSeconds'] as const) {
      const [best] = otherWays.filter((way) => costs.has(way)).sort((a, b) => medianOf(a, part) - medianOf(b, part));
      for (const [way, aim] of [
        [tarball, 1.1],
        [singleFile, 0.2],
      ] as const) {
        const [ours = [], others] = [way, best].map((one) => one && costs.get(one)?.map((cost) => cost[part]));
        const ratios = others && ours.map((time, round) => time / (others[round] ?? Number.NaN));
        const title = `install to verdict, ${cache}, ${way.name}: ${part === 'wallSeconds' ? 'time' : 'CPU time'}`;
        addRow(title, seconds(ours), best && others && `${best.name}: ${seconds(others)}`, ratios, aim);
      }
    }
    for (const way of costs.keys()) {
      const [wall, cpu, registry] = (['wallSeconds', 'cpuSeconds', 'registrySeconds'] as const).map((part) =>
        medianOf(way, part).toFixed(2),
      );
      const [requests, bytes] = (['requests', 'bytes'] as const).map((part) => count(medianOf(way, part)));
      notes.push(
        `Install to verdict, ${cache}, ${way.name}: ${wall} s, ${cpu} s of CPU, ${requests} requests, ${bytes} bytes, ${registry} s of answers by the registry.`,
      );
    }
  }
}

async function orNote<T>(name: string, measure: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await measure();
  } catch (error) {
    notes.push(`${name} failed: ${(error as Error).message}.`);
    return undefined;
  }
}

/** @param ratios one for each pair that was measured in turn. @param aim the largest ratio that is wanted. */
function addRow(title: string, ours: string, other = '–', ratios: readonly number[] = [], aim?: number): void {
  const ratio = median(ratios);
  const [least = 0, ...larger] = ratios.toSorted((a, b) => a - b);
  const range = larger.length > 0 ? ` (${least.toFixed(2)} to ${larger.at(-1)?.toFixed(2) ?? ''})` : '';
  const met = aim === undefined || ratios.length === 0 ? '–' : ratio <= aim ? 'yes' : 'no';
  rows.push([title, ours, other, ratios.length === 0 ? '–' : ratio.toFixed(2) + range, aim === undefined ? '–' : `at most ${aim}`, met]);
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function seconds(times: readonly number[]): string {
  return `${median(times).toFixed(median(times) < 1 ? 3 : 2)} s`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

function throughput({ requests, latency }: Load): string {
  return `${count(requests.average)} a second (latency ${latency.average.toFixed(1)} ms, p99 ${latency.p99} ms)`;
}

async function main(): Promise<void> {
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(openApi(contracts)));
  const unpin = pinToOneCore();
  if (unpin === undefined) notes.push('The processes were not pinned to one core: `taskset` is missing or failed.');
  await compare('one pact, start included', 'pact', 1, nodeStart, { time: 'enableCompileCache' in nodeModule ? 2 : 2.5 });
  await compare(`${count(sizes.har)} exchanges, HAR`, 'har', sizes.har, redocly, { time: 0.5, memory: 0.2 });
  await compare(`${count(sizes.ndjson)} exchanges, NDJSON`, 'ndjson', sizes.ndjson, floor, { time: 1.7 });
  await compare(`${count(sizes.pact)} interactions, pact`, 'pact', sizes.pact, comparator, { time: 0.6 });
  unpin?.();
  await compareServers();
  await compareInstallations();
  const [day, model] = [new Date().toISOString().slice(0, 10), cpus()[0]?.model.trim() ?? 'unknown processor'];
  console.log(`Measured on ${day}: ${model}, ${availableParallelism()} cores, ${type()}, Node ${process.versions.node}.`);
  console.log(`Medians of ${runs} runs, ${4 * runs} of one pact.\n`);
  console.log(table(['Measured', 'graph-contracts', 'Beside', 'Ratio', 'Aim', 'Met'], rows));
  console.log(`\n${notes.map((note) => `- ${note}`).join('\n')}`);
}

process.once('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

main().catch((error: unknown) => {
  console.error(`npm run bench: ${(error as Error).message}`);
  process.exitCode = 1;
});
