import { severities } from '../../contracts/judge/codes.js';
import type { Case, CountedFinding } from './report.js';

/** Cases as they stand in their files. */
export function byPlace(a: Case, b: Case): number {
  return compare(a.source.file, b.source.file) || a.source.index - b.source.index || compare(a.source.description, b.source.description);
}

/** Findings, the worst first, then by the line of the page. */
export function byImportance(a: CountedFinding, b: CountedFinding): number {
  return severities.indexOf(a.severity) - severities.indexOf(b.severity) || compare(keyOf(a), keyOf(b));
}

function keyOf(finding: CountedFinding): string {
  const { documentedAt, code, pointer, source, fingerprint } = finding;
  return [documentedAt.file, String(documentedAt.line).padStart(6, '0'), code, pointer, source.description, fingerprint].join('\n');
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
