/** When so much of what is new is remembered, in characters, what did not come again since the last time is forgotten. */
const many = 250_000;

/** What is larger seldom comes twice, in characters. */
const largest = 8_000;

/** Remembers what was derived from texts that came lately: most of an exchange stood in the one before it. It never grows beyond a bound. */
export class Lately<T> {
  private recent = new Map<string, T>();
  private before = new Map<string, T>();
  private size = 0;

  /** @param sizeOf how much of the memory what was derived takes, in characters; nothing, unless told. */
  constructor(private readonly sizeOf: (derived: T) => number = () => 0) {}

  recall(text: string, derive: (text: string) => T): T {
    const known = this.recent.get(text);
    if (known !== undefined) return known;
    const derived = this.before.get(text) ?? derive(text);
    this.keep(text, derived);
    return derived;
  }

  private keep(text: string, derived: T): void {
    const size = text.length + this.sizeOf(derived);
    if (size > largest) return;
    if (this.size + size > many) {
      [this.before, this.recent] = [this.recent, new Map<string, T>()];
      this.size = 0;
    }
    this.size += size;
    this.recent.set(text, derived);
  }
}
