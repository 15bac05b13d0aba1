import { placesOf } from '../terminal/places-of-bug.js';
import { complain } from '../terminal/terminal.js';

/** Bugs of this tool that came up while a server answered. The server goes on; the run cannot pass. */
export class Mistakes {
  count = 0;

  /** Shows where the first one happened, and not its message: that could quote what was sent. */
  add(error: unknown): void {
    this.count += 1;
    if (this.count > 1) return;
    complain([
      'This is a bug in graph-contracts; please report it with the lines below. The server goes on, but this run cannot pass.',
      ...placesOf(error),
    ]);
  }
}
