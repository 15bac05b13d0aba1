/** The middle of some numbers, and how far they spread. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function spreadOf(numbers: readonly number[]): Spread | undefined {
  const sorted = [...numbers].sort((a, b) => a - b);
  const least = sorted[0];
  const most = sorted.at(-1);
  const [lower, upper] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  if (least === undefined || most === undefined || lower === undefined || upper === undefined) return undefined;
  return { median: (lower + upper) / 2, least, most };
}

/** The ratios of times that were taken side by side, pair by pair: a slow moment slows both. */
export function ratioOf(times: readonly number[], others: readonly number[]): Spread | undefined {
  return spreadOf(times.slice(0, others.length).map((time, index) => time / (others[index] ?? Number.NaN)));
}
