import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../contracts/folders.js';
import { ScriptHosts, type Ended } from './equipment/script-host.js';
import { TemporaryFolder } from './recordings/temporary-folder.js';

export type CliResult = Ended;

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
const hosts = new ScriptHosts();
afterAll(() => {
  hosts.kill();
  empty.remove();
});

/** Somebody's configuration at the top of this clone would sign in to a tenant. */
function usualFolder(args: readonly string[]): string {
  const looksForConfig = ['drift', 'record'].includes(args[0] ?? '') && !args.some((arg) => whereFrom.includes(arg));
  return looksForConfig ? empty.path : packageRoot;
}

/** An environment that holds nothing of the developer's: that of CI, where some tools colour pipes too. */
function environmentWith(environment: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', CI: 'true', ...environment };
}

/** Starts the built command as its user would, in a process of its own: for signals, streams and whatever belongs to a process. */
export function startCli(args: readonly string[], surroundings: CliSurroundings = {}): ChildProcessWithoutNullStreams {
  const { cwd = usualFolder(args), environment } = surroundings;
  return spawn(process.execPath, [cli, ...args], { cwd, env: environmentWith(environment) });
}

/** Runs the built command to its end, in a process that it shares with other runs of the test file. */
export function runCli(args: readonly string[], surroundings: CliSurroundings = {}): Promise<CliResult> {
  const { cwd = usualFolder(args), environment } = surroundings;
  // What is preloaded may keep a run from removing its lock, which then expires with its process only.
  if (environment?.['NODE_OPTIONS'] !== undefined) return finished(startCli(args, surroundings));
  return hosts.run(cli, args, { cwd, environment: environmentWith(environment) });
}

/** Runs any other script as `runCli` runs the command. */
export function runScript(script: string, args: readonly string[], surroundings: CliSurroundings = {}): Promise<CliResult> {
  const { cwd = packageRoot, environment } = surroundings;
  return hosts.run(script, args, { cwd, environment: environmentWith(environment) });
}

export function finished(child: ChildProcessWithoutNullStreams): Promise<CliResult> {
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}
