import type { InputFormat } from './format.js';

/** One item of an input as bytes, and the line on which it begins. */
export interface Item {
  readonly bytes: Buffer;
  readonly line: number;
  /** Whether it is larger than the limit: then `bytes` is only its beginning. */
  readonly isTooLarge: boolean;
}

/** Consecutive items of an input. Their bytes are valid only until the next part is requested. */
export interface Part {
  /** The name of the input in messages and reports. */
  readonly name: string;
  readonly format: InputFormat;
  /** The version of a pact's specification; empty if the pact does not say, and in other formats. */
  readonly version: string;
  /** The index of the first item within the input. */
  readonly first: number;
  readonly items: readonly Item[];
}

/** Where a text cannot be cut into items any further. */
export interface Break {
  readonly reason: string;
  /** Undefined if the text has no list of items at all. */
  readonly line?: number;
}

/** Cuts a text into items while it arrives. It returns no more items once it has a break. */
export interface Splitter {
  readonly broken: Break | undefined;
  push(chunk: Buffer): Item[];
  /** Call it at the end of the text. */
  end(): Item[];
}

/** The largest item that is read, in bytes. */
export const largestItem = 64 * 1024 * 1024;

/** The largest item that is skipped, in bytes: a larger one may never end. */
const largestSkipped = 512 * 1024 * 1024;

/** How much of an item that is too large is kept, in bytes: it names the operation. */
const headSize = 64 * 1024;

/** The bytes of an item that began in an earlier chunk. */
export class HeldItem {
  private parts: Buffer[] = [];
  private size = 0;

  /** Keeps a copy. @returns why the item cannot even be skipped; undefined if it can. */
  add(part: Uint8Array): string | undefined {
    const wasTooLarge = this.size > largestItem;
    this.size += part.length;
    if (this.size > largestSkipped) return `it is larger than ${largestSkipped / 1024 / 1024} MiB`;
    if (!wasTooLarge) this.parts.push(Buffer.from(part));
    if (!wasTooLarge && this.size > largestItem) this.parts = [Buffer.from(Buffer.concat(this.parts).subarray(0, headSize))];
    return undefined;
  }

  /** Ends the item with its last bytes. */
  end(last: Buffer, line: number): Item {
    const isTooLarge = this.size > largestItem;
    const all = isTooLarge ? this.parts : [...this.parts, last];
    this.parts = [];
    this.size = 0;
    return { bytes: all.length === 1 && all[0] !== undefined ? all[0] : Buffer.concat(all), line, isTooLarge };
  }
}
