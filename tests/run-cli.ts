import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../contracts/folders.js';
import { TemporaryFolder } from './recordings/temporary-folder.js';

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliSurroundings {
  /** The working directory; unless told, that of the project, or an empty one for a night that would take a configuration if it found one. */
  readonly cwd?: string;
  /** Variables beside `PATH` and `CI`, and over them. */
  readonly environment?: Readonly<Record<string, string>>;
}

const cli = join(packageRoot, 'dist', 'scripts', 'cli.js');

/** With one of these a night, or a recording, looks for no configuration. */
const whereFrom = ['--config', '--simulate', '--proxy', '--from'];

const empty = new TemporaryFolder();
afterAll(() => {
  empty.remove();
});

/** Somebody's configuration at the top of this clone would sign in to a tenant. */
function usualFolder(args: readonly string[]): string {
  const looksForConfig = ['drift', 'record'].includes(args[0] ?? '') && !args.some((arg) => whereFrom.includes(arg));
  return looksForConfig ? empty.path : packageRoot;
}

/** Starts the built command as its user would, with an environment that holds nothing of the developer's: that of CI, where some tools colour pipes too. */
export function startCli(args: readonly string[], surroundings: CliSurroundings = {}): ChildProcessWithoutNullStreams {
  const { cwd = usualFolder(args), environment = {} } = surroundings;
  return spawn(process.execPath, [cli, ...args], { cwd, env: { PATH: process.env['PATH'], CI: 'true', ...environment } });
}

/** Runs the built command to its end. */
export function runCli(args: readonly string[], surroundings?: CliSurroundings): Promise<CliResult> {
  return finished(startCli(args, surroundings));
}

export function finished(child: ChildProcessWithoutNullStreams): Promise<CliResult> {
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}
