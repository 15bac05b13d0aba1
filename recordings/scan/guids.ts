import { isOf, runsOf, signsOf } from './runs.js';

/** How many hexadecimal digits stand in each group of a GUID. A dash, a line or a space may stand between two groups. */
const groups = [8, 4, 4, 4, 12] as const;
const [firstGroup] = groups;
const length = 32;

const hex = signsOf('0123456789abcdefABCDEF');
const between = signsOf('-_ ');

/** The same in every tenant: all devices, all users. */
const wellKnown: ReadonlySet<string> = new Set(
  ['adadadad-808e-44e2-905a-0b7873a8a531', 'acacacac-9df4-4c7d-9d50-4ef0226f57a9'].map((id) => id.replaceAll('-', '')),
);

/** Half of its digits are the same, or half of its groups of four: nobody's random number, but made up by a person, or a placeholder. */
const alikeDigits = 16;
const differentGroups = 4;

/** In raw traffic, only ids that are nearly all zeros count as made up, as placeholders are. */
const alikeInPlaceholders = 24;

/** The GUIDs in a text that may be somebody's, as digits in lower case. */
export function realGuidsIn(text: string): string[] {
  return guidsIn(text).filter(
    (digits) => mostAlike(digits, 0, length) < alikeDigits && new Set(digits.match(/.{4}/g)).size > differentGroups,
  );
}

/**
 * The GUIDs in a text, but for placeholders and those that are the same in every tenant, as digits in lower case; where more digits stand in a row,
 * at each place.
 */
export function guidsIn(text: string): string[] {
  const found: string[] = [];
  for (const { begin, end } of runsOf(text, hex, firstGroup)) {
    for (let at = begin; at + firstGroup <= end; at += 1) {
      const after = endOfGuid(text, at);
      if (after === undefined || mostAlike(text, at, after) >= alikeInPlaceholders) continue;
      const digits = digitsOf(text.slice(at, after));
      if (!wellKnown.has(digits)) found.push(digits);
    }
  }
  return found;
}

/** Where the GUID ends that begins at a place. */
function endOfGuid(text: string, begin: number): number | undefined {
  let at = begin;
  for (const digits of groups) {
    if (at > begin && isOf(between, text, at)) at += 1;
    for (const end = at + digits; at < end; at += 1) if (!isOf(hex, text, at)) return undefined;
  }
  return at;
}

function digitsOf(guid: string): string {
  return (guid.length === length ? guid : guid.replaceAll(/[-_ ]/g, '')).toLowerCase();
}

/** One list for all counts, reset each time. */
const counts = new Uint8Array(128);

/** This bit makes a letter of ASCII a small one, and leaves a digit as it is. */
const small = 0x20;

/** How often the most frequent digit stands in a part of a text, in either case. */
function mostAlike(text: string, begin: number, end: number): number {
  counts.fill(0);
  let most = 0;
  for (let at = begin; at < end; at += 1) {
    if (!isOf(hex, text, at)) continue;
    const digit = text.charCodeAt(at) | small;
    const count = (counts[digit] ?? 0) + 1;
    counts[digit] = count;
    if (count > most) most = count;
  }
  return most;
}
