import { HeldItem } from './item.js';
import { ListError, type Item } from './list-splitter.js';

const lineFeed = 0x0a;

/** Splits a text into lines while it arrives. Blank lines are passed over. */
export class LineSplitter {
  private readonly held = new HeldItem();
  private line = 1;

  /** Takes the next part of the text, and gives on the lines that it ends. @throws ListError for a line that does not end. */
  push(chunk: Buffer, give: (item: Item) => void): void {
    let from = 0;
    for (let to = chunk.indexOf(lineFeed); to !== -1; to = chunk.indexOf(lineFeed, from)) {
      this.add(chunk.subarray(from, to), give);
      this.line += 1;
      from = to + 1;
    }
    const endless = from < chunk.length ? this.held.add(chunk.subarray(from)) : undefined;
    if (endless !== undefined) throw new ListError(endless, this.line);
  }

  /** The last line, which need not end in a line feed. */
  end(give: (item: Item) => void): void {
    this.add(Buffer.alloc(0), give);
  }

  private add(part: Buffer, give: (item: Item) => void): void {
    const { isTooLarge } = this.held;
    const bytes = this.held.takeWith(part);
    if (!isBlank(bytes)) give({ bytes, line: this.line, ...(isTooLarge ? { isTooLarge } : {}) });
  }
}

/** Nearly every line tells by its first byte. */
function isBlank(bytes: Buffer): boolean {
  return !((bytes[0] ?? 0) > 0x20) && !bytes.some((byte) => byte > 0x20);
}
