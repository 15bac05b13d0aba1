/** How many there are of something, in words: `1 file`, `2 files`. */
export function countOf(amount: number, noun: string): string {
  return `${String(amount)} ${noun}${amount === 1 ? '' : 's'}`;
}
