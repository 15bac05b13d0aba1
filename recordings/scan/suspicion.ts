/** The kinds of secrets, each as messages describe it. */
export const kindsOfSecrets = {
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

export type SuspicionKind = keyof typeof kindsOfSecrets;

/** A text that resembles a secret: its kind and its place, never the text itself. */
export interface Suspicion {
  readonly kind: SuspicionKind;
  readonly file: string;
  /** A JSON Pointer in JSON, with suspicious names numbered; `line 3` in other texts. */
  readonly place: string;
}
