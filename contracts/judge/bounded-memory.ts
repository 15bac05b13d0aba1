/** How many answers are remembered: far more than healthy traffic needs, and too few for hostile traffic to fill the memory. */
const most = 2_000;

/** Remembers what was derived from a text that traffic repeats, up to a bound; what comes later is derived each time. */
export class BoundedMemory<T> {
  private readonly kept = new Map<string, T>();

  recall(key: string, derive: () => T): T {
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    const value = derive();
    if (this.kept.size < most) this.kept.set(key, value);
    return value;
  }
}
