/** A GUID, with an optional dash, underscore or space between groups. A longer row of digits matches at each position. */
const guid = /[\da-fA-F](?=([\da-fA-F]{7}(?:[-_ ]?[\da-fA-F]{4}){3}[-_ ]?[\da-fA-F]{12}))/g;

const digitsOfGuid = 32;

/** The same in every tenant: all devices, all users. */
const wellKnown = ['adadadad-808e-44e2-905a-0b7873a8a531', 'acacacac-9df4-4c7d-9d50-4ef0226f57a9'].map((id) => id.replaceAll('-', ''));

/** A random id has fewer equal digits, and more different groups of four: others are made up. */
const equalDigits = 16;
const differentGroups = 4;

/** In raw traffic, only ids that are nearly all zeros count as made up, as placeholders are. */
const equalDigitsInPlaceholders = 24;

/** The GUIDs in a text that may be real, as digits in lower case. */
export function realGuidsIn(text: string): string[] {
  return guidsIn(text).filter((digits) => mostEqual(digits) < equalDigits && new Set(digits.match(/.{4}/g)).size > differentGroups);
}

/** The GUIDs in a text except placeholders and those that are the same in every tenant, as digits in lower case. */
export function guidsIn(text: string): string[] {
  if (text.length < digitsOfGuid) return [];
  return Array.from(text.matchAll(guid), ([first, rest = '']) => (first + rest).replaceAll(/[-_ ]/g, '').toLowerCase()).filter(
    (digits) => mostEqual(digits) < equalDigitsInPlaceholders && !wellKnown.includes(digits),
  );
}

/** How often the most frequent digit occurs. */
function mostEqual(digits: string): number {
  const counts = new Uint8Array(128);
  let most = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const count = (counts[digits.charCodeAt(at)] ?? 0) + 1;
    counts[digits.charCodeAt(at)] = count;
    if (count > most) most = count;
  }
  return most;
}
