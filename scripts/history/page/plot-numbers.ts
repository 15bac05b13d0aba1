/** A round number at or above nearly all values, from which a plot can be read. A few far beyond the others do not press these to the ground. */
export function niceCeiling(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const most = sorted.at(-1) ?? 0;
  const usual = sorted[Math.floor((sorted.length - 1) * 0.95)] ?? 0;
  const wanted = most > usual * 3 ? usual * 1.5 : most;
  if (!(wanted > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = [1, 2, 4, 6, 8, 10].find((one) => one * power >= wanted) ?? 10;
  return step * power;
}

/** The median of each value and of those before it, up to `length` in all. */
export function rollingMedian(values: readonly number[], length: number): number[] {
  return values.map((_, index) => {
    const sorted = values.slice(Math.max(0, index - length + 1), index + 1).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  });
}
