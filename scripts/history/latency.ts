/** Latency compares the last judged runs with up to this many before them. */
const recentRuns = 7;
const earlierRuns = 28;

/** With fewer earlier runs, a difference would be chance. */
const minimumEarlierRuns = 3;

/** The duration of the checks of an operation in judged runs, in milliseconds. */
export interface Latency {
  readonly last: number;
  readonly median: number;
  /** The medians of the recent and of the earlier runs; undefined if there are too few. */
  readonly trend?: { readonly recent: number; readonly earlier: number };
}

/** @param times of judged runs, the oldest first. @returns undefined without any. Medians, so that one slow run changes little. */
export function summarizeLatency(times: readonly number[]): Latency | undefined {
  const last = times.at(-1);
  if (last === undefined) return undefined;
  const earlier = times.slice(-recentRuns - earlierRuns, -recentRuns);
  const trend = { recent: median(times.slice(-recentRuns)), earlier: median(earlier) };
  return { last, median: median(times), trend: earlier.length < minimumEarlierRuns ? undefined : trend };
}

/** How the recent runs differ from the earlier ones, as a signed share such as `+12 %`. */
export function trendText({ trend }: Latency): string {
  if (trend === undefined) return 'too few runs';
  if (trend.earlier === 0) return trend.recent === 0 ? 'as before' : 'slower';
  const change = Math.round((trend.recent / trend.earlier - 1) * 100);
  return change === 0 ? 'as before' : `${change > 0 ? '+' : '\u2212'}${Math.abs(change)} %`;
}

function median(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const upper = sorted[Math.ceil(middle)] ?? 0;
  return middle % 1 === 0 ? upper : Math.round(((sorted[Math.floor(middle)] ?? 0) + upper) / 2);
}
