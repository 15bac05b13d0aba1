import { CommanderError } from 'commander';
import { commandLine } from './command-line.js';
import { CannotRun, exitCodes, Refused } from './exit-code.js';

async function main(): Promise<void> {
  // Until a command has said otherwise: should Node ever run out of things to wait for, that must not pass for agreement.
  process.exitCode = exitCodes['cannot-run'];
  try {
    await commandLine().parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) process.exitCode = exitCodes.agrees;
    } else if (error instanceof Refused) {
      process.exitCode = exitCodes.refused;
      console.error(`graph-contracts: ${error.message}`);
    } else if (error instanceof CannotRun) {
      console.error(`graph-contracts: ${error.message}`);
    } else {
      // A bug, not a user's mistake and never a verdict: its report needs the stack.
      console.error('graph-contracts: this is a bug in graph-contracts; please report it with the lines below.');
      console.error(error);
    }
  }
}

void main();
