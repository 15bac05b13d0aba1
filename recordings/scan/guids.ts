/** How many hexadecimal digits stand in each group of a GUID. A dash, a line or a space may stand between two groups. */
const groups = [8, 4, 4, 4, 12] as const;
const shortest = 32;

/** Where GUIDs may stand: most texts have no such stretch, and need no closer look. */
const stretches = /[0-9a-f][0-9a-f_ -]{30,}[0-9a-f]/gi;

/** By the code of a sign: 1 for a hexadecimal digit. */
const hex = new Uint8Array(128);
for (const digit of '0123456789abcdefABCDEF') hex[digit.charCodeAt(0)] = 1;

/** The same in every tenant: all devices, all users. */
const wellKnown: ReadonlySet<string> = new Set(
  ['adadadad-808e-44e2-905a-0b7873a8a531', 'acacacac-9df4-4c7d-9d50-4ef0226f57a9'].map((id) => id.replaceAll('-', '')),
);

/** Half of its digits are the same, or half of its groups of four: nobody's random number, but made up by a person, or a placeholder. */
const alikeDigits = 16;
const differentGroups = 4;

/** Of traffic that is at hand, nothing is taken for made up but what is nearly all zeros, as placeholders are. */
const alikeInPlaceholders = 24;

/** The GUIDs in a text that may be somebody's, as digits in lower case. */
export function realGuidsIn(text: string): string[] {
  return guidsIn(text).filter((digits) => mostAlike(digits) < alikeDigits && new Set(digits.match(/.{4}/g)).size > differentGroups);
}

/**
 * The GUIDs in a text, but for placeholders and those that are the same in every tenant, as digits in lower case; where more digits stand in a row,
 * at each place.
 */
export function guidsIn(text: string): string[] {
  const found: string[] = [];
  for (const [stretch] of text.matchAll(stretches)) {
    for (let at = 0; at + shortest <= stretch.length; at += 1) {
      const digits = digitsAt(stretch, at);
      if (digits !== undefined && mostAlike(digits) < alikeInPlaceholders && !wellKnown.has(digits)) found.push(digits);
    }
  }
  return found;
}

/** The digits of the GUID that begins at a place. */
function digitsAt(text: string, begin: number): string | undefined {
  let at = begin;
  for (const length of groups) {
    if (at > begin && isBetween(text, at)) at += 1;
    for (const end = at + length; at < end; at += 1) if (!isHex(text, at)) return undefined;
  }
  return text.slice(begin, at).replaceAll(/[-_ ]/g, '').toLowerCase();
}

function isBetween(text: string, at: number): boolean {
  const sign = text.charAt(at);
  return sign === '-' || sign === '_' || sign === ' ';
}

function isHex(text: string, at: number): boolean {
  if (at >= text.length) return false;
  const code = text.charCodeAt(at);
  return code < hex.length && hex[code] === 1;
}

/** Counted anew each time: one list for all. */
const counts = new Uint8Array(128);

/** How often the most frequent digit stands in it. */
function mostAlike(digits: string): number {
  counts.fill(0);
  let most = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const count = (counts[digits.charCodeAt(at)] ?? 0) + 1;
    counts[digits.charCodeAt(at)] = count;
    if (count > most) most = count;
  }
  return most;
}
