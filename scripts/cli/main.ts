import { inspect } from 'node:util';
import { CommanderError } from 'commander';
import { complain } from '../verdict/terminal.js';
import { CannotRun, exitCodes, Refused } from '../verdict/exit-code.js';
import { commandLine } from './command-line.js';

async function main(): Promise<void> {
  // If Node ends early because nothing is left to wait for, that must not pass for agreement.
  process.exitCode = exitCodes['cannot-run'];
  try {
    await commandLine().parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) process.exitCode = exitCodes.agrees;
    } else if (error instanceof Refused) {
      process.exitCode = exitCodes.refused;
      complain(error.message);
    } else if (error instanceof CannotRun) {
      complain(error.lines);
    } else if (error instanceof Error && 'syscall' in error && error.syscall === 'uv_cwd') {
      complain('The working directory no longer exists. Change to another one, and run the command again.');
    } else {
      complain(['this is a bug in graph-contracts; please report it with the lines below.', ...inspect(error).split('\n')]);
    }
  }
}

void main();
