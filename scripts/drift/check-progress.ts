import type { Terminal } from '../check/progress.js';
import type { AssignmentCheck } from '../client/assignment.js';

const eraseLine = '\r\u001b[2K';

/** Shows on one line of a terminal which check of a run is under way. Elsewhere it shows nothing. */
export class CheckProgress {
  private readonly isShown: boolean;

  constructor(private readonly terminal: Terminal) {
    this.isShown = terminal.isTTY === true && process.env['TERM'] !== 'dumb';
  }

  /** @param index from 0. */
  begin({ contract, version }: AssignmentCheck, index: number, count: number): void {
    if (!this.isShown) return;
    const { columns = 0 } = this.terminal;
    const line = `check ${index + 1} of ${count}: ${contract.name} ${version}`;
    // A line that wraps could not be erased. Terminals of programs may have no width.
    this.terminal.write(`${eraseLine}${line.slice(0, columns > 0 ? columns - 1 : 79)}`);
  }

  /** Erases the line. */
  end(): void {
    if (this.isShown) this.terminal.write(eraseLine);
  }
}
