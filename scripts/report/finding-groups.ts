import { countOf } from '../../contracts/count-of.js';
import { first, groupBy } from '../../contracts/group-by.js';
import { codes } from '../../contracts/judge/codes.js';
import type { CountedFinding } from '../verdict/report.js';

/** Findings that say the same, such as the same disagreement in both API versions: a person reads them as one. */
export interface Alike {
  readonly finding: CountedFinding;
  readonly findings: readonly CountedFinding[];
  readonly count: number;
}

/** Puts findings together that say the same about the same line, in the order of the first of each. */
export function alike(findings: readonly CountedFinding[]): Alike[] {
  return groups(findings, ({ code, message, documentedAt, pending, baseline }) =>
    [code, message, documentedAt.file, documentedAt.line, String(pending), JSON.stringify(baseline)].join('\n'),
  );
}

/** Puts notes together that have the same code, which is enough, unless they tell of different reasons. */
export function alikeNotes(notes: readonly CountedFinding[]): Alike[] {
  return groups(notes, (note) => `${note.code}\n${hasOwnReason(note) ? note.message : ''}`);
}

/** What a group of notes says: its own reason, or what its code means. */
export function meaningOf(note: CountedFinding): string {
  return hasOwnReason(note) ? note.message : codes[note.code].means;
}

/** There are many reasons for which something is not judged, and a person wants to know which it was. */
function hasOwnReason({ code }: CountedFinding): boolean {
  return code.endsWith('.not-checked');
}

function groups(findings: readonly CountedFinding[], keyOf: (finding: CountedFinding) => string): Alike[] {
  return [...groupBy(findings, keyOf).values()].map((same) => ({
    finding: first(same),
    findings: same,
    count: same.reduce((sum, { count }) => sum + count, 0),
  }));
}

export function times(count: number): string {
  return count === 1 ? 'once' : countOf(count, 'time');
}

/** The first few of a list, and how many are left out. */
export function firstOf(items: readonly string[], limit: number): string[] {
  return items.length <= limit ? [...items] : [...items.slice(0, limit), `and ${items.length - limit} more`];
}
