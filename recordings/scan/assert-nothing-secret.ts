import { kindsOfSecrets, type Suspicion } from './detectors.js';
import type { RawTraffic } from './raw-traffic.js';
import { scan } from './scan.js';

/** A file that is about to be written. */
export interface FileText {
  readonly file: string;
  readonly text: string;
}

/** Further places are only counted. */
const mostShown = 20;

/** A text about to be written resembles a secret. The message names the place, never the text. */
export class SecretFoundError extends Error {
  override readonly name = 'SecretFoundError';

  constructor(readonly suspicions: readonly Suspicion[]) {
    super(`Nothing was written, because something in it still resembles a secret:\n${listOfPlaces(suspicions)}`);
  }
}

/** One line for each suspicious place, then the advice. */
export function listOfPlaces(suspicions: readonly Suspicion[]): string {
  const shown = suspicions.slice(0, mostShown).map(({ kind, file, place }) => `  ${file}, ${place}: resembles ${kindsOfSecrets[kind]}`);
  const more = suspicions.length - shown.length;
  return [
    ...shown,
    ...(more > 0 ? [`  and ${more} more`] : []),
    'Please report the place and the kind, not the value: the redaction has a gap there.',
  ].join('\n');
}

/**
 * Call it with all files of a recording before the first is written.
 * @throws SecretFoundError if a file or its name resembles a secret.
 */
export function assertNothingSecret(files: readonly FileText[], raw: RawTraffic): void {
  const suspicions = files.flatMap((file) => suspicionsIn(file, raw));
  if (suspicions.length > 0) throw new SecretFoundError(suspicions);
}

/** The suspicious places of a file, its name included: the name is written too. */
export function suspicionsIn({ file, text }: FileText, raw: RawTraffic): readonly Suspicion[] {
  const inName = scan('a file', file, raw).map((suspicion) => ({ ...suspicion, place: 'its name' }));
  return [...inName, ...scan(inName.length > 0 ? 'a file' : file, text, raw)];
}
