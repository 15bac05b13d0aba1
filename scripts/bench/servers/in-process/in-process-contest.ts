import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { plainEnvironment } from '../../measure/run-node.js';
import type { Asked, Asking } from './asking-process.js';
import { recorders, type RecorderName } from './recorders.js';
import { waysToAsk, type WayToAsk } from './ways-to-ask.js';

/** What was measured while one way to ask was recorded by one recorder, once for each round. */
export interface InProcessResult {
  readonly by: WayToAsk;
  readonly recorder: RecorderName;
  /** Different updates, all of which every recorder keeps. */
  readonly kept: readonly Asked[];
  /** The same update again and again, so often that whoever keeps only so many of a kind has enough of it before it counts. */
  readonly repeated: readonly Asked[];
}

/** How many requests are sent, before it counts and while it counts. */
export interface Amounts {
  readonly kept: Pick<Asking, 'warmUp' | 'requests'>;
  readonly repeated: Pick<Asking, 'warmUp' | 'requests'>;
}

const usualAmounts: Amounts = { kept: { warmUp: 200, requests: 500 }, repeated: { warmUp: 2_000, requests: 1_500 } };

export interface InProcessOptions {
  readonly rounds: number;
  /** Where a server answers any update with 200. */
  readonly port: number;
  readonly workFolder: string;
  readonly progress: (line: string) => void;
  readonly amounts?: Amounts;
}

/** How long one process may ask, in milliseconds. */
const longest = 300_000;

/** Lets a process ask while nobody records it, nock's recorder does, and ours does: in turn, each in a process of its own. @throws when one fails. */
export async function contestInProcess(options: InProcessOptions): Promise<InProcessResult[]> {
  const { rounds, progress, amounts = usualAmounts } = options;
  const results = waysOf(waysToAsk).flatMap((by) =>
    waysOf(recorders).map((recorder) => ({ by, recorder, kept: [] as Asked[], repeated: [] as Asked[] })),
  );
  for (let round = 1; round <= rounds; round += 1) {
    progress(`  in process: round ${String(round)} of ${String(rounds)}`);
    for (const same of [false, true]) {
      for (const { by, recorder, kept, repeated } of results) {
        const asked = await ask({ by, recorder, same, ...(same ? amounts.repeated : amounts.kept) }, options);
        (same ? repeated : kept).push(asked);
      }
    }
  }
  return results;
}

function waysOf<Name extends string>(table: Readonly<Record<Name, unknown>>): Name[] {
  return Object.keys(table) as Name[];
}

function ask(asking: Omit<Asking, 'port' | 'folder'>, { port, workFolder }: InProcessOptions): Promise<Asked> {
  const folder = mkdtempSync(join(workFolder, 'in-process-'));
  const args = ['--expose-gc', join(__dirname, 'asking-process.js'), JSON.stringify({ ...asking, port, folder } satisfies Asking)];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { env: plainEnvironment(), timeout: longest }, (error, stdout, stderr) => {
      rmSync(folder, { recursive: true });
      if (error === null) resolve(JSON.parse(stdout) as Asked);
      else reject(new Error(`in process, ${asking.by}, ${asking.recorder}: ${stderr.trim().split('\n')[0] ?? error.message}`));
    });
  });
}
