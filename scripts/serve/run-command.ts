import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { CannotRun } from '../exit-code.js';
import { systemErrorCode } from '../../recordings/system-error.js';

/** Under this name a command finds the address of the server in its environment. */
const baseUrlVariable = 'GRAPH_BASE_URL';

/**
 * Runs somebody's test command to its end, with the address of the server in its environment.
 * @param stopped settles with a signal that we were sent: the command gets it too.
 * @returns its exit code; for one that a signal has ended, 128 and the number of the signal, as shells say it.
 * @throws CannotRun when there is no such command.
 */
export function runCommand(command: readonly string[], baseUrl: string, stopped: Promise<NodeJS.Signals>): Promise<number> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, [baseUrlVariable]: baseUrl } });
  // A terminal sends Ctrl-C to both of us; a second one would make many a test runner stop at once.
  void stopped.then((signal) => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  });
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      reject(
        new CannotRun(
          `The command ${JSON.stringify(program)} cannot be started (${systemErrorCode(error)}). Check what stands after "--".`,
        ),
      );
    });
    child.once('close', (code, signal) => {
      resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL']);
    });
  });
}
