import { countOf } from '../../contracts/count-of.js';
import { first, groupBy } from '../../contracts/group-by.js';
import { codes, type Code } from '../../contracts/judge/codes.js';
import { excuseOf, withExcuse } from '../verdict/baseline.js';
import type { CountedFinding, Remarks, Report } from '../verdict/report.js';

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
function groupNotes(findings: readonly CountedFinding[]): FindingGroup[] {
  return groups(
    findings.filter(({ severity }) => severity === 'note'),
    (note) => [note.code, hasOwnReason(note) && note.message, excuseOf(note)],
  );
}

/** Notes of every healthy run: they say what the pages leave open, and are no news. */
const usualNotes: readonly Code[] = ['response.body.metadata-property', 'response.body.type-omitted'];

/** The notes that a report shows. One on a drift run counts those that every run has, unless it is to list all. */
export function shownNotes(
  { findings, night }: Report,
  { notes = false }: Remarks,
): { readonly shown: readonly FindingGroup[]; readonly leftOut: number; readonly sentence?: string } {
  const groups = groupNotes(findings);
  const isUsual = ({ finding }: FindingGroup): boolean => usualNotes.includes(finding.code) && excuseOf(finding) === undefined;
  const leftOut = night === undefined || notes ? 0 : groups.filter(isUsual).reduce((sum, { count }) => sum + count, 0);
  if (leftOut === 0) return { shown: groups, leftOut };
  const sentence = `${countOf(leftOut, 'note')} of the kinds that every run has: --notes lists them.`;
  return { shown: groups.filter((group) => !isUsual(group)), leftOut, sentence };
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

/** How a report introduces the line that makes a promise, and the line that contradicts it. */
export function placeNames({ command, revisions }: Pick<Report, 'command' | 'revisions'>): {
  readonly documented: string;
  readonly seen: string;
} {
  if (command !== 'docs') return { documented: 'promised in', seen: 'seen in' };
  return revisions ? { documented: 'before:', seen: 'now:' } : { documented: 'our page:', seen: 'other page:' };
}

/** A name of `placeNames` where it begins a sentence, or is a heading. */
export function capitalised(name: string): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
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
