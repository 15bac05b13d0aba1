import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { installedPeer, type Peer } from './peers.js';

export interface NodeProgram {
  readonly name: string;
  /** Its script is the first argument. */
  readonly peer?: Peer;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** The arguments for Node. @throws Error if a peer cannot be installed. */
export function nodeArgs({ peer, args }: NodeProgram): string[] {
  return [...(peer === undefined ? [] : [installedPeer(peer)]), ...args];
}

/** Without variables that slow down a start: `NODE_EXTRA_CA_CERTS` alone adds half of it. */
export function nodeEnvironment({ env }: NodeProgram): NodeJS.ProcessEnv {
  const plain = Object.entries(process.env).filter(([name]) => !/^(?:NODE_.*|npm_.*|FORCE_COLOR|CLICOLOR_FORCE)$/i.test(name));
  return { ...Object.fromEntries(plain), ...env };
}

/**
 * Runs a program in a folder, where the files `stdout` and `stderr` receive its output. Pipes would let the reader compete with the process.
 * @returns seconds. @throws Error if the program takes ten minutes, or if its exit code is neither 0 nor 1.
 */
export function runNode(program: NodeProgram, folder: string): number {
  const [out, err] = ['stdout', 'stderr'].map((name) => openSync(join(folder, name), 'w'));
  const [args, env] = [nodeArgs(program), nodeEnvironment(program)];
  const start = performance.now();
  const { status, error } = spawnSync(process.execPath, args, { cwd: folder, env, timeout: 600_000, stdio: ['ignore', out, err] });
  const seconds = (performance.now() - start) / 1000;
  for (const file of [out, err]) if (file !== undefined) closeSync(file);
  if (status === 0 || status === 1) return seconds;
  throw new Error(error?.message ?? `exit code ${String(status)}: ${readFileSync(join(folder, 'stderr'), 'utf8').slice(0, 300).trim()}`);
}

/** Runs a program once. @returns the peak memory of its processes, in bytes. */
export function peakMemory(program: NodeProgram, folder: string): number {
  const file = join(folder, 'peak');
  rmSync(file, { force: true });
  const preload = { NODE_OPTIONS: `--require ${JSON.stringify(join(__dirname, 'report-peak.js'))}`, BENCH_PEAK_FILE: file };
  runNode({ ...program, env: { ...program.env, ...preload } }, folder);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.reduce((peak, line) => Math.max(peak, Number(line)), 0);
}

/** Runs programs in turn, A B A B, so that a change in the speed of the machine affects all of them. @returns the seconds of each by round. */
export async function timesInTurn(programs: readonly NodeProgram[], folder: string, rounds: number): Promise<number[][]> {
  const times = programs.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, program] of programs.entries()) {
      await setImmediate(); // A run blocks the event loop. Signals are handled between runs.
      times[index]?.push(runNode(program, folder));
    }
  }
  return times;
}

/** Pins this process and those that it starts to one core. @returns a function that undoes it; undefined if there is no `taskset`. */
export function pinToOneCore(): (() => void) | undefined {
  const pin = (...cores: string[]) => spawnSync('taskset', ['-p', '-c', ...cores, String(process.pid)], { encoding: 'utf8' });
  const [allowed, last] = /[\d,-]*?(\d+)\s*$/.exec(pin().stdout) ?? [];
  if (allowed === undefined || last === undefined || pin(last).status !== 0) return undefined;
  return () => pin(allowed.trim());
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [lower = 0, upper = 0] = [Math.floor, Math.ceil].map((round) => sorted[round((sorted.length - 1) / 2)]);
  return (lower + upper) / 2;
}
