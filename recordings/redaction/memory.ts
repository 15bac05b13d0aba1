/** The kinds of placeholders: each has a form of its own, and is numbered by itself. */
export type Kind = 'text' | 'name' | 'guid' | 'mail' | 'host' | 'ipv4' | 'ipv6' | 'moment' | 'number';

/**
 * What was replaced so far, in all exchanges and files of one recording session. Numbers follow the order of appearance, so that the same
 * scenario gives the same file tomorrow, and nothing of a secret goes into its number. It lives in memory only, and is never written.
 */
export class Memory {
  private readonly numbers = new Map<Kind, Map<string, number>>();

  /** The number of a secret of a kind, from 1; the same each time. */
  numberOf(kind: Kind, secret: string): number {
    let ofKind = this.numbers.get(kind);
    if (ofKind === undefined) this.numbers.set(kind, (ofKind = new Map<string, number>()));
    let number = ofKind.get(secret);
    if (number === undefined) ofKind.set(secret, (number = ofKind.size + 1));
    return number;
  }
}
