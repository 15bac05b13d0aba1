import { setImmediate } from 'node:timers/promises';
import type { Found } from '../found.js';
import { runNode, type Run } from './run-node.js';

/** Somebody whose whole process is timed. */
export interface Contestant {
  readonly name: string;
  /** Arguments of Node. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly exitCodes: readonly number[];
  /** Looks at what a run has left behind. @throws Error when it did not do what it is timed for. */
  readonly check?: (run: Run) => Found | undefined;
}

export type Result =
  | {
      readonly kind: 'measured';
      readonly seconds: readonly number[];
      readonly peakMemory: number | undefined;
      readonly found: Found | undefined;
    }
  | { readonly kind: 'failed'; readonly reason: string };

export interface ContestOptions {
  readonly runs: number;
  readonly timeoutSeconds: number;
  readonly workFolder: string;
  readonly progress: (line: string) => void;
}

/**
 * Times contestants in turn, A B C A B C, so that a change in the speed of the machine meets all of them. A first run, which is not timed, warms
 * the caches, weighs the memory and checks the result. Whoever fails is left out from then on, and does not stop the others.
 */
export async function contest(contestants: readonly Contestant[], options: ContestOptions): Promise<Map<string, Result>> {
  const { runs, workFolder, timeoutSeconds, progress } = options;
  const results = new Map<string, Result>();
  const run = (contestant: Contestant, withPeakMemory: boolean): Run => {
    const done = runNode(contestant.args, { workFolder, timeoutSeconds, withPeakMemory, ...(contestant.env && { env: contestant.env }) });
    if (done.timedOut) throw new Error(`took longer than ${String(timeoutSeconds)} s`);
    if (!contestant.exitCodes.includes(done.exitCode ?? -1)) {
      throw new Error(`exit code ${String(done.exitCode)}: ${errorLine(done.stderr)}`);
    }
    return done;
  };

  for (const contestant of contestants) {
    progress(`  warm-up: ${contestant.name}`);
    await attempt(results, contestant, () => {
      const warmUp = run(contestant, true);
      return { kind: 'measured', seconds: [], peakMemory: warmUp.peakMemory, found: contestant.check?.(warmUp) };
    });
  }
  for (let round = 1; round <= runs; round += 1) {
    progress(`  round ${String(round)} of ${String(runs)}`);
    for (const contestant of contestants) {
      const before = results.get(contestant.name);
      if (before?.kind !== 'measured') continue;
      await attempt(results, contestant, () => ({ ...before, seconds: [...before.seconds, run(contestant, false).seconds] }));
    }
  }
  for (const [name, result] of results) if (result.kind === 'failed') progress(`  ${name}: ${result.reason}`);
  return results;
}

async function attempt(results: Map<string, Result>, { name }: Contestant, measure: () => Result): Promise<void> {
  await setImmediate(); // A run holds everything up; between two of them a signal may come in.
  try {
    results.set(name, measure());
  } catch (error) {
    results.set(name, { kind: 'failed', reason: (error as Error).message });
  }
}

/** The line of an error output that is most likely to say what is wrong. */
function errorLine(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  return (lines.find((line) => /error|graph-contracts:/i.test(line)) ?? lines.find((line) => line !== '') ?? 'no message').slice(0, 200);
}
