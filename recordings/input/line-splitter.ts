import { ListError, type Item } from './list-splitter.js';

const lineFeed = 0x0a;

/** The longest line that is taken, in bytes. */
const longestLine = 64 * 1024 * 1024;

/** Splits a text into lines while it arrives. Blank lines are passed over. */
export class LineSplitter {
  private held: Buffer[] = [];
  private heldBytes = 0;
  private line = 1;

  /** Takes the next part of the text, and gives on the lines that it ends. @throws ListError for a line that is too long. */
  push(chunk: Buffer, give: (item: Item) => void): void {
    let from = 0;
    for (let to = chunk.indexOf(lineFeed); to !== -1; to = chunk.indexOf(lineFeed, from)) {
      this.add(chunk.subarray(from, to), give);
      this.line += 1;
      from = to + 1;
    }
    const rest = chunk.subarray(from);
    this.heldBytes += rest.length;
    if (this.heldBytes > longestLine) throw new ListError(`it is longer than ${String(longestLine / 1024 / 1024)} MiB`, this.line);
    if (rest.length > 0) this.held.push(Buffer.from(rest));
  }

  /** The last line, which need not end in a line feed. */
  end(give: (item: Item) => void): void {
    this.add(Buffer.alloc(0), give);
  }

  private add(part: Buffer, give: (item: Item) => void): void {
    const bytes = this.held.length === 0 ? part : Buffer.concat([...this.held, part]);
    this.held = [];
    this.heldBytes = 0;
    if (!isBlank(bytes)) give({ bytes, line: this.line });
  }
}

/** Nearly every line tells by its first byte. */
function isBlank(bytes: Buffer): boolean {
  return !((bytes[0] ?? 0) > 0x20) && !bytes.some((byte) => byte > 0x20);
}
