import { first, groupBy } from '../../contracts/group-by.js';
import type { CountedFinding } from './report.js';

/** Findings that say the same, such as the same disagreement in both API versions: a person reads them as one. */
export interface Alike {
  readonly finding: CountedFinding;
  readonly findings: readonly CountedFinding[];
  readonly count: number;
}

/** Puts findings together that say the same about the same line, in the order of the first of each. */
export function alike(findings: readonly CountedFinding[]): Alike[] {
  return groups(findings, ({ code, message, documentedAt, baseline }) =>
    [code, message, documentedAt.file, documentedAt.line, JSON.stringify(baseline)].join('\n'),
  );
}

/** Puts findings together that have the same code: enough for notes. */
export function alikeByCode(findings: readonly CountedFinding[]): Alike[] {
  return groups(findings, ({ code }) => code);
}

function groups(findings: readonly CountedFinding[], keyOf: (finding: CountedFinding) => string): Alike[] {
  return [...groupBy(findings, keyOf).values()].map((same) => ({
    finding: first(same),
    findings: same,
    count: same.reduce((sum, { count }) => sum + count, 0),
  }));
}

export function times(count: number): string {
  return count === 1 ? 'once' : `${String(count)} times`;
}

/** The first few of a list, and how many are left out. */
export function firstOf(items: readonly string[], limit: number): string[] {
  return items.length <= limit ? [...items] : [...items.slice(0, limit), `and ${String(items.length - limit)} more`];
}
