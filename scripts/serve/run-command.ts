import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { takeJournalSecrets } from '../drift/journal/journal-secrets.js';
import { CannotRun } from '../verdict/exit-code.js';
import { systemErrorCode } from '../../recordings/files/system-error.js';

/** Under this name a command finds the address of the server in its environment. */
const baseUrlVariable = 'GRAPH_BASE_URL';

/**
 * Runs somebody's test command to its end, with the address of the server in its environment.
 * @param stopped settles with a signal that we were sent: the command gets it too, and is not begun after it.
 * @returns its exit code; for one that a signal has ended, 128 and the number of the signal, as shells say it.
 * @throws CannotRun when there is no such command.
 */
export async function runCommand(command: readonly string[], baseUrl: string, stopped: Promise<NodeJS.Signals>): Promise<number> {
  const early = await Promise.race([stopped, setImmediate(undefined)]);
  if (early !== undefined) return codeOf(early);
  const [program = '', ...args] = command;
  takeJournalSecrets();
  const child = start(program, args, { ...process.env, [baseUrlVariable]: baseUrl });
  // A terminal sends Ctrl-C to both of us; a second one would make many a test runner stop at once.
  void stopped.then((signal) => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  });
  return endOf(child, program);
}

function endOf(child: ChildProcess, program: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      reject(notStarted(program, error));
    });
    child.once('close', (code, signal) => {
      resolve(code ?? codeOf(signal ?? 'SIGKILL'));
    });
  });
}

function codeOf(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}

/** What is wrong with a program is told by the child later, or, as for a path through a file, at once. */
function start(program: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  try {
    return spawn(program, args, { stdio: 'inherit', env });
  } catch (error) {
    throw notStarted(program, error);
  }
}

function notStarted(program: string, error: unknown): CannotRun {
  // There, what npm installs are scripts of its shell, and only that can run them.
  const onWindows = process.platform === 'win32' ? ' A script, such as npm, needs "cmd /c" before it.' : '';
  return new CannotRun(
    `The command ${JSON.stringify(program)} cannot be started (${systemErrorCode(error)}). Check what stands after "--".${onWindows}`,
  );
}
