import type { ExchangeRequest, Source } from '../../contracts/judge/exchange.js';
import type { Finding } from '../../contracts/judge/finding.js';
import type { Judgement } from '../../contracts/judge/judge.js';
import { exitCodes } from './exit-code.js';
import { OtherRequests } from './other-requests.js';
import { type CountedInconclusive, countsAs, type FailOn, type OperationRow, type Report, tool } from './report.js';
import { byImportance, compare, OccurrenceCounts, WorstCases } from './samples.js';
import { verdictOf } from './verdict.js';

/** An exchange and its judgement. */
export interface Judged {
  readonly source: Source;
  readonly judgement: Judgement;
  /** Reported if no exchange is of our operations. */
  readonly request?: Pick<ExchangeRequest, 'method' | 'url'>;
}

/** The lines of findings. */
export type FindingLines = ReadonlyMap<Finding, number>;

/** Details for reports that need them: the worst cases, and the first places of each finding. */
export interface Keep {
  readonly cases?: boolean;
  readonly places?: boolean;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Sums up judgements, and keeps no more than a report shows. Their order changes nothing. */
export class Tally {
  /** The requests before the first of our operations. */
  readonly others = new OtherRequests();
  private readonly summary: Writable<Omit<Report['summary'], 'accepted' | 'pending'>> = {
    exchanges: 0,
    judged: 0,
    inconclusive: 0,
    outside: 0,
    breaking: 0,
    unknown: 0,
    additive: 0,
    notes: 0,
  };
  private readonly findings = new OccurrenceCounts<Finding>();
  private readonly flaky = new OccurrenceCounts<Finding>();
  private readonly inconclusive = new OccurrenceCounts<Pick<CountedInconclusive, 'reason'>>();
  /** The fingerprints of findings that occurred outside of pending interactions. */
  private readonly notPending = new Set<string>();
  private readonly cases: WorstCases | undefined;

  constructor(
    private readonly failOn: FailOn,
    private readonly keep: Keep = {},
  ) {
    this.cases = keep.cases ? new WorstCases(failOn) : undefined;
  }

  /** @param lines of the findings that a report may show, if known. No place is kept of the others. */
  add({ source, judgement, request }: Judged, lines?: FindingLines): void {
    this.summary.exchanges += 1;
    this.summary[judgement.kind] += 1;
    if (judgement.kind === 'outside') {
      if (request !== undefined && this.summary.exchanges === this.summary.outside) this.others.add(request);
      return;
    }
    const { findings } = judgement;
    for (const finding of findings) {
      const times = finding.count ?? 1;
      this.summary[countsAs[finding.severity]] += times;
      if (!finding.pending) this.notPending.add(finding.fingerprint);
      const line = lines?.get(finding);
      const keepsPlace = this.keep.places && (lines === undefined || line !== undefined);
      const at = finding.seenAt ?? { file: source.file, line };
      const occurrence = { sample: finding, source: at.line === undefined ? source : { ...source, file: at.file, line: at.line } };
      this.findings.add(finding.fingerprint, occurrence, { keepsPlace, times });
    }
    const reason = judgement.kind === 'inconclusive' ? judgement.reason : undefined;
    this.cases?.add({ source, findings: findings.map((one) => ({ ...one, line: one.seenAt?.line ?? lines?.get(one) })), reason });
    if (reason !== undefined) this.inconclusive.add(reason, { sample: { reason }, source });
  }

  /** Adds a finding about no exchange, such as a page that is gone. */
  addAlone(source: Source, finding: Finding): void {
    this.summary[countsAs[finding.severity]] += 1;
    this.notPending.add(finding.fingerprint);
    this.findings.add(finding.fingerprint, { sample: finding, source }, { keepsPlace: this.keep.places === true });
    this.cases?.add({ source, findings: [finding] });
  }

  /** Adds a finding that did not recur. It makes a run inconclusive. */
  addFlaky(finding: Finding & { readonly source: Source }): void {
    this.flaky.add(finding.fingerprint, { sample: finding, source: finding.source });
  }

  report(command: string, operations?: readonly OperationRow[]): Report {
    const findings = this.findings
      .all()
      .map((finding) => this.withPending(finding))
      .sort(byImportance);
    const { judged, inconclusive } = this.summary;
    const open = inconclusive + this.flaky.size > 0;
    const verdict = judged + this.findings.size === 0 && !open ? 'nothing-judged' : verdictOf(findings, open, this.failOn);
    return {
      tool,
      command,
      verdict,
      exitCode: exitCodes[verdict],
      summary: this.sums(findings),
      findings,
      inconclusive: this.inconclusive.all().sort((a, b) => compare(a.reason, b.reason)),
      operations,
      ...(this.flaky.size === 0 ? {} : { flaky: this.flaky.all().sort(byImportance) }),
      failOn: this.failOn,
      ...(this.cases === undefined ? {} : { cases: this.cases.all(), casesLeftOut: this.cases.leftOut }),
    };
  }

  /** A finding is pending only if each of its occurrences is. */
  private withPending<T extends Finding>(finding: T): T {
    const { pending, ...rest } = finding;
    return pending && this.notPending.has(finding.fingerprint) ? (rest as T) : finding;
  }

  private sums(findings: readonly (Finding & { readonly count: number })[]): Report['summary'] {
    const pending = findings.filter((finding) => finding.pending === true);
    if (pending.length === 0) return { ...this.summary };
    const summary = { ...this.summary, pending: 0 };
    for (const { severity, count } of pending) {
      summary[countsAs[severity]] -= count;
      summary.pending += count;
    }
    return summary;
  }
}
