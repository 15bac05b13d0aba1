/** How many there are of something, in words: `1 file`, `2,000 files`. */
export function countOf(amount: number, noun: string): string {
  return `${numeral(amount)} ${noun}${amount === 1 ? '' : 's'}`;
}

/** A whole number as English writes it: `2,000`. */
export function numeral(amount: number): string {
  // Not by `toLocaleString`: to load its data takes as long as to judge a pact.
  return String(amount).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
