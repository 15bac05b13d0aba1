import type { Finding } from '../../contracts/judge/finding.js';
import { exitCodes } from '../verdict/exit-code.js';
import type { Baseline, BaselineEntry, WithBaseline } from '../verdict/baseline.js';
import { countsAs, type OperationRow, type Report } from '../verdict/report.js';
import type { Judged } from '../verdict/tally.js';
import { verdictOf } from '../verdict/verdict.js';
import { dayOf } from './calendar-day.js';

/** A row of the nightly check, and what was judged for it. */
export interface JudgedRow {
  readonly row: OperationRow;
  readonly judged: readonly Judged[];
  /** What would have failed the night, and did not come again. */
  readonly flaky?: readonly Finding[];
}

/** What a report under a baseline needs to know of the night, besides the report without one. */
export interface JudgedNight {
  /** In the order of the report's rows. */
  readonly rows: readonly JudgedRow[];
  /** Whether something that should have been checked was not. */
  readonly incomplete: boolean;
}

/**
 * The report under a baseline: an accepted finding fails nothing and is counted apart; one whose entry has expired counts as ever, and says
 * so; entries that no longer occur are named, if the night can tell. No verdict becomes worse.
 */
export function applyBaseline(report: Report, { rows, incomplete }: JudgedNight, baseline: Baseline, now: Date): Report {
  const mark = marker(baseline, now);
  const findings = report.findings.map(mark);
  const accepted = findings.filter((finding) => finding.baseline?.state === 'accepted');
  const summary = { ...report.summary, accepted: 0 };
  for (const { severity, count } of accepted) {
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
    baseline: { file: baseline.file, removable: open ? [] : removable(report, baseline) },
    ...(report.operations === undefined ? {} : { operations: rows.map((one) => rowUnder(one, mark, report)) }),
    ...(report.cases === undefined ? {} : { cases: report.cases.map((one) => ({ ...one, findings: one.findings.map(mark) })) }),
  };
}

/** Says what a baseline says of a finding on a day; without a baseline, nothing. */
export function marker(baseline: Baseline | undefined, now: Date): <T extends Finding>(finding: T) => WithBaseline<T> {
  const entries = new Map(baseline?.accepted.map((entry) => [entry.fingerprint, entry]));
  const today = dayOf(now);
  return (finding) => {
    // One that stands for others never is accepted: nobody knows which they are.
    const entry = finding.leftOut ? undefined : entries.get(finding.fingerprint);
    if (entry === undefined) return finding;
    const { owner, reason, expires } = entry;
    return { ...finding, baseline: { state: expires < today ? 'expired' : 'accepted', owner, reason, expires } };
  };
}

function rowUnder({ row, judged, flaky = [] }: JudgedRow, mark: ReturnType<typeof marker>, { failOn }: Report): OperationRow {
  if (row.verdict !== 'disagrees') return row;
  const findings = judged.flatMap(({ judgement }) => (judgement.kind === 'outside' ? [] : judgement.findings.map(mark)));
  const anyInconclusive = judged.some(({ judgement }) => judgement.kind === 'inconclusive');
  return { ...row, verdict: verdictOf(findings, anyInconclusive || flaky.length > 0, failOn) };
}

/** Whether a night can tell that something is gone: what could not be judged, or came only once, may still disagree. */
function sawEverything({ verdict, summary, flaky = [], operations = [] }: Report): boolean {
  const judged = (verdict === 'agrees' || verdict === 'disagrees') && summary.judged > 0;
  return judged && summary.inconclusive === 0 && flaky.length === 0 && operations.every((row) => row.verdict !== 'inconclusive');
}

/** The entries that stand for nothing any more. One that names its operation is not told by a night that did not look at it. */
function removable({ findings, operations }: Report, { accepted }: Baseline): BaselineEntry[] {
  const occurring = new Set(findings.map(({ fingerprint }) => fingerprint));
  const lookedAt = ({ operation, apiVersion }: BaselineEntry): boolean =>
    operation === undefined ||
    operations === undefined ||
    operations.some((row) => row.operation === operation && row.apiVersion === (apiVersion ?? row.apiVersion));
  return accepted.filter((entry) => !occurring.has(entry.fingerprint) && lookedAt(entry));
}
