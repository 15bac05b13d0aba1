import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainEnvironment } from '../measure/run-node.js';
import type { Load, LoadResult } from './load.js';
import { answers, startServer, type ServerContestant } from './started-server.js';

/** What was measured of a server, once for each round; or why it was not. */
export type ServerResult =
  | { readonly kind: 'measured'; readonly perSecond: readonly number[]; readonly startMilliseconds: readonly number[] }
  | { readonly kind: 'failed'; readonly reason: string };

export interface ServerContestOptions {
  readonly rounds: number;
  /** How long each server is asked in a round. */
  readonly seconds: number;
  readonly connections: number;
  readonly workFolder: string;
  readonly progress: (line: string) => void;
}

/** Before it counts, a server is asked so long, in seconds, so that its code is compiled. */
const warmUpSeconds = 1;

/** Measures servers in turn, A B C A B C, each in a process that is started for it. Whoever fails is left out from then on. */
export async function contestServers(
  contestants: readonly ServerContestant[],
  options: ServerContestOptions,
): Promise<Map<string, ServerResult>> {
  const results = new Map<string, ServerResult>();
  for (let round = 1; round <= options.rounds; round += 1) {
    options.progress(`  round ${String(round)} of ${String(options.rounds)}`);
    for (const contestant of contestants) {
      const before = results.get(contestant.name) ?? { kind: 'measured', perSecond: [], startMilliseconds: [] };
      if (before.kind === 'failed') continue;
      try {
        const { perSecond, startMilliseconds } = await measure(contestant, options);
        results.set(contestant.name, {
          kind: 'measured',
          perSecond: [...before.perSecond, perSecond],
          startMilliseconds: [...before.startMilliseconds, startMilliseconds],
        });
      } catch (error) {
        const reason = (error as Error).message;
        options.progress(`  ${contestant.name}: ${reason}`);
        results.set(contestant.name, { kind: 'failed', reason });
      }
    }
  }
  return results;
}

async function measure(
  contestant: ServerContestant,
  options: ServerContestOptions,
): Promise<{ perSecond: number; startMilliseconds: number }> {
  const { workFolder, seconds } = options;
  const server = await startServer(contestant, workFolder);
  try {
    // A server may still be loading when it gives its first answers. What is measured is one that has loaded all, up to the last of what it is asked.
    await answers(server.port, contestant.requests.at(-1) ?? '');
    const load = { port: server.port, connections: options.connections, requests: contestant.requests };
    await ask({ ...load, seconds: Math.min(warmUpSeconds, seconds) }, workFolder);
    const result = await ask({ ...load, seconds }, workFolder);
    if (result.failures > 0) throw new Error(`${String(result.failures)} answers were none, or not 200`);
    if (result.answers === 0) throw new Error('gave no answer');
    return { perSecond: result.answers / result.seconds, startMilliseconds: server.milliseconds };
  } finally {
    await server.stop();
  }
}

function ask(load: Load, workFolder: string): Promise<LoadResult> {
  const file = join(workFolder, 'load.json');
  writeFileSync(file, JSON.stringify(load));
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [join(__dirname, 'load.js'), file], { env: plainEnvironment() }, (error, stdout) => {
      if (error === null) resolve(JSON.parse(stdout) as LoadResult);
      else reject(new Error(`the load failed: ${error.message}`));
    });
  });
}
