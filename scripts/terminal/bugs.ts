import { complain } from './terminal.js';

/** The kind of a bug and its stack. Never its message: that could quote what was sent or answered. */
export function placesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [typeof error];
  const { name, message, stack = '' } = error;
  const frames = stack.slice(stack.indexOf(message) + message.length).split('\n');
  return [name, ...frames.filter((line) => /^\s+at /.test(line))];
}

/** Counts the bugs that a server meets, and shows the first. The server goes on; its run cannot pass. */
export class Bugs {
  count = 0;

  add(error: unknown): void {
    this.count += 1;
    if (this.count > 1) return;
    complain([
      'This is a bug in graph-contracts; please report it with the lines below. The server goes on, but this run cannot pass.',
      ...placesOf(error),
    ]);
  }
}
