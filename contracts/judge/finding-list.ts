import { countOf, numeral } from '../count-of.js';
import { severities, type Severity } from './codes.js';
import { fingerprintOf, namesTo, rememberNames, type Finding, type Subject } from './finding.js';
import { remember } from './remember.js';

/** The most findings of an exchange that are listed. */
const most = 1_000;

/** The rest of them are summaries, one for each severity. */
const mostKept = most - severities.length;

interface Counted {
  readonly finding: Finding;
  count: number;
}

/**
 * The findings of an exchange, in their order, in bounded memory. Beyond 1,000, findings of one fingerprint are listed once, with their count, and only
 * the worst are listed. The choice does not depend on their order, so that a second exchange confirms them.
 */
export class FindingList {
  private readonly list: Finding[] = [];
  /** By fingerprint, once there are too many. */
  private kept: Map<string, Counted> | undefined;
  private readonly leftOut = new Map<Severity, Counted>();
  /** The best finding that is kept, once some are left out. */
  private best: Finding | undefined;

  constructor(private readonly subject: Subject) {}

  add(finding: Finding): void {
    if (this.kept !== undefined) this.count(this.kept, finding);
    else if (this.list.push(finding) > most) {
      this.kept = new Map();
      for (const one of this.list) this.count(this.kept, one);
    }
  }

  addAll(findings: readonly Finding[]): void {
    for (const finding of findings) this.add(finding);
  }

  all(): readonly Finding[] {
    if (this.kept === undefined) return this.list;
    this.keepWorst(this.kept);
    const summaries = severities.flatMap((severity) => {
      const counted = this.leftOut.get(severity);
      return counted === undefined ? [] : [this.summary(counted)];
    });
    return [...[...this.kept.values()].map(withCount), ...summaries];
  }

  private count(kept: Map<string, Counted>, finding: Finding): void {
    const { count = 1, fingerprint } = finding;
    const known = kept.get(fingerprint);
    if (known !== undefined) known.count += count;
    else if (finding.leftOut || (this.best !== undefined && worstFirst(finding, this.best) > 0)) this.leaveOut({ finding, count });
    else if (kept.set(fingerprint, { finding, count }).size >= 2 * most) this.keepWorst(kept); // Seldom, because it sorts.
  }

  private keepWorst(kept: Map<string, Counted>): void {
    if (kept.size <= mostKept) return;
    const sorted = [...kept.values()].sort((a, b) => worstFirst(a.finding, b.finding));
    for (const counted of sorted.slice(mostKept)) {
      kept.delete(counted.finding.fingerprint);
      this.leaveOut(counted);
    }
    this.best = sorted[mostKept - 1]?.finding;
  }

  /** The summary describes the finding with the first fingerprint. */
  private leaveOut({ finding, count }: Counted): void {
    const known = remember(this.leftOut, finding.severity, () => ({ finding, count: 0 }));
    const first = finding.fingerprint < known.finding.fingerprint ? finding : known.finding;
    this.leftOut.set(finding.severity, { finding: first, count: known.count + count });
  }

  private summary({ finding, count }: Counted): Finding {
    const { code, severity, layer, documentedAt, pointer } = finding;
    const { contract, version } = this.subject;
    const actual = countOf(count, severity === 'note' ? 'more note' : `more ${severity} finding`);
    return {
      code,
      severity,
      layer,
      documentedAt,
      pointer: finding.leftOut ? pointer : pointer.slice(0, Math.max(0, pointer.lastIndexOf('/'))),
      expected: `at most ${numeral(most)} findings in an exchange`,
      actual,
      message: `${actual} of this exchange ${count === 1 ? 'is' : 'are'} not listed. Mend those that are listed, and run again.`,
      fingerprint: fingerprintOf(['left out', severity, contract.name, version ?? '']),
      count,
      leftOut: true,
    };
  }
}

/** The findings of an exchange that are listed. */
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
