import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchPeer, type RegistryScript } from '../peers/fetch-peer.js';

export interface NodeScript {
  readonly name: string;
  /** The script, if it is one of the npm registry. Its arguments follow. */
  readonly peer?: RegistryScript;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs Node in a folder, where the files `stdout` and `stderr` receive its output. Pipes would let the reader compete with the process.
 * @throws Error if it takes too long, or if its exit code is neither 0 nor 1.
 */
export function runNode(script: NodeScript, folder: string, timeoutSeconds: number): { seconds: number; exitCode: number } {
  const [out, err] = ['stdout', 'stderr'].map((name) => openSync(join(folder, name), 'w'));
  const options = { cwd: folder, env: environmentOf(script), timeout: timeoutSeconds * 1000, killSignal: 'SIGKILL' } as const;
  const args = argsOf(script);
  const start = performance.now();
  const { status, error } = spawnSync(process.execPath, args, { ...options, stdio: ['ignore', out, err] });
  const seconds = (performance.now() - start) / 1000;
  for (const file of [out, err]) if (file !== undefined) closeSync(file);
  if (error) throw new Error(error.message.endsWith('ETIMEDOUT') ? `took longer than ${timeoutSeconds} s` : error.message);
  if (status === 0 || status === 1) return { seconds, exitCode: status };
  const lines = readFileSync(join(folder, 'stderr'), 'utf8').split('\n');
  throw new Error(`exit code ${String(status)}: ${(lines.find((line) => /error/i.test(line)) ?? lines[0] ?? '').trim().slice(0, 200)}`);
}

export function argsOf({ peer, args }: NodeScript): string[] {
  return peer === undefined ? [...args] : [fetchPeer(peer), ...args];
}

/** Without variables that slow down a start: `NODE_EXTRA_CA_CERTS` alone adds half of it. */
export function environmentOf({ env }: NodeScript): NodeJS.ProcessEnv {
  const plain = Object.entries(process.env).filter(([name]) => !/^(?:NODE_.*|npm_.*|FORCE_COLOR|CLICOLOR_FORCE)$/i.test(name));
  return { ...Object.fromEntries(plain), ...env };
}
