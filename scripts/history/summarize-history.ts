import { first, groupBy } from '../../contracts/group-by.js';
import { severities, type Severity } from '../../contracts/judge/codes.js';
import { wellFormedJson } from '../verdict/shown-text.js';
import { compare } from '../verdict/samples.js';
import { isJudged, type HistoryFinding, type HistoryLine } from './history-line.js';
import { summarizeLatency, type Latency } from './latency.js';
import type { History } from './read-history.js';
import { streakOf, type Streak } from './streak.js';

/** One operation in one API version, of one assignment of one tenant. */
export interface OperationHistory extends Pick<HistoryLine, 'tenant' | 'operation' | 'version' | 'assignment'> {
  /** Its name beside the others of this history, without the version. */
  readonly name: string;
  /** One line for each run; undefined if the run did not check the operation. */
  readonly lines: readonly (HistoryLine | undefined)[];
  readonly nights: number;
  readonly inconclusive: number;
  readonly latency: Latency | undefined;
  /** Whether the last run of its tenant checked it. */
  readonly current: boolean;
  /** Undefined if the last run judged the operation, or did not check it. */
  readonly streak: Streak | undefined;
}

/** One finding. Its message and `accepted` are those of the last run that had it. */
export interface FindingHistory extends Pick<HistoryFinding, 'fingerprint' | 'code' | 'message'> {
  readonly severity: Severity;
  readonly operation: string;
  readonly version: string;
  /** The name of its operation beside the others of this history. */
  readonly name: string;
  /** The start of the first and of the last run that had the finding. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** The page of the last run that had it. */
  readonly url?: string;
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
  readonly nights: readonly Pick<HistoryLine, 'run' | 'time' | 'url' | 'emulator'>[];
  readonly operations: readonly OperationHistory[];
  /** Open ones first, then by severity. */
  readonly findings: readonly FindingHistory[];
}

export function summarizeHistory({ lines: read, damaged }: History): HistorySummary {
  const lines = withAssignments(read);
  const columnOf = columns(lines);
  const nights = [...groupBy(lines, columnOf).values()]
    .map((ofRun) => ({
      run: first(ofRun).run,
      time: first(ofRun).time,
      url: first(ofRun).url,
      emulator: ofRun.some(({ emulator }) => emulator),
    }))
    .sort((a, b) => compare(a.time, b.time) || compare(a.run, b.run));
  const places = new Map(nights.map(({ run }, place) => [run, place]));
  const placeOf = new Map(
    [...groupBy(lines, columnOf).values()].flatMap((column) => {
      const place = places.get(first(column).run) ?? 0;
      return column.map((line): [HistoryLine, number] => [line, place]);
    }),
  );
  const lastRuns = new Map(lines.map(({ tenant, run }) => [tenant, run]));
  const named = naming(lines);
  const operations = [...groupBy(lines, operationKey).values()]
    .map((ofOperation) => {
      const inColumns = Array.from({ length: nights.length }, (): HistoryLine | undefined => undefined);
      for (const line of ofOperation) inColumns[placeOf.get(line) ?? 0] = line;
      const last = ofOperation.at(-1);
      return operationHistory(ofOperation, inColumns, named(first(ofOperation)), last?.run === lastRuns.get(last?.tenant));
    })
    .sort((a, b) => compare(a.name, b.name) || byVersion(a.version, b.version));
  return { nights, operations, findings: operations.flatMap(findingHistories).sort(byUrgency), damaged };
}

/** Tells the operations of a history apart. */
export function operationKey({ tenant, operation, version, assignment }: HistoryLine): string {
  return JSON.stringify([tenant, operation, version, assignment]);
}

/** Lines of earlier versions name no assignment. They are about the only one of their operation, if there is only one. */
function withAssignments(lines: readonly HistoryLine[]): readonly HistoryLine[] {
  if (!lines.some(({ assignment }) => assignment === undefined)) return lines;
  const keyOf = ({ tenant, operation, version }: HistoryLine): string => JSON.stringify([tenant, operation, version]);
  const known = groupBy(lines, keyOf);
  return lines.map((line) => {
    if (line.assignment !== undefined) return line;
    const others = new Set((known.get(keyOf(line)) ?? []).flatMap(({ assignment }) => assignment ?? []));
    return others.size === 1 ? { ...line, assignment: [...others][0] } : line;
  });
}

/** The column of a line: its run; of several tenants, their runs of one day together. */
function columns(lines: readonly HistoryLine[]): (line: HistoryLine) => string {
  const byTenant = groupBy(lines, ({ tenant }) => tenant);
  if (byTenant.size < 2) return ({ run }) => run;
  const ordinals = new Map<string, string>();
  for (const ofTenant of byTenant.values()) {
    for (const [day, ofDay] of groupBy(ofTenant, ({ time }) => time.slice(0, 10))) {
      for (const [ordinal, run] of [...new Set(ofDay.map(({ run: id }) => id))].entries()) ordinals.set(run, `${day} ${ordinal}`);
    }
  }
  return ({ run }) => ordinals.get(run) ?? run;
}

/** Names operations by tenant and assignment where there are several. */
function naming(lines: readonly HistoryLine[]): (line: HistoryLine) => string {
  const hasTenants = new Set(lines.map(({ tenant }) => tenant)).size > 1;
  const assignments = groupBy(lines, ({ tenant, operation }) => JSON.stringify([tenant, operation]));
  const severalOf = new Set(
    [...assignments].flatMap(([key, group]) => (new Set(group.map(({ assignment }) => assignment)).size > 1 ? [key] : [])),
  );
  return ({ tenant, operation, assignment }) => {
    const isSeveral = severalOf.has(JSON.stringify([tenant, operation]));
    return `${hasTenants ? `${tenant ?? 'unnamed tenant'}: ` : ''}${operation}${isSeveral ? ` #${assignment ?? 'unknown'}` : ''}`;
  };
}

/** The summary for machines, with the lines of each operation. */
export function jsonHistory({ nights, operations, findings, damaged }: HistorySummary): string {
  return wellFormedJson({
    nights,
    operations: operations.map(({ tenant, operation, version, assignment, lines, nights: count, inconclusive, latency, streak }) => ({
      ...(tenant !== undefined && { tenant }),
      operation,
      version,
      ...(assignment !== undefined && { assignment }),
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

function operationHistory(
  lines: readonly HistoryLine[],
  inColumns: OperationHistory['lines'],
  name: string,
  current: boolean,
): OperationHistory {
  const { tenant, operation, version, assignment } = first(lines);
  return {
    tenant,
    operation,
    version,
    assignment,
    name,
    lines: inColumns,
    current,
    streak: current ? streakOf(lines) : undefined,
    nights: lines.length,
    inconclusive: lines.filter(({ verdict }) => verdict === 'inconclusive').length,
    latency: summarizeLatency(lines.filter(isJudged).map(({ milliseconds }) => milliseconds)),
  };
}

function findingHistories({ operation, version, name, lines }: OperationHistory): FindingHistory[] {
  const judged = lines
    .filter((line) => line !== undefined)
    .filter((line) => isJudged(line) || line.findings.some(({ severity }) => severity !== 'note'));
  const seen = judged.flatMap((line) => line.findings.map((finding) => ({ finding, line })));
  return [...groupBy(seen, ({ finding }) => finding.fingerprint).values()].map((sightings): FindingHistory => {
    const last = sightings.at(-1) ?? first(sightings);
    const { fingerprint, code, severity, message, accepted = false } = last.finding;
    return {
      ...{ fingerprint, code, severity, message, operation, version, name, accepted },
      firstSeen: first(sightings).line.time,
      lastSeen: last.line.time,
      url: last.line.url,
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
