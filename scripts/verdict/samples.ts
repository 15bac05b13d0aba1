import { severities } from '../../contracts/judge/codes.js';
import type { Source } from '../../contracts/judge/exchange.js';
import type { CountedFinding, FailOn, Occurrence, ReportCase } from './report.js';
import { failsRun } from './verdict.js';

/** As many places of one finding as a pull request can show before they hide other findings. */
export const mostPlaces = 20;

/** More than anyone reads, and as many as CI systems accept. */
export const mostCases = 5_000;

interface Kind<T> {
  first: Occurrence<T>;
  count: number;
  /** The first occurrences in order, if they are kept. */
  places?: Occurrence<T>[];
}

/** Counts equal things. In any order of input, the sample of a kind is the first in the first file by name. */
export class OccurrenceCounts<T> {
  private readonly kinds = new Map<string, Kind<T>>();

  add(kind: string, occurrence: Occurrence<T>, { keepsPlace = false, times = 1 } = {}): void {
    const known = this.kinds.get(kind);
    if (known === undefined) {
      this.kinds.set(kind, { first: occurrence, count: times, places: keepsPlace ? [occurrence] : undefined });
      return;
    }
    known.count += times;
    if (keepsPlace) keepPlace((known.places ??= []), occurrence);
    if (isBefore(occurrence.source, known.first.source)) known.first = occurrence;
  }

  get size(): number {
    return this.kinds.size;
  }

  all(): (T & { readonly source: Source; readonly count: number })[] {
    return [...this.kinds.values()].map(({ first: { sample, source }, count, places }) => ({
      ...sample,
      source,
      count,
      ...(places === undefined ? {} : { places }),
    }));
  }
}

/** Keeps the first places in order, each once. Input mostly comes in order, so the search starts at the end. */
function keepPlace<T>(places: Occurrence<T>[], place: Occurrence<T>): void {
  const before = places.findLastIndex(({ source }) => !isBefore(place.source, source));
  const { file, index, line } = place.source;
  const isKnown = places.some(({ source }) => source.file === file && source.index === index && source.line === line);
  if (before === mostPlaces - 1 || isKnown) return;
  places.splice(before + 1, 0, place);
  if (places.length > mostPlaces) places.pop();
}

function isBefore(a: Source, b: Source): boolean {
  return a.file === b.file ? a.index < b.index : a.file < b.file;
}

/** The worst cases of a run, at most 5,000 of them, so that the memory of a report has a limit. The order of input changes nothing. */
export class WorstCases {
  private kept: { readonly one: ReportCase; readonly rank: number }[] = [];
  private count = 0;

  constructor(private readonly failOn: FailOn) {}

  add(one: ReportCase): void {
    this.count += 1;
    this.kept.push({ one, rank: this.rankOf(one) });
    if (this.kept.length > 2 * mostCases) this.drop();
  }

  get leftOut(): number {
    return Math.max(0, this.count - mostCases);
  }

  /** In the order of their files. */
  all(): ReportCase[] {
    this.drop();
    return this.kept.map(({ one }) => one).sort(byPlace);
  }

  private drop(): void {
    this.kept = this.kept.sort((a, b) => a.rank - b.rank || byPlace(a.one, b.one)).slice(0, mostCases);
  }

  /** The order of cases: 0 for one that fails the run, higher for less severe ones. */
  private rankOf({ findings, reason }: ReportCase): number {
    if (findings.some((finding) => failsRun(finding, this.failOn))) return 0;
    if (reason !== undefined) return 1;
    return findings.length > 0 ? 2 : 3;
  }
}

function byPlace(a: ReportCase, b: ReportCase): number {
  return compare(a.source.file, b.source.file) || a.source.index - b.source.index || compare(a.source.description, b.source.description);
}

/** The worst finding first, then by the line of the page. */
export function byImportance(a: CountedFinding, b: CountedFinding): number {
  return severities.indexOf(a.severity) - severities.indexOf(b.severity) || compare(keyOf(a), keyOf(b));
}

function keyOf({ documentedAt, code, pointer, source, fingerprint }: CountedFinding): string {
  return [documentedAt.file, String(documentedAt.line).padStart(6, '0'), code, pointer, source.description, fingerprint].join('\n');
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
