import type { Source } from '../../contracts/judge/exchange.js';

/** One of a kind, and where it was seen. What is the same in all of a kind is not all that can be said of one. */
export interface Seen<T> {
  readonly sample: T;
  readonly source: Source;
}

/** A kind of finding, by its sample. */
export interface Counted<T> {
  sample: T;
  /** Where the sample was seen. */
  source: Source;
  count: number;
  /** The first places at which it was seen, in order, if they are kept. */
  places?: Seen<T>[];
}

/** As many places of one finding as a pull request can show before they hide what else was found. */
export const mostPlaces = 20;

/** Counts one more of a kind. The sample is the one that was read first in the first file by name, whatever the order of the files. */
export function count<T>(kinds: Map<string, Counted<T>>, kind: string, seen: Seen<T>, { keepsPlace = false, times = 1 } = {}): void {
  const known = kinds.get(kind);
  if (known === undefined) {
    kinds.set(kind, { ...seen, count: times, ...(keepsPlace ? { places: [seen] } : {}) });
    return;
  }
  known.count += times;
  if (keepsPlace) keepPlace((known.places ??= []), seen);
  if (isBefore(seen.source, known.source)) {
    known.sample = seen.sample;
    known.source = seen.source;
  }
}

/** Keeps the first places, each once, in order. Input mostly comes in order, so the search from the end is short. */
function keepPlace<T>(places: Seen<T>[], place: Seen<T>): void {
  const before = places.findLastIndex(({ source }) => !isBefore(place.source, source));
  if (before === mostPlaces - 1 || isKnown(places, before, place.source)) return;
  places.splice(before + 1, 0, place);
  if (places.length > mostPlaces) places.pop();
}

/** Whether one of the places of the same exchange, the last of which is given, is on the same line. */
function isKnown(places: readonly Seen<unknown>[], last: number, { file, index, line }: Source): boolean {
  for (let at = last; at >= 0; at -= 1) {
    const source = places[at]?.source;
    if (source?.file !== file || source.index !== index) return false;
    if (source.line === line) return true;
  }
  return false;
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
