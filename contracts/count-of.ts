/** A count with its noun: `1 file`, `2,000 files`. */
export function countOf(amount: number, noun: string): string {
  return `${numeral(amount)} ${noun}${amount === 1 ? '' : 's'}`;
}

/** A whole number with separators: `2,000`. */
export function numeral(amount: number): string {
  // Not `toLocaleString`: loading its data takes as long as judging a pact.
  return String(amount).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
