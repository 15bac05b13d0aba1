import { HeldItem } from './item.js';

/** One item of a list, still as text, and the line on which it begins. */
export interface Item {
  readonly bytes: Uint8Array;
  readonly line: number;
  /** True when it is larger than what is read: then `bytes` is its beginning. */
  readonly isTooLarge?: boolean;
}

/** A text that is not the list that was expected. `line` is where that shows. */
export class ListError extends Error {
  constructor(
    readonly reason: string,
    readonly line: number,
  ) {
    super(reason);
  }
}

/** A text that has no such list anywhere. */
export class NoList extends ListError {}

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;
const colon = 0x3a;
const lineFeed = 0x0a;
const space = 0x20;

/** What a byte outside of strings means for where an item ends. */
const plain = 0;
const opens = 1;
const closes = 2;
const ends = 3;
const quotes = 4;
const meanings = new Uint8Array(256);
meanings[openBrace] = meanings[openBracket] = opens;
meanings[closeBrace] = meanings[closeBracket] = closes;
meanings[lineFeed] = ends;
meanings[quote] = quotes;

/**
 * Splits a list in a JSON text into its items while the text arrives, so that a file need not fit into memory. Items are cut out by brackets
 * and quotes alone: whether one is JSON, `JSON.parse` tells better and faster.
 */
export class ListSplitter {
  private depth = 0;
  private line = 1;
  private inString = false;
  private escaped = false;
  /** The depth of the list's items, while the list goes on; -1 before it and behind it. */
  private base = -1;
  private finished = false;
  private itemLine = 0;
  /** The parts of an item that began in an earlier chunk. */
  private readonly held = new HeldItem();
  private itemBegun = false;
  private anyItem = false;
  /** How many bytes came in earlier chunks. */
  private passed = 0;
  /** Where the list begins and ends, in bytes from the beginning of the text, without its brackets; -1 before they are found. */
  listBegin = -1;
  listEnd = -1;
  /** The names that lead to the place, down to the depth of the list; and the string that was read last, which may be such a name. */
  private readonly names: string[] = [];
  private lastString = '';

  /** @param path the names that lead to the list; none for a text that is a list itself. */
  constructor(private readonly path: readonly string[]) {}

  /** Takes the next part of the text, and gives on the items that it ends. @throws ListError where brackets do not close, or an item does not end. */
  push(chunk: Buffer, give: (item: Item) => void): void {
    const { length } = chunk;
    let from = this.itemBegun ? 0 : -1;
    let at = 0;
    while (at < length) {
      if (this.inString) {
        at = this.skipString(chunk, at);
        continue;
      }
      if (this.base >= 0 && this.depth > this.base) {
        at = this.skipWithin(chunk, at);
        continue;
      }
      const byte = chunk[at] ?? 0;
      if (byte <= space) {
        if (byte === lineFeed) this.line += 1;
        at += 1;
        continue;
      }
      if (this.depth === this.base) {
        if (byte === comma || byte === closeBracket) {
          if (from >= 0) {
            const { isTooLarge } = this.held;
            give({ bytes: this.held.takeWith(chunk.subarray(from, at)), line: this.itemLine, ...(isTooLarge ? { isTooLarge } : {}) });
            from = -1;
          } else if (byte === comma || this.anyItem) {
            throw new ListError('an item is missing between two commas', this.line);
          }
          this.anyItem = byte === comma;
        } else if (from < 0) {
          from = at;
          this.itemLine = this.line;
        }
      }
      switch (byte) {
        case quote:
          this.lastString = '';
          at = this.skipString(chunk, at + 1);
          continue;
        case openBrace:
        case openBracket:
          this.open(byte, at);
          break;
        case closeBrace:
        case closeBracket:
          this.close(at);
          break;
        case colon:
          if (!this.finished && this.base < 0 && this.depth <= this.path.length) this.names[this.depth - 1] = this.lastString;
          break;
        default:
          if (this.finished && this.depth === 0) throw new ListError('text follows the end', this.line);
      }
      at += 1;
    }
    const endless = from >= 0 ? this.held.add(chunk.subarray(from)) : undefined;
    if (endless !== undefined) throw new ListError(endless, this.itemLine);
    this.itemBegun = from >= 0;
    this.passed += length;
  }

  /** @throws ListError when the text ended too early, or held no such list. */
  end(): void {
    if (this.itemBegun) throw new ListError('the file ends in the middle of it', this.itemLine);
    if (this.depth !== 0 || this.inString) throw new ListError('the file ends too early', this.line);
    if (!this.finished) throw new NoList(`the file has no list ${this.path.join('.')}`.trimEnd(), this.line);
  }

  private open(byte: number, at: number): void {
    if (this.finished && this.depth === 0) throw new ListError('text follows the end', this.line);
    const isList = byte === openBracket && this.base < 0 && !this.finished && this.depth === this.path.length;
    this.depth += 1;
    if (!isList || !this.path.every((name, index) => this.names[index] === name)) return;
    this.base = this.depth;
    this.listBegin = this.passed + at + 1;
  }

  private close(at: number): void {
    if (this.depth === 0) throw new ListError('a bracket closes that was never opened', this.line);
    if (this.depth === this.base) {
      this.base = -1;
      this.finished = true;
      this.listEnd = this.passed + at;
    }
    this.depth -= 1;
  }

  /** Goes on within an item, to the bracket that ends it or to the end of the chunk: nearly all bytes of a file are passed here. */
  private skipWithin(chunk: Buffer, start: number): number {
    const { length } = chunk;
    const { base } = this;
    let { depth, line } = this;
    let at = start;
    while (at < length) {
      const meaning = meanings[chunk[at] ?? 0];
      at += 1;
      if (meaning === plain) continue;
      if (meaning === opens) {
        depth += 1;
      } else if (meaning === closes) {
        depth -= 1;
        if (depth === base) break;
      } else if (meaning === ends) {
        line += 1;
      } else {
        at = this.skipString(chunk, at);
      }
    }
    this.depth = depth;
    this.line = line;
    return at;
  }

  /** Goes on within a string, to behind its end or that of the chunk. To read beyond the chunk would slow the engine down, so no step does. */
  private skipString(chunk: Buffer, start: number): number {
    const { length } = chunk;
    let at = this.escaped ? start + 1 : start;
    while (at < length) {
      const byte = chunk[at];
      if (byte === quote) break;
      at += byte === backslash ? 2 : 1;
    }
    this.escaped = at > length;
    this.inString = at >= length;
    if (this.base < 0 && !this.finished) this.remember(chunk, start, Math.min(at, length));
    return this.inString ? length : at + 1;
  }

  /** Only a short string at a shallow depth can be a name that leads to the list. */
  private remember(chunk: Buffer, start: number, end: number): void {
    if (this.finished || this.base >= 0 || this.depth > this.path.length || end - start > 100) return;
    this.lastString += chunk.toString('latin1', start, end);
  }
}
