import { wellFormedJson } from '../terminal/shown-text.js';
import type { HistorySummary } from './summarize-history.js';

/** The history for machines: the sums, and for each operation its nights. */
export function jsonHistory({ nights, operations, findings, damaged }: HistorySummary): string {
  return wellFormedJson({
    nights,
    operations: operations.map(({ operation, version, lines, nights: count, inconclusive, latency }) => ({
      operation,
      version,
      nights: count,
      inconclusive,
      inconclusiveShare: inconclusive / count,
      latency: latency ?? null,
      lines: lines.filter((line) => line !== undefined),
    })),
    findings,
    damaged,
  });
}
