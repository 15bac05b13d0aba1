/** How many judged nights are the recent ones, and with how many before them they are compared. */
export const recentNights = 7;
export const earlierNights = 28;

/** With fewer earlier nights, any difference would be chance. */
const leastEarlier = 3;

/** How long an operation took, in the nights that judged it, in milliseconds. */
export interface Latency {
  readonly last: number;
  readonly median: number;
  /** The medians of the recent nights and of those before them; undefined while there are too few. */
  readonly trend?: { readonly recent: number; readonly earlier: number };
}

/** Sums up the times of judged nights, the oldest first; undefined where there are none. Medians, so that one slow night changes little. */
export function latencyOf(times: readonly number[]): Latency | undefined {
  const last = times.at(-1);
  if (last === undefined) return undefined;
  const recent = times.slice(-recentNights);
  const earlier = times.slice(-recentNights - earlierNights, -recentNights);
  const enough = earlier.length >= leastEarlier;
  return { last, median: median(times), ...(enough ? { trend: { recent: median(recent), earlier: median(earlier) } } : {}) };
}

/** How the recent nights differ from those before, as a signed share such as `+12 %`. */
export function trendText({ trend }: Latency): string {
  if (trend === undefined) return 'too few nights';
  if (trend.earlier === 0) return trend.recent === 0 ? 'as before' : 'slower';
  const change = Math.round((trend.recent / trend.earlier - 1) * 100);
  return change === 0 ? 'as before' : `${change > 0 ? '+' : '\u2212'}${Math.abs(change)} %`;
}

function median(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : Math.round(((sorted[middle - 1] ?? 0) + upper) / 2);
}
