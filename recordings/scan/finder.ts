/** A text is found by its first four characters, and compared as a whole only where those occur. */
const prefix = 4;

/** Each of the last four characters takes part in a number of 20 bits, and older ones are shifted out. */
const shift = 5;
const mask = (1 << (prefix * shift)) - 1;

interface Needle<Kind> {
  readonly text: string;
  readonly kind: Kind;
  readonly whole: boolean;
}

/** Finds thousands of texts in another one in a single pass, ignoring case: every written text is searched for all tokens of a session. */
export class Finder<Kind> {
  /** A bit for each number that a text to find begins with, because most places begin none. */
  private readonly beginnings = new Int32Array((mask + 1) / 32);
  private readonly needles = new Map<number, Map<string, Needle<Kind>>>();

  /**
   * @param whole whether to find it only if it is not part of a longer host name.
   * @throws Error if the text has fewer than four characters.
   */
  add(needle: string, kind: Kind, whole = false): void {
    const text = needle.toLowerCase();
    if (text.length < prefix) throw new Error('A text to search for has at least four characters.');
    let number = 0;
    for (let at = 0; at < prefix; at += 1) number = next(number, text.charCodeAt(at));
    this.beginnings[number >> 5] = (this.beginnings[number >> 5] ?? 0) | (1 << (number & 31));
    const sharing = this.needles.get(number) ?? new Map<string, Needle<Kind>>();
    if (!whole || !sharing.has(text)) sharing.set(text, { text, kind, whole });
    this.needles.set(number, sharing);
  }

  /** Adds the kinds of the texts found. @param lower in lower case. */
  addKindsIn(lower: string, kinds: Set<Kind>): void {
    let number = 0;
    for (let at = 0; at < lower.length; at += 1) {
      number = next(number, lower.charCodeAt(at));
      if (((this.beginnings[number >> 5] ?? 0) & (1 << (number & 31))) === 0) continue;
      const start = at - prefix + 1;
      for (const { text, kind, whole } of this.needles.get(number)?.values() ?? [])
        if (!kinds.has(kind) && lower.startsWith(text, start) && (!whole || isWhole(lower, start, start + text.length))) kinds.add(kind);
    }
  }
}

function next(number: number, code: number): number {
  return ((number << shift) ^ code) & mask;
}

/** True if no longer host name continues before or behind. A point that ends a sentence does not continue one. */
function isWhole(lower: string, start: number, end: number): boolean {
  return !/[a-z\d.-]/.test(lower.charAt(start - 1)) && !/^\.?[a-z\d-]/.test(lower.slice(end, end + 2));
}
