import type { Finding } from '../../contracts/judge/finding.js';
import type { Baseline, BaselineEntry, WithBaseline } from '../verdict/baseline.js';
import { dayOf } from '../verdict/calendar-day.js';
import { exitCodes, type RowVerdict } from '../verdict/exit-code.js';
import { countsAs, type OperationRow, type Report } from '../verdict/report.js';
import type { Judged } from '../verdict/tally.js';
import { verdictOf } from '../verdict/verdict.js';

/** An operation of a run, and its judgements. */
export interface JudgedRow {
  readonly row: Pick<OperationRow, 'operation' | 'apiVersion' | 'verdict'>;
  readonly judged: readonly Judged[];
  /** Findings that did not recur. */
  readonly flaky?: readonly Finding[];
}

/** A run without its baseline. `rows` are in the order of the report; in an `incomplete` run, something due was not checked. */
export interface JudgedRun {
  readonly rows: readonly JudgedRow[];
  readonly incomplete: boolean;
}

/**
 * Marks accepted findings and counts them apart: they fail nothing. Findings whose entries have expired are marked and count as before.
 * Entries that no longer occur are listed if the run can tell. No verdict becomes worse.
 */
export function applyBaseline(report: Report, { rows, incomplete }: JudgedRun, baseline: Baseline, now: Date): Report {
  const mark = marker(baseline, now);
  const findings = report.findings.map(mark);
  const summary = { ...report.summary, accepted: 0 };
  for (const { severity, count, baseline: entry } of findings) {
    if (entry?.state !== 'accepted') continue;
    summary[countsAs[severity]] -= count;
    summary.accepted += count;
  }
  const open = incomplete || rows.length === 0 || !sawEverything(report);
  const verdict = report.verdict === 'disagrees' ? verdictOf(findings, open, report.failOn) : report.verdict;
  return {
    ...report,
    verdict,
    exitCode: exitCodes[verdict],
    summary,
    findings,
    baseline: { file: baseline.file, removable: open ? [] : removable(report, rows, baseline) },
    operations: report.operations?.map((row, index) => ({
      ...row,
      verdict: verdictUnder(rows[index] ?? { row, judged: [] }, mark, report),
    })),
    cases: report.cases?.map((one) => ({ ...one, findings: one.findings.map(mark) })),
  };
}

/** Adds the entry of the baseline to a finding, if it has one. */
export function marker(baseline: Baseline | undefined, now: Date): <T extends Finding>(finding: T) => WithBaseline<T> {
  const entries = new Map(baseline?.accepted.map((entry) => [entry.fingerprint, entry]));
  const today = dayOf(now);
  return (finding) => {
    // A summary of other findings is never accepted, because those are unknown.
    const entry = finding.leftOut ? undefined : entries.get(finding.fingerprint);
    if (entry === undefined) return finding;
    const { owner, reason, expires } = entry;
    return { ...finding, baseline: { state: expires < today ? 'expired' : 'accepted', owner, reason, expires } };
  };
}

function verdictUnder({ row, judged, flaky = [] }: JudgedRow, mark: ReturnType<typeof marker>, { failOn }: Report): RowVerdict {
  if (row.verdict !== 'disagrees') return row.verdict;
  const findings = judged.flatMap(({ judgement }) => (judgement.kind === 'outside' ? [] : judgement.findings.map(mark)));
  const anyInconclusive = judged.some(({ judgement }) => judgement.kind === 'inconclusive');
  return verdictOf(findings, anyInconclusive || flaky.length > 0, failOn);
}

/** False if a finding that is missing from the report may still occur. */
function sawEverything({ verdict, summary, flaky = [], operations = [] }: Report): boolean {
  const judged = (verdict === 'agrees' || verdict === 'disagrees') && summary.judged > 0;
  return judged && summary.inconclusive === 0 && flaky.length === 0 && operations.every((row) => row.verdict !== 'inconclusive');
}

/** The entries that no longer occur, except those of operations that were not checked. */
function removable({ findings }: Report, rows: readonly JudgedRow[], { accepted }: Baseline): BaselineEntry[] {
  const occurring = new Set(findings.map(({ fingerprint }) => fingerprint));
  const wasChecked = ({ operation, apiVersion }: BaselineEntry): boolean =>
    operation === undefined || rows.some(({ row }) => row.operation === operation && row.apiVersion === (apiVersion ?? row.apiVersion));
  return accepted.filter((entry) => !occurring.has(entry.fingerprint) && wasChecked(entry));
}
