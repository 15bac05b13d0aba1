import { exitCodes } from '../verdict/exit-code.js';

let isWatched = false;

/** Standard output. It is opened on first use: that takes longer than most inputs take to judge. */
export function standardOutput(): NodeJS.WriteStream {
  if (!isWatched) process.stdout.on('error', end);
  isWatched = true;
  return process.stdout;
}

function end({ code }: NodeJS.ErrnoException): void {
  // A reader that has seen enough, such as `head`, closes the pipe: that is no failure of ours, and the exit code stands.
  if (code === 'EPIPE') return;
  // eslint-disable-next-line no-console -- nothing in it comes from elsewhere
  console.error(`graph-contracts: the report cannot be written to standard output (${code ?? 'unknown error'}).`);
  process.exit(exitCodes['cannot-run']);
}
