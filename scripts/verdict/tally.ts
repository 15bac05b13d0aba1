import type { ExchangeRequest, Source } from '../../contracts/judge/exchange.js';
import type { Finding } from '../../contracts/judge/finding.js';
import type { Judgement } from '../../contracts/judge/judge.js';
import { exitCodes, type RowVerdict } from './exit-code.js';
import { tool } from './tool.js';
import type { Marked } from './baseline.js';
import { count, type Counted, samplesOf } from './samples.js';
import { OtherRequests } from './other-requests.js';
import { byImportance, compare } from './report-order.js';
import { countsAs, failsRun, type CountedInconclusive, type FailOn, type OperationRow, type Report } from './report.js';
import { WorstCases } from './worst-cases.js';

/** One exchange that was looked at, and what was made of it. */
export interface Judged {
  readonly source: Source;
  readonly judgement: Judgement;
  /** What was asked: told of other operations, if none is ours. */
  readonly request?: Pick<ExchangeRequest, 'method' | 'url'>;
}

/** By findings of an exchange: the line that each is about. */
export type FindingLines = ReadonlyMap<Finding, number>;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** What is kept besides the sums, for reports that ask for it. */
export interface Keep {
  /** Exchanges by themselves, the worst of them. */
  readonly cases?: boolean;
  /** The first places of each finding. */
  readonly places?: boolean;
}

/** What was accepted, the baseline tells afterwards. */
type Sums = Omit<Report['summary'], 'accepted' | 'pending'>;

/** Sums up what is judged, one after the other, and keeps no more than what a report shows. The order in which it comes changes nothing. */
export class Tally {
  /** Those that came before the first of ours. */
  readonly others = new OtherRequests();
  private readonly summary: Writable<Sums> = {
    exchanges: 0,
    judged: 0,
    inconclusive: 0,
    outside: 0,
    breaking: 0,
    unknown: 0,
    additive: 0,
    notes: 0,
  };
  private readonly findings = new Map<string, Counted<Finding>>();
  /** The fingerprints of findings that occurred outside of pending interactions. */
  private readonly notPending = new Set<string>();
  private readonly inconclusive = new Map<string, Counted<Pick<CountedInconclusive, 'reason'>>>();

  private readonly flaky = new Map<string, Counted<Finding>>();

  private readonly cases: WorstCases | undefined;
  private readonly keepsPlaces: boolean;

  constructor(
    private readonly failOn: FailOn,
    keep: Keep = {},
  ) {
    this.cases = keep.cases ? new WorstCases(failOn) : undefined;
    this.keepsPlaces = keep.places === true;
  }

  /** @param lines those on which the findings are that a report may show, if that is known; of the others no place is kept. */
  add({ source, judgement, request }: Judged, lines?: FindingLines): void {
    this.summary.exchanges += 1;
    this.summary[judgement.kind] += 1;
    if (judgement.kind === 'outside') {
      if (request !== undefined && this.summary.exchanges === this.summary.outside) this.others.add(request);
      return;
    }
    for (const finding of judgement.findings) {
      const times = finding.count ?? 1;
      this.summary[countsAs[finding.severity]] += times;
      if (!finding.pending) this.notPending.add(finding.fingerprint);
      const line = lines?.get(finding);
      const seen = { sample: finding, source: line === undefined ? source : { ...source, line } };
      const keepsPlace = this.keepsPlaces && (lines === undefined || line !== undefined);
      count(this.findings, finding.fingerprint, seen, { keepsPlace, times });
    }
    this.cases?.add({
      source,
      findings: judgement.findings,
      ...(judgement.kind === 'inconclusive' ? { reason: judgement.reason } : {}),
    });
    if (judgement.kind === 'inconclusive') count(this.inconclusive, judgement.reason, { sample: { reason: judgement.reason }, source });
  }

  /** A finding that did not come again, and so is none; but a night that saw it has not seen Graph agree either. */
  addFlaky(finding: Finding & { readonly source: Source }): void {
    count(this.flaky, finding.fingerprint, { sample: finding, source: finding.source });
  }

  /** Pending only if each occurrence is. */
  private withPending<T extends Finding>(finding: T): T {
    const { pending, ...rest } = finding;
    return pending && this.notPending.has(finding.fingerprint) ? (rest as T) : finding;
  }

  private sums(findings: readonly (Finding & { readonly count: number })[]): Report['summary'] {
    const pending = findings.filter((finding) => finding.pending === true);
    if (pending.length === 0) return { ...this.summary };
    const summary = { ...this.summary, pending: 0 };
    for (const { severity, count: times } of pending) {
      summary[countsAs[severity]] -= times;
      summary.pending += times;
    }
    return summary;
  }

  report(command: string, operations?: readonly OperationRow[]): Report {
    const findings = samplesOf(this.findings)
      .map((finding) => this.withPending(finding))
      .sort(byImportance);
    const { judged, inconclusive } = this.summary;
    const open = inconclusive + this.flaky.size > 0;
    const verdict = judged === 0 && !open ? 'nothing-judged' : verdictOf(findings, open, this.failOn);
    return {
      tool,
      command,
      verdict,
      exitCode: exitCodes[verdict],
      summary: this.sums(findings),
      findings,
      inconclusive: samplesOf(this.inconclusive).sort((a, b) => compare(a.reason, b.reason)),
      operations,
      ...(this.flaky.size === 0 ? {} : { flaky: samplesOf(this.flaky).sort(byImportance) }),
      failOn: this.failOn,
      ...(this.cases === undefined ? {} : { cases: this.cases.all(), casesLeftOut: this.cases.leftOut }),
    };
  }
}

/** A finding outweighs weather: what one exchange has shown, a broken night does not take back. */
export function verdictOf(findings: readonly Marked<Finding>[], anyInconclusive: boolean, failOn: FailOn): RowVerdict {
  if (findings.some((finding) => failsRun(finding, failOn))) return 'disagrees';
  return anyInconclusive ? 'inconclusive' : 'agrees';
}
