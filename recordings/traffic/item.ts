/** The largest item that is read, in bytes: a longer one is skipped, and named. */
export const largestItem = 64 * 1024 * 1024;

/** The longest item that is passed over, in bytes: beyond that, nothing shows that it ever ends. */
const longestSkipped = 512 * 1024 * 1024;

/** How much of an item that is too large is kept, in bytes: enough to tell which operation it is about. */
const headSize = 64 * 1024;

/** The bytes of an item that began in an earlier chunk; of one that grows too large, its beginning only. */
export class HeldItem {
  private parts: Buffer[] = [];
  private size = 0;

  get isTooLarge(): boolean {
    return this.size > largestItem;
  }

  /** Keeps a copy. @returns why the item cannot even be passed over; undefined as long as it can. */
  add(part: Uint8Array): string | undefined {
    const wasTooLarge = this.size > largestItem;
    this.size += part.length;
    if (this.size > longestSkipped) return `it is larger than ${longestSkipped / 1024 / 1024} MiB`;
    if (!wasTooLarge) this.keep(part);
    return undefined;
  }

  private keep(part: Uint8Array): void {
    this.parts.push(Buffer.from(part));
    if (this.size > largestItem) this.parts = [Buffer.from(Buffer.concat(this.parts).subarray(0, headSize))];
  }

  /** What is held, and the last part of the item. Then nothing is held. */
  takeWith(last: Buffer): Buffer {
    const whole = this.isTooLarge ? this.parts : [...this.parts, last];
    this.parts = [];
    this.size = 0;
    return whole.length === 1 && whole[0] !== undefined ? whole[0] : Buffer.concat(whole);
  }
}
