import type { CountedFinding } from '../verdict/report.js';
import type { HistoryLine } from './history-line.js';

/** Adds to each finding in how many earlier runs it was. Runs of the emulator and of a tenant do not count for each other. */
export function withEarlierRuns(
  findings: readonly CountedFinding[],
  lines: readonly HistoryLine[],
  emulator: boolean,
): readonly CountedFinding[] {
  const comparable = lines.filter((line) => line.emulator === emulator);
  const of = runsIn(comparable);
  return findings.map((finding) => {
    const having = comparable.filter((line) => line.findings.some(({ fingerprint }) => fingerprint === finding.fingerprint));
    const [first] = having;
    return {
      ...finding,
      earlier: { runs: runsIn(having), of, ...(first !== undefined && { since: first.time.slice(0, 10) }) },
    };
  });
}

function runsIn(lines: readonly HistoryLine[]): number {
  return new Set(lines.map(({ run }) => run)).size;
}
