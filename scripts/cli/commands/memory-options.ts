import type { Command } from 'commander';

/** Options of the nightly check about other nights: what was accepted, and what is kept. */
export interface MemoryOptions {
  readonly baseline?: string;
  readonly history?: string;
  readonly accept?: string;
  readonly owner?: string;
  readonly reason?: string;
  readonly expires?: string;
}

export function addMemoryOptions(command: Command): Command {
  return command
    .option('--baseline <file>', 'accepted findings: they do not fail the night until they expire')
    .option('--history <file>', 'append a line for each operation of this night')
    .option('--accept <fingerprint>', 'run no night: accept a finding in the baseline, with --owner, --reason and --expires')
    .option('--owner <name>', 'with --accept: who answers for it')
    .option('--reason <text>', 'with --accept: why it may stay')
    .option('--expires <day>', 'with --accept: the last day on which it holds, in UTC, as YYYY-MM-DD');
}
