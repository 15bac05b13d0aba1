import { fstatSync, statSync } from 'node:fs';
import { countOf } from '../../contracts/count-of.js';
import { standardInput } from '../../recordings/traffic/input/chunks.js';
import { shownFile } from '../verdict/shown-text.js';

/** A stream such as `process.stderr`. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Milliseconds before the first progress line, and between updates. */
const delay = 500;
const interval = 200;

const eraseLine = '\r\u001b[2K';

/** Shows the progress of a long run on one line of a terminal, and erases it in the end. A short run shows nothing. */
export class Progress {
  private nextAt: number;
  private shown = false;
  private name = '';
  private size: number | undefined;
  private bytes = 0;
  private exchanges = 0;
  private readonly timer: NodeJS.Timeout;

  /** @param clock in milliseconds, from any origin. */
  constructor(
    private readonly terminal: Terminal,
    private readonly clock: () => number,
  ) {
    this.nextAt = clock() + delay;
    // So that a stalled pipe shows progress too.
    this.timer = setInterval(() => {
      this.show();
    }, interval).unref();
  }

  /** @param size of the file in bytes, if known. */
  begin(file: string, size: number | undefined = sizeOf(file)): void {
    this.name = file === standardInput ? 'standard input' : shownFile(file);
    this.size = size;
    this.bytes = 0;
    this.show();
  }

  read(bytes: number): void {
    this.bytes += bytes;
    this.show();
  }

  judged(exchanges: number): void {
    this.exchanges += exchanges;
    this.show();
  }

  /** Erases the line. */
  end(): void {
    clearInterval(this.timer);
    if (this.shown) this.terminal.write(eraseLine);
    this.shown = false;
  }

  private show(): void {
    const now = this.clock();
    if (now < this.nextAt) return;
    this.nextAt = now + interval;
    this.shown = true;
    const { columns = 0 } = this.terminal;
    // Terminals of programs may have no width.
    this.terminal.write(`${eraseLine}${this.line(columns > 0 ? columns - 1 : 79)}`);
  }

  /** Cut to the width, the name first: a line that wraps could not be erased. */
  private line(width: number): string {
    const share = this.size === undefined || this.size === 0 ? '' : ` of ${megabytes(this.size)} (${percent(this.bytes / this.size)})`;
    const rest = `: ${megabytes(this.bytes)}${share} read, ${countOf(this.exchanges, 'exchange')} judged`;
    const room = Math.max(0, width - rest.length);
    const name = this.name.length <= room ? this.name : `…${this.name.slice(this.name.length - Math.max(0, room - 1))}`;
    return `${name}${rest}`.slice(0, width);
  }
}

/** Undefined unless it is a terminal that can erase a line. */
export function progressOn(terminal: Terminal, clock: () => number): Progress | undefined {
  return terminal.isTTY && process.env['TERM'] !== 'dumb' ? new Progress(terminal, clock) : undefined;
}

/** In bytes; undefined for pipes, and for files that cannot be read, which the reader reports. */
function sizeOf(file: string): number | undefined {
  try {
    const found = file === standardInput ? fstatSync(0) : statSync(file);
    return found.isFile() ? found.size : undefined;
  } catch {
    return undefined;
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function percent(share: number): string {
  return `${Math.min(100, Math.floor(share * 100))} %`;
}
