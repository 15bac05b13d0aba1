import { ReadError } from './read-error.js';

/** What of one input cannot be read. */
export class Unreadable {
  private first: string | undefined;
  private count = 0;

  add(reasons: readonly string[]): void {
    this.first ??= reasons[0];
    this.count += reasons.length;
  }

  /** @throws ReadError when there was anything: it names the first. */
  assertNone(file: string): void {
    if (this.first === undefined) return;
    throw new ReadError(file, this.count === 1 ? this.first : `${this.first}; and ${String(this.count - 1)} more that cannot be read`);
  }
}
