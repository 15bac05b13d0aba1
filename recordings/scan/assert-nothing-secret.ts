import type { RawTraffic } from './raw-traffic.js';
import { scan } from './scan.js';
import type { Suspicion, SuspicionKind } from './suspicion.js';

/** A file that is about to be written. */
export interface FileText {
  readonly file: string;
  readonly text: string;
}

/** More places are only counted. */
const mostShown = 20;

const described: Readonly<Record<SuspicionKind, string>> = {
  token: 'a token that was used',
  jwt: 'a JSON web token',
  bearer: 'a bearer token',
  'private-key': 'a key or certificate',
  'client-secret': 'a client secret',
  'connection-string': 'a connection string or password',
  'high-entropy': 'a key or password, by its randomness',
  guid: 'an id (GUID)',
  'mail-address': 'a mail address',
  'host-name': 'the name of a host',
  'ip-address': 'an IP address',
};

/** Text that resembles a secret was about to be written. Says where, never what. */
export class SecretFoundError extends Error {
  override readonly name = 'SecretFoundError';

  constructor(readonly suspicions: readonly Suspicion[]) {
    super(`Nothing was written, because something in it still resembles a secret:\n${listOfPlaces(suspicions)}`);
  }
}

/** Where something resembles a secret, a line for each place, and what to do. */
export function listOfPlaces(suspicions: readonly Suspicion[]): string {
  const shown = suspicions.slice(0, mostShown).map(({ kind, file, place }) => `  ${file}, ${place}: resembles ${described[kind]}`);
  const more = suspicions.length - shown.length;
  return [
    ...shown,
    ...(more > 0 ? [`  and ${more} more`] : []),
    'Please report the place and the kind, not the value: the redaction has a gap there.',
  ].join('\n');
}

/**
 * Refuses texts that may hold a secret. To be called with all files of a recording, before the first of them is written.
 * @throws SecretFoundError when anything resembles a secret.
 */
export function assertNothingSecret(files: readonly FileText[], raw: RawTraffic): void {
  const suspicions = files.flatMap((file) => suspicionsIn(file, raw));
  if (suspicions.length > 0) throw new SecretFoundError(suspicions);
}

/** What resembles a secret in a file, its name included. */
export function suspicionsIn({ file, text }: FileText, raw: RawTraffic): readonly Suspicion[] {
  // The name of a file is written too, and would stand in the message.
  const inName = scan('a file', file, raw).map(({ kind }) => ({ kind, file: 'a file', place: 'its name' }));
  return [...inName, ...scan(inName.length > 0 ? 'a file' : file, text, raw)];
}
