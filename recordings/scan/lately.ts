/** After so many new texts those that did not come again are forgotten. */
const many = 2_000;

/** Longer texts seldom come twice, in characters. */
const longest = 400;

/** Remembers what was derived from texts that came lately: most of an exchange stood in the one before it. It never grows beyond a bound. */
export class Lately<T> {
  private recent = new Map<string, T>();
  private before = new Map<string, T>();

  /** @param isSmall whether what was derived may be kept. */
  constructor(private readonly isSmall: (derived: T) => boolean = () => true) {}

  recall(text: string, derive: (text: string) => T): T {
    const known = this.recent.get(text) ?? this.again(text);
    if (known !== undefined) return known;
    const derived = derive(text);
    if (text.length <= longest && this.isSmall(derived)) this.keep(text, derived);
    return derived;
  }

  private again(text: string): T | undefined {
    const known = this.before.get(text);
    if (known !== undefined) this.keep(text, known);
    return known;
  }

  private keep(text: string, derived: T): void {
    if (this.recent.size >= many) [this.before, this.recent] = [this.recent, new Map<string, T>()];
    this.recent.set(text, derived);
  }
}
