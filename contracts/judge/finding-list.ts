import { countOf, numeral } from '../count-of.js';
import { severities, type Severity } from './codes.js';
import { fingerprintOf, type Finding, type Subject } from './finding.js';
import { namesTo, rememberNames } from './real-names.js';

/** The most findings of one exchange that are kept. */
const most = 1_000;

/** Of more than those, a finding for each severity says how many are left out. */
const mostKept = most - severities.length;

interface Counted {
  readonly finding: Finding;
  count: number;
}

/**
 * The findings of one exchange, in their order. Up to 1,000 are kept as they come. Of more, findings of one fingerprint are kept once, with their
 * count, and then the worst. Which ones these are does not depend on the order in which they come, so that a second exchange confirms them.
 */
export class FindingList {
  private readonly list: Finding[] = [];
  private worst: WorstFindings | undefined;

  constructor(private readonly subject: Subject) {}

  add(finding: Finding): void {
    if (this.worst !== undefined) this.worst.add(finding);
    else if (this.list.push(finding) > most) {
      this.worst = new WorstFindings(this.subject);
      for (const one of this.list) this.worst.add(one);
    }
  }

  addAll(findings: readonly Finding[]): void {
    for (const finding of findings) this.add(finding);
  }

  all(): readonly Finding[] {
    return this.worst?.all() ?? this.list;
  }
}

/** The worst of any number of findings, each once, and how many are left out. */
class WorstFindings {
  private readonly kept = new Map<string, Counted>();
  private readonly leftOut = new Map<Severity, Counted>();
  /** The best of those that are kept, once some are left out: what is no worse is left out too. */
  private best: Finding | undefined;

  constructor(private readonly subject: Subject) {}

  all(): readonly Finding[] {
    this.leaveOut();
    return [
      ...[...this.kept.values()].map(withCount),
      ...severities.flatMap((severity) => {
        const counted = this.leftOut.get(severity);
        return counted === undefined ? [] : [this.summary(severity, counted)];
      }),
    ];
  }

  add(finding: Finding): void {
    const count = finding.count ?? 1;
    const known = this.kept.get(finding.fingerprint);
    if (known !== undefined) known.count += count;
    else if (finding.leftOut || (this.best !== undefined && worstFirst(finding, this.best) > 0)) this.leave({ finding, count });
    else {
      this.kept.set(finding.fingerprint, { finding, count });
      // Seldom, because it takes a sort.
      if (this.kept.size >= 2 * most) this.leaveOut();
    }
  }

  /** Leaves out all but the worst. */
  private leaveOut(): void {
    if (this.kept.size <= mostKept) return;
    const sorted = [...this.kept.values()].sort((a, b) => worstFirst(a.finding, b.finding));
    for (const counted of sorted.slice(mostKept)) {
      this.kept.delete(counted.finding.fingerprint);
      this.leave(counted);
    }
    this.best = sorted[mostKept - 1]?.finding;
  }

  private leave({ finding, count }: Counted): void {
    const known = this.leftOut.get(finding.severity);
    const isFirst = known === undefined || finding.fingerprint < known.finding.fingerprint;
    this.leftOut.set(finding.severity, { finding: isFirst ? finding : known.finding, count: (known?.count ?? 0) + count });
  }

  private summary(severity: Severity, { finding, count }: Counted): Finding {
    const { code, layer, documentedAt, pointer } = finding;
    const { contract, version } = this.subject;
    const what = countOf(count, severity === 'note' ? 'more note' : `more ${severity} finding`);
    return {
      code,
      severity,
      layer,
      documentedAt,
      pointer: finding.leftOut ? pointer : pointer.slice(0, Math.max(0, pointer.lastIndexOf('/'))),
      expected: `at most ${numeral(most)} findings in an exchange`,
      actual: what,
      message: `${what} of this exchange ${count === 1 ? 'is' : 'are'} not listed. Mend those that are listed, and run again.`,
      fingerprint: fingerprintOf(['left out', severity, contract.name, version ?? '']),
      count,
      leftOut: true,
    };
  }
}

/** Those of the findings of one exchange that are kept. */
export function mostOf(subject: Subject, findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= most) return findings;
  const list = new FindingList(subject);
  list.addAll(findings);
  return list.all();
}

function worstFirst(a: Finding, b: Finding): number {
  return severities.indexOf(a.severity) - severities.indexOf(b.severity) || (a.fingerprint < b.fingerprint ? -1 : 1);
}

function withCount({ finding, count }: Counted): Finding {
  if (count === 1) return finding;
  const counted = { ...finding, count };
  rememberNames(counted, namesTo(finding));
  return counted;
}
