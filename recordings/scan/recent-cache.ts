/** Once this many new characters are held, entries not used since the last time are dropped. */
const capacity = 250_000;

/** Longer texts rarely repeat, in characters. */
const longest = 8_000;

/** Remembers what was derived from recent texts, because exchanges repeat most of each other. Its memory is bounded. */
export class RecentCache<T> {
  private recent = new Map<string, T>();
  private before = new Map<string, T>();
  private size = 0;

  /** @param sizeOf the characters that a derived value holds. */
  constructor(private readonly sizeOf: (derived: T) => number) {}

  recall(text: string, derive: (text: string) => T): T {
    const known = this.recent.get(text);
    if (known !== undefined) return known;
    const derived = this.before.get(text) ?? derive(text);
    const size = text.length + this.sizeOf(derived);
    if (size > longest) return derived;
    if (this.size + size > capacity) {
      [this.before, this.recent] = [this.recent, new Map<string, T>()];
      this.size = 0;
    }
    this.size += size;
    this.recent.set(text, derived);
    return derived;
  }
}
