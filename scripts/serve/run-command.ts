import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { systemErrorCode } from '../../recordings/files/system-error.js';
import { CannotRun } from '../verdict/exit-code.js';

/**
 * Runs a command.
 * @param variables of its environment, beside those of this process.
 * @param stopped resolves with a signal that this process got. It is passed on; before the start, it prevents the start.
 * @returns the exit code; after a signal 128 and its number, as in a shell.
 * @throws CannotRun if the command cannot be started.
 */
export async function runCommand(
  command: readonly string[],
  variables: NodeJS.ProcessEnv,
  stopped: Promise<NodeJS.Signals>,
): Promise<number> {
  const early = await Promise.race([stopped, setImmediate(undefined)]);
  if (early !== undefined) return codeOf(early);
  const [program = '', ...args] = command;
  try {
    const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, ...variables } });
    // A terminal sends Ctrl-C to both processes; a second one makes many test runners stop at once.
    void stopped.then((signal) => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
    return await endOf(child);
  } catch (error) {
    // On Windows, npm installs commands as scripts of the shell.
    const onWindows = process.platform === 'win32' ? ' A script, such as npm, needs "cmd /c" before it.' : '';
    throw new CannotRun(
      `The command ${JSON.stringify(program)} cannot be started (${systemErrorCode(error)}). Check the command after "--".${onWindows}`,
    );
  }
}

/** The variables that send a client to the server, past any proxy. */
export function addressVariables(baseUrl: string, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { hostname } = new URL(baseUrl);
  const local = [...new Set(['localhost', '127.0.0.1', '::1', hostname.replace(/^\[(.*)\]$/, '$1')])].join(',');
  const { NO_PROXY: upper, no_proxy: lower = upper } = environment;
  // Clients differ in which of the two they read. A star alone means all hosts.
  const withLocal = (given = ''): string => (given === '' ? local : given.trim() === '*' ? given : `${given},${local}`);
  return { GRAPH_BASE_URL: baseUrl, NO_PROXY: withLocal(upper ?? lower), no_proxy: withLocal(lower) };
}

function endOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve(code ?? codeOf(signal ?? 'SIGKILL'));
    });
  });
}

function codeOf(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}
