import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { systemErrorCode } from '../../recordings/files/system-error.js';
import { CannotRun } from '../verdict/exit-code.js';

/**
 * Runs a command with the address of the server in `GRAPH_BASE_URL`.
 * @param stopped resolves with a signal that this process got. It is passed on; before the start, it prevents the start.
 * @returns the exit code; after a signal 128 and its number, as in a shell.
 * @throws CannotRun if the command cannot be started.
 */
export async function runCommand(command: readonly string[], baseUrl: string, stopped: Promise<NodeJS.Signals>): Promise<number> {
  const early = await Promise.race([stopped, setImmediate(undefined)]);
  if (early !== undefined) return codeOf(early);
  const [program = '', ...args] = command;
  try {
    const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, GRAPH_BASE_URL: baseUrl } });
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
