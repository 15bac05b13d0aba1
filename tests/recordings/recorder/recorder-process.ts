import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Exchange } from '../../../contracts/judge/exchange.js';
import { bundleProgram } from '../../equipment/bundle-program.js';
import { TemporaryFolder } from '../temporary-folder.js';

/** What the process of `recorder-process-entry.ts` is to do. */
export interface RecorderTask {
  readonly folder: string;
  readonly exchanges: readonly Exchange[];
  readonly trouble: 'kill' | 'full' | 'none';
  /** The call of the file system, from 1, before which the trouble begins; 0 for none. */
  readonly at: number;
  readonly asItGoes: boolean;
}

export interface RecorderEnded {
  readonly killed: boolean;
  readonly calls: number;
  readonly error?: string;
  /** What was said at once when nothing more could be recorded. */
  readonly stopped?: string;
}

const program = new TemporaryFolder();
let bundle = '';
beforeAll(() => {
  bundle = bundleProgram(join(__dirname, 'recorder-process-entry.ts'), program.path);
});
afterAll(() => {
  program.remove();
});

export function runRecorder(
  folder: string,
  exchanges: readonly Exchange[],
  trouble: RecorderTask['trouble'],
  at = 0,
  asItGoes = false,
): RecorderEnded {
  const input = JSON.stringify({ folder, exchanges, trouble, at, asItGoes } satisfies RecorderTask);
  const { signal, stdout } = spawnSync(process.execPath, [bundle], { encoding: 'utf8', env: {}, input });
  const said = stdout === '' ? { calls: at } : (JSON.parse(stdout) as Omit<RecorderEnded, 'killed'>);
  return { ...said, killed: signal === 'SIGKILL' };
}
