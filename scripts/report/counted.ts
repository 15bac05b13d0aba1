import type { Source } from '../../contracts/judge/exchange.js';

/** A kind of finding, by its sample. */
export interface Counted<T> {
  sample: T;
  /** Where the sample was seen. */
  source: Source;
  count: number;
  /** The first places at which it was seen, in order, if they are kept. */
  places?: Source[];
}

/** As many places of one finding as a pull request can show before they hide what else was found. */
export const mostPlaces = 20;

/** Counts more of a kind. The sample is the one that was read first in the first file by name, whatever the order of the files. */
export function count<T>(kinds: Map<string, Counted<T>>, kind: string, more: Counted<T>): void {
  const known = kinds.get(kind);
  if (known === undefined) {
    kinds.set(kind, more);
    return;
  }
  known.count += more.count;
  for (const place of more.places ?? []) keepPlace((known.places ??= []), place);
  if (isBefore(more.source, known.source)) {
    known.sample = more.sample;
    known.source = more.source;
  }
}

/** Keeps the first places, each once, in order. Input mostly comes in order, so the search from the end is short. */
function keepPlace(places: Source[], source: Source): void {
  const before = places.findLastIndex((place) => !isBefore(source, place));
  const last = places[before];
  if (before === mostPlaces - 1 || (last?.file === source.file && last.index === source.index)) return;
  places.splice(before + 1, 0, source);
  if (places.length > mostPlaces) places.pop();
}

function isBefore(a: Source, b: Source): boolean {
  return a.file === b.file ? a.index < b.index : a.file < b.file;
}

/** The samples, with where they were seen and how often. */
export function samplesOf<T>(kinds: ReadonlyMap<string, Counted<T>>): (T & { readonly source: Source; readonly count: number })[] {
  return [...kinds.values()].map(({ sample, source, count: times, places }) => ({
    ...sample,
    source,
    count: times,
    ...(places === undefined ? {} : { places }),
  }));
}
