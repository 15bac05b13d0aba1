import { first, groupBy } from '../../contracts/group-by.js';
import { severities, type Severity } from '../../contracts/judge/codes.js';
import { compare } from '../verdict/report-order.js';
import { latencyOf, type Latency } from './latency.js';
import type { NightLine } from './history-line.js';
import type { DamagedLine, History } from './read-history.js';

/** One run, of all operations that it checked. */
export interface NightColumn {
  readonly run: string;
  /** ISO 8601 in UTC. */
  readonly time: string;
  readonly emulator: boolean;
}

/** One operation in one API version, through all nights. */
export interface OperationHistory {
  readonly operation: string;
  readonly version: string;
  /** For each night its line, or undefined where it has none. */
  readonly lines: readonly (NightLine | undefined)[];
  readonly nights: number;
  readonly inconclusive: number;
  readonly latency: Latency | undefined;
}

/** One finding, through all nights. */
export interface FindingHistory {
  readonly fingerprint: string;
  readonly code: string;
  readonly severity: Severity;
  /** As it was worded last. */
  readonly message: string;
  readonly operation: string;
  readonly version: string;
  /** Moments of the first and of the last night that saw it. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** How many nights saw it, of how many that judged its operation. */
  readonly nights: number;
  readonly judgedNights: number;
  /** Whether the last night that judged its operation saw it. */
  readonly open: boolean;
  readonly accepted: boolean;
  /** Of `nights`: how many saw it only once. */
  readonly flaky: number;
}

/** What the nights say together. */
export interface HistorySummary {
  /** The oldest first. */
  readonly nights: readonly NightColumn[];
  readonly operations: readonly OperationHistory[];
  /** Open ones first, then by severity. */
  readonly findings: readonly FindingHistory[];
  readonly damaged: readonly DamagedLine[];
}

/** Sums up a history. */
export function summarizeHistory({ lines, damaged }: History): HistorySummary {
  const nights = [...groupBy(lines, ({ run }) => run).values()]
    .map((ofRun): NightColumn => ({ run: first(ofRun).run, time: first(ofRun).time, emulator: ofRun.some(({ emulator }) => emulator) }))
    .sort((a, b) => compare(a.time, b.time) || compare(a.run, b.run));
  const operations = [...groupBy(lines, ({ operation, version }) => `${operation}\n${version}`).values()]
    .map((ofOperation) => operationHistory(nights, ofOperation))
    .sort((a, b) => compare(a.operation, b.operation) || byVersion(a.version, b.version));
  return { nights, operations, findings: operations.flatMap(findingsOf).sort(byImportance), damaged };
}

/** Whether a night said something about the contract. */
export function wasJudged({ verdict }: NightLine): boolean {
  return verdict === 'agrees' || verdict === 'disagrees';
}

function operationHistory(nights: readonly NightColumn[], lines: readonly NightLine[]): OperationHistory {
  const byRun = new Map(lines.map((line) => [line.run, line]));
  const { operation, version } = first(lines);
  return {
    operation,
    version,
    lines: nights.map(({ run }) => byRun.get(run)),
    nights: lines.length,
    inconclusive: lines.filter(({ verdict }) => verdict === 'inconclusive').length,
    latency: latencyOf(lines.filter(wasJudged).map(({ milliseconds }) => milliseconds)),
  };
}

function findingsOf({ operation, version, lines }: OperationHistory): FindingHistory[] {
  const there = lines.filter((line) => line !== undefined);
  const judged = there.filter((line) => wasJudged(line) || line.findings.some(({ severity }) => severity !== 'note'));
  const seen = judged.flatMap((line) => line.findings.map((finding) => ({ finding, line })));
  return [...groupBy(seen, ({ finding }) => finding.fingerprint).values()].map((times): FindingHistory => {
    const latest = times[times.length - 1] ?? first(times);
    const { fingerprint, code, severity, message, accepted = false } = latest.finding;
    return {
      ...{ fingerprint, code, severity, message, operation, version, accepted },
      firstSeen: first(times).line.time,
      lastSeen: latest.line.time,
      nights: new Set(times.map(({ line }) => line.run)).size,
      judgedNights: judged.length,
      open: latest.line === judged[judged.length - 1],
      flaky: times.filter(({ finding }) => finding.flaky === true).length,
    };
  });
}

function byImportance(a: FindingHistory, b: FindingHistory): number {
  return (
    Number(b.open) - Number(a.open) ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    compare(b.lastSeen, a.lastSeen) ||
    compare(`${a.operation}\n${a.version}\n${a.code}\n${a.fingerprint}`, `${b.operation}\n${b.version}\n${b.code}\n${b.fingerprint}`)
  );
}

/** The stable version before beta, which a plain order of texts would put first. */
function byVersion(a: string, b: string): number {
  return Number(a === 'beta') - Number(b === 'beta') || compare(a, b);
}
