import { first, groupBy } from '../../contracts/group-by.js';
import { severities, type Severity } from '../../contracts/judge/codes.js';
import { wellFormedJson } from '../verdict/shown-text.js';
import { compare } from '../verdict/samples.js';
import { isJudged, type HistoryFinding, type HistoryLine } from './history-line.js';
import { summarizeLatency, type Latency } from './latency.js';
import type { History } from './read-history.js';
import { streakOf, type Streak } from './streak.js';

/** One operation in one API version. */
export interface OperationHistory {
  readonly operation: string;
  readonly version: string;
  /** One line for each run; undefined if the run did not check the operation. */
  readonly lines: readonly (HistoryLine | undefined)[];
  readonly nights: number;
  readonly inconclusive: number;
  readonly latency: Latency | undefined;
  /** Undefined if the last run judged the operation, or did not check it. */
  readonly streak: Streak | undefined;
}

/** One finding. Its message and `accepted` are those of the last run that had it. */
export interface FindingHistory extends Pick<HistoryFinding, 'fingerprint' | 'code' | 'message'> {
  readonly severity: Severity;
  readonly operation: string;
  readonly version: string;
  /** The start of the first and of the last run that had the finding. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** The number of runs that had the finding, of those that judged its operation. */
  readonly nights: number;
  readonly judgedNights: number;
  /** Whether the last run that judged its operation had the finding. */
  readonly open: boolean;
  readonly accepted: boolean;
  /** In how many of `nights` a second exchange did not confirm it. */
  readonly flaky: number;
}

export interface HistorySummary extends Pick<History, 'damaged'> {
  /** The runs, the oldest first. */
  readonly nights: readonly Pick<HistoryLine, 'run' | 'time' | 'emulator'>[];
  readonly operations: readonly OperationHistory[];
  /** Open ones first, then by severity. */
  readonly findings: readonly FindingHistory[];
}

export function summarizeHistory({ lines, damaged }: History): HistorySummary {
  const nights = [...groupBy(lines, ({ run }) => run).values()]
    .map((ofRun) => ({ run: first(ofRun).run, time: first(ofRun).time, emulator: ofRun.some(({ emulator }) => emulator) }))
    .sort((a, b) => compare(a.time, b.time) || compare(a.run, b.run));
  const operations = [...groupBy(lines, ({ operation, version }) => `${operation}\n${version}`).values()]
    .map((ofOperation) => operationHistory(nights, ofOperation))
    .sort((a, b) => compare(a.operation, b.operation) || byVersion(a.version, b.version));
  return { nights, operations, findings: operations.flatMap(findingHistories).sort(byUrgency), damaged };
}

/** The summary for machines, with the lines of each operation. */
export function jsonHistory({ nights, operations, findings, damaged }: HistorySummary): string {
  return wellFormedJson({
    nights,
    operations: operations.map(({ operation, version, lines, nights: count, inconclusive, latency, streak }) => ({
      operation,
      version,
      nights: count,
      inconclusive,
      inconclusiveShare: inconclusive / count,
      latency: latency ?? null,
      streak: streak ?? null,
      lines: lines.filter((line) => line !== undefined),
    })),
    findings,
    damaged,
  });
}

function operationHistory(nights: HistorySummary['nights'], lines: readonly HistoryLine[]): OperationHistory {
  const byRun = new Map(lines.map((line) => [line.run, line]));
  const { operation, version } = first(lines);
  return {
    operation,
    version,
    lines: nights.map(({ run }) => byRun.get(run)),
    streak: byRun.has(nights.at(-1)?.run ?? '') ? streakOf(lines) : undefined,
    nights: lines.length,
    inconclusive: lines.filter(({ verdict }) => verdict === 'inconclusive').length,
    latency: summarizeLatency(lines.filter(isJudged).map(({ milliseconds }) => milliseconds)),
  };
}

function findingHistories({ operation, version, lines }: OperationHistory): FindingHistory[] {
  const judged = lines
    .filter((line) => line !== undefined)
    .filter((line) => isJudged(line) || line.findings.some(({ severity }) => severity !== 'note'));
  const seen = judged.flatMap((line) => line.findings.map((finding) => ({ finding, line })));
  return [...groupBy(seen, ({ finding }) => finding.fingerprint).values()].map((sightings): FindingHistory => {
    const last = sightings.at(-1) ?? first(sightings);
    const { fingerprint, code, severity, message, accepted = false } = last.finding;
    return {
      ...{ fingerprint, code, severity, message, operation, version, accepted },
      firstSeen: first(sightings).line.time,
      lastSeen: last.line.time,
      nights: new Set(sightings.map(({ line }) => line.run)).size,
      judgedNights: judged.length,
      open: last.line === judged.at(-1),
      flaky: sightings.filter(({ finding }) => finding.flaky === true).length,
    };
  });
}

function byUrgency(a: FindingHistory, b: FindingHistory): number {
  return (
    Number(b.open) - Number(a.open) ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    compare(b.lastSeen, a.lastSeen) ||
    compare(`${a.operation}\n${a.version}\n${a.code}\n${a.fingerprint}`, `${b.operation}\n${b.version}\n${b.code}\n${b.fingerprint}`)
  );
}

/** The stable version before beta. */
function byVersion(a: string, b: string): number {
  return Number(a === 'beta') - Number(b === 'beta') || compare(a, b);
}
