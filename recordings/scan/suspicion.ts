/** What a text may hold that resembles a secret. */
export type SuspicionKind =
  | 'token'
  | 'jwt'
  | 'bearer'
  | 'private-key'
  | 'client-secret'
  | 'connection-string'
  | 'high-entropy'
  | 'guid'
  | 'mail-address'
  | 'host-name'
  | 'ip-address';

/** Something that resembles a secret, and where it stands. Never what it is. */
export interface Suspicion {
  readonly kind: SuspicionKind;
  readonly file: string;
  /** A JSON Pointer, in which names that are suspicious themselves are numbered; `line 3` in other texts. */
  readonly place: string;
}
