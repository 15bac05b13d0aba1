import { distance } from 'fastest-levenshtein';

/** The most letters by which a name, or a segment of a path, may differ from a known one and still count as a typo. */
export const maxTypos = 2;

/** The candidate that differs from a name only by case or by a typo. */
export function nearestName(name: string, candidates: readonly string[]): string | undefined {
  const allowed = Math.min(maxTypos, Math.floor(name.length / 3));
  const lower = name.toLowerCase();
  const [best] = candidates
    .filter((candidate) => Math.abs(candidate.length - name.length) <= allowed)
    .map((candidate) => ({ candidate, apart: distance(candidate.toLowerCase(), lower) }))
    .sort((a, b) => a.apart - b.apart);
  return best !== undefined && best.apart <= allowed ? best.candidate : undefined;
}
