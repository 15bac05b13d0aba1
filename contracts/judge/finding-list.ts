import { countOf, numeral } from '../count-of.js';
import { first, groupBy } from '../group-by.js';
import { severities } from './codes.js';
import { fingerprintOf, namesTo, rememberNames, type Finding, type Subject } from './finding.js';

/** The most findings of an exchange that are listed. */
const most = 1_000;

/** The rest of them are summaries, one for each severity. */
const mostKept = most - severities.length;

/** The most findings that are held before the list is shortened. Seldom, because it sorts. */
const mostHeld = 10 * most;

/**
 * The findings of an exchange, in their order, in bounded memory. Beyond 1,000, findings of one fingerprint are listed once, with their count, and only
 * the worst are listed. The choice does not depend on their order, so that a second exchange confirms them.
 */
export class FindingList {
  private list: Finding[] = [];
  private added = 0;
  /** For each severity, the finding with the first fingerprint among those that are left out, with the count of all of them. */
  private leftOut: readonly Finding[] = [];

  constructor(private readonly subject: Subject) {}

  add(finding: Finding): void {
    this.added += 1;
    this.list.push(finding);
    if (this.list.length === mostHeld) this.shorten();
  }

  addAll(findings: readonly Finding[]): void {
    for (const finding of findings) this.add(finding);
  }

  all(): readonly Finding[] {
    if (this.added <= most) return this.list;
    this.shorten();
    const inOrder = severities.flatMap((severity) => this.leftOut.filter((finding) => finding.severity === severity));
    return [...this.list, ...inOrder.map((finding) => this.summary(finding))];
  }

  private shorten(): void {
    const distinct = [...groupBy(this.list, ({ fingerprint }) => fingerprint).values()].map(merged);
    const sorted = distinct.filter(({ leftOut }) => !leftOut).sort(worstFirst);
    const kept = new Set(sorted.slice(0, mostKept));
    this.list = distinct.filter((finding) => kept.has(finding));
    for (const finding of distinct) if (!kept.has(finding)) this.leaveOut(finding);
  }

  private leaveOut(finding: Finding): void {
    const known = this.leftOut.find(({ severity }) => severity === finding.severity);
    const shown = known === undefined || finding.fingerprint < known.fingerprint ? finding : known;
    const counted = { ...shown, count: (known?.count ?? 0) + (finding.count ?? 1) };
    this.leftOut = [...this.leftOut.filter((other) => other !== known), counted];
  }

  private summary({ code, severity, layer, documentedAt, pointer, count = 1, leftOut }: Finding): Finding {
    const { contract, version } = this.subject;
    const actual = countOf(count, severity === 'note' ? 'more note' : `more ${severity} finding`);
    return {
      code,
      severity,
      layer,
      documentedAt,
      pointer: leftOut ? pointer : pointer.slice(0, Math.max(0, pointer.lastIndexOf('/'))),
      expected: `at most ${numeral(most)} findings in an exchange`,
      actual,
      message: `${actual} of this exchange ${count === 1 ? 'is' : 'are'} not listed. Mend those that are listed, and run again.`,
      fingerprint: fingerprintOf(['left out', severity, contract.name, version ?? '']),
      count,
      leftOut: true,
    };
  }
}

/** Each finding once: the items of a list have the same ones. */
export function unique(findings: readonly Finding[]): Finding[] {
  return [...groupBy(findings, ({ fingerprint }) => fingerprint).values()].map(first);
}

export function mostOf(subject: Subject, findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= most) return findings;
  const list = new FindingList(subject);
  list.addAll(findings);
  return list.all();
}

function worstFirst(a: Finding, b: Finding): number {
  return severities.indexOf(a.severity) - severities.indexOf(b.severity) || (a.fingerprint < b.fingerprint ? -1 : 1);
}

/** One finding for all of a fingerprint, with their count. */
function merged(group: readonly Finding[]): Finding {
  const one = first(group);
  if (group.length === 1) return one;
  const counted = { ...one, count: group.reduce((sum, { count = 1 }) => sum + count, 0) };
  rememberNames(counted, namesTo(one));
  return counted;
}
