import { createHash } from 'node:crypto';
import { codes, type Code, type InconclusiveReason } from '../../../contracts/judge/codes.js';
import type { Source } from '../../../contracts/judge/exchange.js';
import type { Finding } from '../../../contracts/judge/finding.js';
import { applyBaseline } from '../../../scripts/baseline/apply-baseline.js';
import type { BaselineEntry } from '../../../scripts/verdict/baseline.js';
import { exitCodes } from '../../../scripts/verdict/exit-code.js';
import type { FailOn, RunRecord, OperationRow, ProbeRecord, RecordingsReport, Remarks, Report } from '../../../scripts/verdict/report.js';
import { withNothingJudged } from '../../../scripts/verdict/verdict.js';
import { withRecordings } from '../../../scripts/verdict/recordings-report.js';
import { Tally, type Judged } from '../../../scripts/verdict/tally.js';

/** A case in `cases/`: exchanges and their judgements. Members that a finding leaves out get any value. */
export interface GoldenInput extends Remarks {
  readonly command?: string;
  readonly failOn?: FailOn;
  readonly operations?: readonly OperationRow[];
  readonly problems?: readonly string[];
  /** Why nothing was judged. */
  readonly nothingJudged?: string;
  /** `failing` names the remarks that fail the run. */
  readonly recordings?: RecordingsReport;
  readonly night?: RunRecord;
  readonly probe?: ProbeRecord;
  /** Findings that a second exchange did not confirm. */
  readonly flaky?: readonly (Partial<Finding> & { readonly code: Code })[];
  /** The baseline of the run of 2026-11-21. */
  readonly accepted?: readonly BaselineEntry[];
  readonly judged: readonly {
    readonly source: Source;
    readonly outside?: true;
    readonly reason?: InconclusiveReason;
    readonly findings?: readonly (Partial<Finding> & { readonly code: Code })[];
    /** So many of it, each with a number of its own. */
    readonly times?: number;
  }[];
}

/** Reads a case. `{ "repeat": "x", "times": 10000 }` stands for a long string. */
export function readGoldenInput(text: string): GoldenInput {
  return JSON.parse(text, (_, value: unknown) => {
    const { repeat, times } = (value ?? {}) as { readonly repeat?: unknown; readonly times?: number };
    return typeof repeat !== 'string' ? value : repeat.repeat(times ?? 1);
  }) as GoldenInput;
}

export function judgedIn({ judged }: GoldenInput): Judged[] {
  return judged.flatMap(({ source, outside, reason, findings = [], times = 1 }) =>
    Array.from({ length: times }, (_, index): Judged => {
      const of = times === 1 ? source : { ...source, index: source.index + index };
      const about = {
        operation: 'update-device-configuration-assignment',
        version: 'v1.0' as const,
        findings: findings.map((finding) => complete(finding, times === 1 ? '' : ` (${index})`)),
      };
      if (outside) return { source: of, judgement: { kind: 'outside' } };
      return { source: of, judgement: reason === undefined ? { kind: 'judged', ...about } : { kind: 'inconclusive', ...about, reason } };
    }),
  );
}

/** The report on a case. Without the version of the tool, which each release changes. */
export function reportOn(
  {
    command = 'check',
    failOn = 'breaking',
    operations,
    problems,
    recordings,
    night,
    probe,
    flaky = [],
    accepted,
    nothingJudged,
  }: GoldenInput,
  judged: readonly Judged[],
): Report {
  const tally = new Tally(failOn, { cases: true, places: true });
  for (const one of judged) tally.add(one);
  const source = { file: 'drift', index: 0, description: 'PATCH update-device-configuration-assignment v1.0' };
  for (const finding of flaky) tally.addFlaky({ ...complete(finding, ''), source });
  const sums = tally.report(command, operations);
  const plain = recordings === undefined ? sums : withRecordings(sums, recordings, recordings.failing ?? []);
  const rows = (operations ?? []).map((row) => ({ row, judged: judged.filter(({ source }) => isOf(row, source)) }));
  const report =
    accepted === undefined
      ? plain
      : applyBaseline(plain, { rows, incomplete: false }, { file: 'drift.baseline.json', accepted }, new Date('2026-11-21T02:00:00Z'));
  const said = nothingJudged === undefined ? report : withNothingJudged(report, nothingJudged);
  return {
    ...said,
    tool: { ...report.tool, version: '0.0.0' },
    ...(night === undefined ? {} : { night }),
    ...(probe === undefined ? {} : { probe }),
    ...(problems === undefined ? {} : { problems, verdict: 'cannot-run', exitCode: exitCodes['cannot-run'] }),
  };
}

function isOf({ operation, apiVersion }: OperationRow, { description }: Source): boolean {
  return description.endsWith(`${operation} ${apiVersion}`);
}

function complete(finding: Partial<Finding> & { readonly code: Code }, suffix: string): Finding {
  const { code, pointer = '', message = codes[code].means } = finding;
  return {
    severity: codes[code].severity,
    layer: 'documented',
    expected: 'what is documented',
    actual: 'something else',
    documentedAt: {
      file: 'contracts/pages/update-device-configuration-assignment.md',
      line: 95,
      text: '"target": {',
      url: 'https://learn.microsoft.com/graph/api/intune-deviceconfig-deviceconfigurationassignment-update',
    },
    fingerprint: createHash('sha256').update(`${code}\n${pointer}\n${message}${suffix}`).digest('hex').slice(0, 16),
    ...finding,
    pointer,
    message: `${message}${suffix}`,
  };
}
