import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { runNode, type NodeScript } from './run-node.js';

/** A program whose whole process is measured. */
export interface Program extends NodeScript {
  /** Looks at the result of a run. @returns the number of findings. @throws Error if the program did not do its work. */
  readonly check: (folder: string, size: number) => number;
}

export interface Measurement {
  /** One time for each round. */
  readonly seconds: number[];
  /** In bytes. */
  readonly peakMemory: number;
  readonly findings: number;
  readonly exitCode: number;
}

export interface MeasureOptions {
  readonly folder: string;
  /** The number of exchanges in the input. */
  readonly size: number;
  readonly runs: number;
  readonly timeoutSeconds: number;
}

/**
 * Measures programs in turn, A B A B, so that a change in the speed of the machine affects all of them. A first run of each is not timed: it
 * warms the caches, yields the memory, and its result is checked. A program that fails yields its error and is not run again.
 */
export async function measureInTurn(programs: readonly Program[], options: MeasureOptions): Promise<(Measurement | Error)[]> {
  const results = programs.map((program) => attempt(() => warmUp(program, options)));
  for (let round = 1; round <= options.runs; round += 1) {
    for (const [index, program] of programs.entries()) {
      await setImmediate(); // A run blocks the event loop. Signals are handled between runs.
      const before = results[index];
      if (before === undefined || before instanceof Error) continue;
      results[index] = attempt(() => {
        const { seconds, exitCode } = runNode(program, options.folder, options.timeoutSeconds);
        if (exitCode !== before.exitCode) throw new Error(`exit code ${exitCode}, after ${before.exitCode} in the first run`);
        return { ...before, seconds: [...before.seconds, seconds] };
      });
    }
  }
  return results;
}

function warmUp(program: Program, options: MeasureOptions): Measurement {
  const peakFile = join(options.folder, 'peak');
  for (const file of [peakFile, join(options.folder, 'report.json')]) rmSync(file, { force: true });
  const reportPeak = { NODE_OPTIONS: `--require ${JSON.stringify(join(__dirname, 'report-peak.js'))}`, BENCH_PEAK_FILE: peakFile };
  const { exitCode } = runNode({ ...program, env: { ...program.env, ...reportPeak } }, options.folder, options.timeoutSeconds);
  const findings = program.check(options.folder, options.size);
  // One line for each process that the program started.
  const peakMemory = readFileSync(peakFile, 'utf8')
    .trim()
    .split('\n')
    .reduce((peak, line) => Math.max(peak, Number(line)), 0);
  return { seconds: [], peakMemory, findings, exitCode };
}

function attempt(measure: () => Measurement): Measurement | Error {
  try {
    return measure();
  } catch (error) {
    return error as Error;
  }
}
