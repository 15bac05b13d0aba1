import { HeldItem, type Break, type Item, type Splitter } from './item.js';

const lineFeed = 0x0a;

/** Cuts a text into lines, and skips blank ones. */
export class LineSplitter implements Splitter {
  broken: Break | undefined;
  private readonly held = new HeldItem();
  private line = 1;

  push(chunk: Buffer): Item[] {
    if (this.broken !== undefined) return [];
    const items: Item[] = [];
    let from = 0;
    for (let to = chunk.indexOf(lineFeed); to !== -1; to = chunk.indexOf(lineFeed, from)) {
      this.endLine(chunk.subarray(from, to), items);
      this.line += 1;
      from = to + 1;
    }
    const reason = from < chunk.length ? this.held.add(chunk.subarray(from)) : undefined;
    if (reason !== undefined) this.broken = { reason, line: this.line };
    return items;
  }

  end(): Item[] {
    const items: Item[] = [];
    if (this.broken === undefined) this.endLine(Buffer.alloc(0), items);
    return items;
  }

  private endLine(part: Buffer, items: Item[]): void {
    const item = this.held.end(part, this.line);
    if (!isBlank(item.bytes)) items.push(item);
  }
}

/** The first byte of a line nearly always tells. */
function isBlank(bytes: Buffer): boolean {
  return !((bytes[0] ?? 0) > 0x20) && !bytes.some((byte) => byte > 0x20);
}
