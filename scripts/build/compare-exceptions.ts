import type { Suspicion } from '../../recordings/scan/suspicion.js';
import type { ScanException } from './scan-exceptions.js';
import type { SecondOpinion } from './second-opinion.js';

/** Compares suspicions with exceptions. @returns a line for each disagreement, without any value. */
export function compareExceptions(suspicions: readonly (Suspicion | SecondOpinion)[], exceptions: readonly ScanException[]): string[] {
  const placesOf = (file: string, kind: string): string[] =>
    suspicions.filter((found) => found.file === file && found.kind === kind).map(({ place }) => place);
  const pairs = new Map([...suspicions, ...exceptions].map(({ file, kind }) => [`${file} ${kind}`, { file, kind }]));
  return [...pairs.values()].flatMap(({ file, kind }) => {
    const places = placesOf(file, kind);
    const allowed = exceptions.find((exception) => exception.file === file && exception.kind === kind)?.places ?? 0;
    if (places.length > allowed) {
      const excepted = allowed === 0 ? '' : ` (${allowed} excepted)`;
      return [`${file}: resembles a secret, by ${kind}, at ${places.slice(0, 10).join(', ')}${excepted}.`];
    }
    return places.length < allowed ? [`${file}: ${allowed} exceptions for ${kind}, but only ${places.length} apply.`] : [];
  });
}
