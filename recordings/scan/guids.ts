/** Any 32 hexadecimal digits, with or without the dashes of a GUID; where more stand in a row, at each place. */
const pattern = /(?=([0-9a-f]{8}[-_ ]?[0-9a-f]{4}[-_ ]?[0-9a-f]{4}[-_ ]?[0-9a-f]{4}[-_ ]?[0-9a-f]{12}))/gi;

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
export function* realGuidsIn(text: string): Generator<string, void> {
  for (const digits of guidsIn(text))
    if (mostAlike(digits) < alikeDigits && new Set(digits.match(/.{4}/g)).size > differentGroups) yield digits;
}

/** The GUIDs in a text, but for placeholders and those that are the same in every tenant, as digits in lower case. */
export function* guidsIn(text: string): Generator<string, void> {
  for (const [, found = ''] of text.matchAll(pattern)) {
    const digits = found.replaceAll(/[-_ ]/g, '').toLowerCase();
    if (!wellKnown.has(digits) && mostAlike(digits) < alikeInPlaceholders) yield digits;
  }
}

/** How often the most frequent digit stands in it. */
function mostAlike(digits: string): number {
  const counts = new Map<string, number>();
  for (const digit of digits) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  return Math.max(...counts.values());
}
