import type { InconclusiveReason, Severity } from '../../contracts/judge/codes.js';
import { headerOf, type Exchange } from '../../contracts/judge/exchange.js';
import type { Finding } from '../../contracts/judge/finding.js';
import type { RowVerdict } from '../verdict/exit-code.js';
import type { Marked } from '../verdict/baseline.js';
import type { OperationRow } from '../verdict/report.js';
import type { Judged } from '../verdict/tally.js';

/** What a night has to tell of one operation in one API version. */
export interface OperationNight {
  readonly row: OperationRow;
  readonly judged: readonly Judged[];
  /** What would have failed the night, and did not come again. */
  readonly flaky?: readonly Finding[];
  /** What went over the wire, in order. */
  readonly exchanges: readonly Exchange[];
  /** How often the documented request was sent; unless told, as often as `exchanges` has it. */
  readonly attempts?: number;
}

/** What all lines of a night share. */
export interface Night {
  readonly time: Date;
  /** Tells this run from every other one. */
  readonly run: string;
  readonly toolVersion: string;
  /** Whether the emulator answered, and not Graph. */
  readonly emulator: boolean;
}

/** A finding as the history keeps it. */
export interface KeptFinding {
  readonly fingerprint: string;
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** True when the baseline had accepted it. */
  readonly accepted?: true;
  /** True when it did not come again the same night. */
  readonly flaky?: true;
}

/** One line of a history: a night of one operation in one API version. */
export interface NightLine {
  /** The version of this form. */
  readonly v: 1;
  /** When the night began, ISO 8601 in UTC. */
  readonly time: string;
  readonly run: string;
  readonly operation: string;
  readonly version: string;
  readonly verdict: RowVerdict;
  readonly findings: readonly KeptFinding[];
  /** Why it was inconclusive, where it was. */
  readonly reasons: readonly string[];
  /** Of the answer to the documented request; null when there was none. */
  readonly status: number | null;
  readonly milliseconds: number;
  readonly attempts: number;
  /** By which Microsoft's support finds a request again. They name no person and no device. */
  readonly requestIds: readonly string[];
  /** The hash of the contract. */
  readonly contract: string;
  /** The version of this tool. */
  readonly tool: string;
  readonly emulator: boolean;
}

/** The line of one record. @param contract the contract of its operation. @param mark says what the baseline says of a finding. */
export function nightLine(
  night: Night,
  record: OperationNight,
  contract: { readonly hash: string; readonly method: string },
  mark: (finding: Finding) => Marked<Finding>,
): NightLine {
  const { row, judged, flaky = [], exchanges } = record;
  const judgements = judged.flatMap(({ judgement }) => (judgement.kind === 'outside' ? [] : [judgement]));
  const confirmed = judgements.flatMap((judgement) => judgement.findings.map((finding) => keptFinding(mark(finding))));
  const findings = [...flaky.map((finding): KeptFinding => ({ ...keptFinding(mark(finding)), flaky: true })), ...confirmed];
  const reasons = judgements.flatMap((judgement): InconclusiveReason[] => (judgement.kind === 'inconclusive' ? [judgement.reason] : []));
  return {
    v: 1,
    time: night.time.toISOString(),
    run: night.run,
    operation: row.operation,
    version: row.apiVersion,
    verdict: row.verdict,
    findings: [...new Map(findings.map((finding) => [finding.fingerprint, finding])).values()],
    reasons: [...new Set(reasons)],
    status: row.status,
    milliseconds: row.milliseconds,
    attempts: record.attempts ?? exchanges.filter(({ request }) => request.method === contract.method).length,
    requestIds: [...new Set(exchanges.flatMap(requestIdOf))],
    contract: contract.hash,
    tool: night.toolVersion,
    emulator: night.emulator,
  };
}

function keptFinding({ fingerprint, code, severity, message, baseline }: Marked<Finding>): KeptFinding {
  return { fingerprint, code, severity, message, ...(baseline?.state === 'accepted' ? { accepted: true } : {}) };
}

/** The id that Graph gave a request. What has another form, as from a proxy, could be anything, and is not kept. */
function requestIdOf({ response }: Exchange): string[] {
  const id = headerOf(response?.headers ?? {}, 'request-id') ?? '';
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? [id] : [];
}
