/** The first signs of each needle, by which it is found: none is shorter. */
const signs = 4;

/** So many bits of the last four signs make a number; older ones are shifted out of it. */
const shift = 5;
const mask = (1 << (signs * shift)) - 1;

/** What is found where a needle stands. */
interface Found<Kind> {
  readonly kind: Kind;
  readonly whole: boolean;
}

/**
 * Finds any of many texts in another one. It goes over it once, however many there are: a session may have had thousands of tokens, and each text
 * that is written is searched for all of them. Case does not matter.
 */
export class Finder<Kind> {
  /** A bit for each number with which a needle begins. */
  private readonly begins = new Int32Array((mask + 1) / 32);
  private readonly needles = new Map<number, Map<string, Found<Kind>>>();

  /**
   * @param whole whether it is found only where it is no part of a longer name of a host.
   * @throws when the needle is shorter than four signs: then it would not be found.
   */
  add(needle: string, kind: Kind, whole = false): void {
    const lower = needle.toLowerCase();
    if (lower.length < signs) throw new Error('A text that is looked for has four signs or more.');
    let begin = 0;
    for (let at = 0; at < signs; at += 1) begin = next(begin, lower.charCodeAt(at));
    this.begins[begin >> 5] = (this.begins[begin >> 5] ?? 0) | (1 << (begin & 31));
    const alike = this.needles.get(begin);
    if (alike === undefined) this.needles.set(begin, new Map([[lower, { kind, whole }]]));
    else if (!whole || !alike.has(lower)) alike.set(lower, { kind, whole });
  }

  /** Adds the kinds of those that stand in a text. @param lower in lower case. */
  addKindsIn(lower: string, kinds: Set<Kind>): void {
    if (this.needles.size === 0) return;
    let begin = 0;
    for (let at = 0; at < lower.length; at += 1) {
      begin = next(begin, lower.charCodeAt(at));
      if (((this.begins[begin >> 5] ?? 0) & (1 << (begin & 31))) === 0) continue;
      const start = at - signs + 1;
      for (const [needle, { kind, whole }] of this.needles.get(begin) ?? [])
        if (!kinds.has(kind) && lower.startsWith(needle, start) && (!whole || isWhole(lower, start, start + needle.length)))
          kinds.add(kind);
    }
  }
}

const ofHost = /[a-z\d-]/;

/** True where no longer name of a host goes on, before or behind. A point that ends a sentence is none of it. */
function isWhole(lower: string, start: number, end: number): boolean {
  const before = lower.charAt(start - 1);
  if (before === '.' || ofHost.test(before)) return false;
  return !ofHost.test(lower.charAt(lower.charAt(end) === '.' ? end + 1 : end));
}

function next(begin: number, sign: number): number {
  return ((begin << shift) ^ sign) & mask;
}
