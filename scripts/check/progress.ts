import { fstatSync, statSync } from 'node:fs';
import { countOf } from '../../contracts/count-of.js';
import { standardInput } from '../../recordings/input/chunks.js';
import { shownFile } from '../verdict/shown-text.js';

/** As much of a terminal as a line that comes and goes needs. `process.stderr` is one, when it is a terminal. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** How long a run may take before it says how far it is, and how often it says so then, in milliseconds. */
const patience = 500;
const interval = 200;

const eraseLine = '\r\u001b[2K';

/** Tells a person at a terminal how far a long run is, on one line, which is gone in the end. A short run shows nothing. */
export class Progress {
  private nextAt: number;
  private shown = false;
  private name = '';
  private size: number | undefined;
  private bytes = 0;
  private exchanges = 0;
  private readonly timer: NodeJS.Timeout;

  /** @param clock milliseconds, from any start. */
  constructor(
    private readonly terminal: Terminal,
    private readonly clock: () => number,
  ) {
    this.nextAt = clock() + patience;
    // A pipe that stalls gives no reason to look at the clock, and then above all does one want to know.
    this.timer = setInterval(() => {
      this.tell();
    }, interval).unref();
  }

  /** @param size of the file in bytes, where it is known. */
  begin(file: string, size: number | undefined = sizeOf(file)): void {
    this.name = file === standardInput ? 'standard input' : shownFile(file);
    this.size = size;
    this.bytes = 0;
    this.tell();
  }

  read(bytes: number): void {
    this.bytes += bytes;
    this.tell();
  }

  judged(exchanges: number): void {
    this.exchanges += exchanges;
    this.tell();
  }

  /** Takes the line away: what is written from now on begins on a clean one. */
  end(): void {
    clearInterval(this.timer);
    if (this.shown) this.terminal.write(eraseLine);
    this.shown = false;
  }

  private tell(): void {
    const now = this.clock();
    if (now < this.nextAt) return;
    this.nextAt = now + interval;
    this.shown = true;
    const { columns = 0 } = this.terminal;
    // A terminal of a program, such as one that records, may have no width.
    this.terminal.write(`${eraseLine}${this.line(columns > 0 ? columns - 1 : 79)}`);
  }

  /** The name gives way where the terminal is narrow: a line that wraps could not be erased. */
  private line(width: number): string {
    const share = this.size === undefined || this.size === 0 ? '' : ` of ${megabytes(this.size)} (${percent(this.bytes / this.size)})`;
    const rest = `: ${megabytes(this.bytes)}${share} read, ${countOf(this.exchanges, 'exchange')} judged`;
    const room = Math.max(0, width - rest.length);
    const name = this.name.length <= room ? this.name : `…${this.name.slice(this.name.length - Math.max(0, room - 1))}`;
    return `${name}${rest}`.slice(0, width);
  }
}

/** Undefined where nobody looks: when it is no terminal, or one that cannot take a line back. */
export function progressOn(terminal: Terminal, clock: () => number): Progress | undefined {
  return terminal.isTTY && process.env['TERM'] !== 'dumb' ? new Progress(terminal, clock) : undefined;
}

/** The size of a file in bytes; undefined for a pipe, and for what cannot be looked at, of which the reader speaks. */
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
