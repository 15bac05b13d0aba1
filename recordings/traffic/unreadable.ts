import { ReadError } from './read-error.js';

/** How many items are named; the others are counted. */
const mostNamed = 20;

/** What of one input cannot be read: single items, beside which the others are read all the same. */
export class Unreadable {
  private readonly named: string[] = [];
  private count = 0;

  /** @param reasons each with the place of its item. */
  add(reasons: readonly string[]): void {
    this.count += reasons.length;
    for (const reason of reasons) if (this.named.length < mostNamed) this.named.push(reason);
  }

  /**
   * @param end why the input cannot be read on, if it cannot.
   * @throws ReadError when there was anything: it names the items, and says why the input cannot be read on.
   */
  assertNone(file: string, end?: ReadError): void {
    const [first, ...others] = this.named;
    if (first !== undefined) {
      const uncounted = this.count - this.named.length;
      const more = uncounted === 0 ? [] : [`${uncounted} more cannot be read.`];
      throw new ReadError(file, first, [...others, ...more, ...(end === undefined ? [] : [end.reason])]);
    }
    if (end !== undefined) throw end;
  }
}
