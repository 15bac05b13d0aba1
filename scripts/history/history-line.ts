import type { Severity } from '../../contracts/judge/codes.js';
import { headerOf, type Exchange } from '../../contracts/judge/exchange.js';
import type { Finding } from '../../contracts/judge/finding.js';
import type { RowVerdict } from '../verdict/exit-code.js';
import type { WithBaseline } from '../verdict/baseline.js';
import type { OperationRow } from '../verdict/report.js';
import type { Judged } from '../verdict/tally.js';

/** What a run found out about one operation in one API version. */
export interface CheckedOperation {
  readonly row: Pick<OperationRow, 'operation' | 'apiVersion' | 'assignment' | 'verdict' | 'status' | 'milliseconds'>;
  readonly judged: readonly Judged[];
  /** Findings that a second exchange of the same run did not confirm. */
  readonly flaky?: readonly Finding[];
  /** In the order in which they were sent. */
  readonly exchanges: readonly Exchange[];
  /** How often the documented request was sent; counted in `exchanges` if undefined. */
  readonly attempts?: number;
  /** Whether the sign-in failed, so that nothing was sent to Graph. */
  readonly notSignedIn?: true;
}

/** A finding as a history keeps it. */
export interface HistoryFinding {
  readonly fingerprint: string;
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** Whether the baseline accepted it. */
  readonly accepted?: true;
  /** Whether a second exchange of the same run did not confirm it. */
  readonly flaky?: true;
}

/** One line of a history: a run of one operation in one API version. */
export interface HistoryLine {
  /** The version of this form. */
  readonly v: 1;
  /** The start of the run, ISO 8601 in UTC. */
  readonly time: string;
  /** The id of the run. */
  readonly run: string;
  /** The page of the run in its CI. */
  readonly url?: string;
  /** The name of the tenant, as `--tenant` gives it. */
  readonly tenant?: string;
  readonly operation: string;
  readonly version: string;
  /** Tells the assignments of a tenant apart. Absent in lines of earlier versions. */
  readonly assignment?: string;
  readonly verdict: RowVerdict;
  readonly findings: readonly HistoryFinding[];
  /** Why the run was inconclusive. */
  readonly reasons: readonly string[];
  /** The status of the response to the documented request; null if none came. */
  readonly status: number | null;
  readonly milliseconds: number;
  readonly attempts: number;
  /** Microsoft's support finds requests by these ids. They name no person and no device. */
  readonly requestIds: readonly string[];
  /** The hash of the contract. */
  readonly contract: string;
  /** The version of this tool. */
  readonly tool: string;
  /** Whether the emulator answered, not Graph. */
  readonly emulator: boolean;
  /** Whether the sign-in failed, so that nothing was sent to Graph. */
  readonly notSignedIn?: true;
}

/** Whether a run yielded a verdict about the contract. */
export function isJudged({ verdict }: HistoryLine): boolean {
  return verdict === 'agrees' || verdict === 'disagrees';
}

/** The line of one operation. @param run the members that all lines of the run share. @param mark adds the entry of the baseline to a finding. */
export function historyLine(
  run: Pick<HistoryLine, 'time' | 'run' | 'url' | 'tenant' | 'tool' | 'emulator'>,
  { row, judged, flaky = [], exchanges, attempts, notSignedIn }: CheckedOperation,
  contract: { readonly hash: string; readonly method: string },
  mark: (finding: Finding) => WithBaseline<Finding>,
): HistoryLine {
  const judgements = judged.flatMap(({ judgement }) => (judgement.kind === 'outside' ? [] : [judgement]));
  const confirmed = judgements.flatMap((judgement) => judgement.findings.map((finding) => historyFinding(mark(finding))));
  const findings = [...flaky.map((finding): HistoryFinding => ({ ...historyFinding(mark(finding)), flaky: true })), ...confirmed];
  return {
    v: 1,
    time: run.time,
    run: run.run,
    ...(run.url !== undefined && { url: run.url }),
    ...(run.tenant !== undefined && { tenant: run.tenant }),
    operation: row.operation,
    version: row.apiVersion,
    ...(row.assignment !== undefined && { assignment: row.assignment }),
    verdict: row.verdict,
    findings: [...new Map(findings.map((finding) => [finding.fingerprint, finding])).values()],
    reasons: [...new Set(judgements.flatMap((judgement) => (judgement.kind === 'inconclusive' ? [judgement.reason] : [])))],
    status: row.status,
    milliseconds: row.milliseconds,
    attempts: attempts ?? exchanges.filter(({ request }) => request.method === contract.method).length,
    requestIds: [...new Set(exchanges.flatMap(requestIdOf))],
    contract: contract.hash,
    tool: run.tool,
    emulator: run.emulator,
    ...(notSignedIn && { notSignedIn }),
  };
}

function historyFinding({ fingerprint, code, severity, message, baseline }: WithBaseline<Finding>): HistoryFinding {
  return { fingerprint, code, severity, message, accepted: baseline?.state === 'accepted' ? true : undefined };
}

/** The id that Graph gave a request. A value of another form, as from a proxy, could hold anything and is left out. */
export function requestIdOf({ response }: Exchange): string[] {
  const id = headerOf(response?.headers ?? {}, 'request-id') ?? '';
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? [id] : [];
}
