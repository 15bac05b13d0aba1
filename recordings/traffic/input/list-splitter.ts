import { HeldItem, type Break, type Item, type Splitter } from './item.js';

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

/** The meaning of a byte outside of strings, for the end of an item. */
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

/** Cuts a list in a JSON text into its items, by brackets and quotes alone: `JSON.parse` finds other mistakes better and faster. */
export class ListSplitter implements Splitter {
  broken: Break | undefined;
  private depth = 0;
  private line = 1;
  private inString = false;
  private escaped = false;
  /** The depth of the items while the list lasts; -1 before and after it. */
  private base = -1;
  private finished = false;
  private itemLine = 0;
  private readonly held = new HeldItem();
  private itemBegun = false;
  private followsComma = false;
  /** The size of earlier chunks in bytes. */
  private passed = 0;
  /** The offsets of the list without its brackets, in bytes; -1 before they are found. */
  listBegin = -1;
  listEnd = -1;
  /** The names that lead to the current place, down to the depth of the list; and the last string, which may be such a name. */
  private readonly names: string[] = [];
  private lastString = '';

  /** @param path the names that lead to the list; none if the text is the list. */
  constructor(private readonly path: readonly string[]) {}

  push(chunk: Buffer): Item[] {
    const items: Item[] = [];
    const { length } = chunk;
    let from = this.itemBegun ? 0 : -1;
    let at = 0;
    while (at < length && this.broken === undefined) {
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
          if (from >= 0) items.push(this.held.end(chunk.subarray(from, at), this.itemLine));
          else if (byte === comma || this.followsComma) this.break('an item is missing between two commas');
          from = -1;
          this.followsComma = byte === comma;
        } else if (from < 0) {
          from = at;
          this.itemLine = this.line;
        }
      }
      if (byte === quote) {
        this.lastString = '';
        at = this.skipString(chunk, at + 1);
        continue;
      }
      if (byte === openBrace || byte === openBracket) this.open(byte, at);
      else if (byte === closeBrace || byte === closeBracket) this.close(at);
      else if (byte !== colon) this.refuseAfterEnd();
      else if (!this.finished && this.base < 0 && this.depth <= this.path.length) this.names[this.depth - 1] = this.lastString;
      at += 1;
    }
    if (this.broken !== undefined) return items;
    const endless = from >= 0 ? this.held.add(chunk.subarray(from)) : undefined;
    if (endless !== undefined) this.break(endless, this.itemLine);
    this.itemBegun = from >= 0;
    this.passed += length;
    return items;
  }

  end(): Item[] {
    if (this.itemBegun) this.break('the file ends in the middle of it', this.itemLine);
    else if (this.depth !== 0 || this.inString) this.break('the file ends too early');
    else if (!this.finished) this.broken ??= { reason: `the file has no list ${this.path.join('.')}`.trimEnd() };
    return [];
  }

  private break(reason: string, line = this.line): void {
    this.broken ??= { reason, line };
  }

  private refuseAfterEnd(): void {
    if (this.finished && this.depth === 0) this.break('text follows the end');
  }

  private open(byte: number, at: number): void {
    this.refuseAfterEnd();
    const isList = byte === openBracket && this.base < 0 && !this.finished && this.depth === this.path.length;
    this.depth += 1;
    if (!isList || !this.path.every((name, index) => this.names[index] === name)) return;
    this.base = this.depth;
    this.listBegin = this.passed + at + 1;
  }

  private close(at: number): void {
    if (this.depth === 0) this.break('a bracket closes that was never opened');
    if (this.depth === this.base) {
      this.base = -1;
      this.finished = true;
      this.listEnd = this.passed + at;
    }
    this.depth -= 1;
  }

  /** Skips to the bracket that ends an item, or to the end of the chunk: nearly all bytes of a file are skipped here. */
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

  /** Skips to after a string, or to the end of the chunk. No step reads beyond the chunk, which would be slow. */
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
    if (this.depth <= this.path.length && end - start <= 100) this.lastString += chunk.toString('latin1', start, end);
  }
}
