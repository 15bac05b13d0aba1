import { countOf } from '../../contracts/count-of.js';
import { first, groupBy } from '../../contracts/group-by.js';
import { codes } from '../../contracts/judge/codes.js';
import { excuseOf, withExcuse } from '../verdict/baseline.js';
import type { CountedFinding } from '../verdict/report.js';

/** Findings that read the same, such as one disagreement in both API versions. */
export interface FindingGroup {
  readonly finding: CountedFinding;
  readonly findings: readonly CountedFinding[];
  readonly count: number;
}

/** Groups findings other than notes by message and documented line. */
export function groupFindings(findings: readonly CountedFinding[]): FindingGroup[] {
  return groups(
    findings.filter(({ severity }) => severity !== 'note'),
    ({ code, message, documentedAt: { file, line }, pending, baseline }) => [code, message, file, line, pending, baseline],
  );
}

/** Groups notes by code, and by message if it says why something was not checked. */
export function groupNotes(findings: readonly CountedFinding[]): FindingGroup[] {
  return groups(
    findings.filter(({ severity }) => severity === 'note'),
    (note) => [note.code, hasOwnReason(note) && note.message, excuseOf(note)],
  );
}

/** What a group of notes means: its own reason, or the meaning of its code. */
export function meaningOf(note: CountedFinding): string {
  return hasOwnReason(note) ? note.message : codes[note.code].means;
}

function hasOwnReason({ code }: CountedFinding): boolean {
  return code.endsWith('.not-checked') || code === 'docs.odd';
}

function groups(findings: readonly CountedFinding[], keyOf: (finding: CountedFinding) => readonly unknown[]): FindingGroup[] {
  return [...groupBy(findings, (finding) => JSON.stringify(keyOf(finding))).values()].map((equal) => ({
    finding: first(equal),
    findings: equal,
    count: equal.reduce((sum, { count }) => sum + count, 0),
  }));
}

export function shownSeverity(finding: CountedFinding): string {
  return withExcuse(finding.severity, excuseOf(finding));
}

export function times(count: number): string {
  return count === 1 ? 'once' : countOf(count, 'time');
}

/** The first items of a list, and how many are left out. */
export function firstOf(items: readonly string[], limit: number): string[] {
  return items.length <= limit ? [...items] : [...items.slice(0, limit), `and ${items.length - limit} more`];
}

/** Whether a baseline accepts findings of the command, by their fingerprints. */
export function takesBaseline(command: string): boolean {
  return command === 'drift' || command === 'docs';
}
