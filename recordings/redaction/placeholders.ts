import { remember } from '../../contracts/judge/remember.js';

/** A GUID in any form, also within other letters. */
export const guidPattern = /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/gi;

/** Shorter secrets would be found in ordinary words, in characters. */
const shortestSecret = 4;

/**
 * The replacements of one session: equal secrets, in any case, get the same placeholder in all exchanges and files.
 * Numbers follow the order of appearance, so equal scenarios give equal files, and no number depends on a secret.
 * Placeholders differ from real data: ids that are nearly all zeros, and names and addresses that standards reserve for examples.
 */
export class Placeholders {
  private readonly numbers = new Map<string, Map<string, number>>();
  private readonly secrets: readonly string[];

  /** @param secrets what must be replaced even where it looks public, such as the token. Texts below four characters are ignored. */
  constructor(secrets: readonly string[] = []) {
    this.secrets = secrets.filter(({ length }) => length >= shortestSecret).map((secret) => secret.toLowerCase());
  }

  /** Whether a text contains a known secret, in any case. */
  holdsSecret(text: string): boolean {
    const lower = text.toLowerCase();
    return this.secrets.some((secret) => lower.includes(secret));
  }

  /** Keeps the dashes and the case. The one letter in it shows the case. */
  guid(guid: string): string {
    const number = this.numberOf('guid', guid.replaceAll('-', '').toLowerCase());
    const digits = `0000000000004000a000${String(number).padStart(12, '0')}`;
    let at = 0;
    return inCaseOf(
      guid,
      guid.replaceAll(/[^-]+/g, ({ length }) => digits.slice(at, (at += length))),
    );
  }

  /** For texts of no special form. */
  text(text: string): string {
    return inCaseOf(text, `redacted-${this.numberOf('text', text.toLowerCase())}`);
  }

  /** For the name of a property. It keeps the mark of control information, and a finding does not show it. */
  name(name: string): string {
    return `redacted${name.includes('@') ? '@' : ' '}name ${this.numberOf('name', name)}`;
  }

  mail(address: string): string {
    return inCaseOf(address, `redacted-${this.numberOf('mail', address.toLowerCase())}@example.invalid`);
  }

  host(host: string): string {
    return inCaseOf(host, `redacted-${this.numberOf('host', host.toLowerCase())}.invalid`);
  }

  /** From the three networks of RFC 5737, or as a text once they are used up. */
  ipv4(address: string): string {
    const number = this.numberOf('ipv4', address) - 1;
    const network = ['192.0.2', '198.51.100', '203.0.113'][Math.floor(number / 254)];
    return network === undefined ? this.text(address) : `${network}.${(number % 254) + 1}`;
  }

  /** From the network of RFC 3849. */
  ipv6(address: string): string {
    return `2001:db8::${this.numberOf('ipv6', address.toLowerCase()).toString(16)}`;
  }

  /** One of the first seconds of the year 2000, ISO 8601, with a fraction and a zone if the original has them. */
  timestamp(written: string): string {
    const at = new Date(Date.UTC(2000, 0, 1) + this.numberOf('timestamp', written.toUpperCase()) * 1000).toISOString();
    const [, fraction = '', zone = ''] = /(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/i.exec(written) ?? [];
    return `${at.slice(0, 19)}${fraction.replaceAll(/\d/g, '0')}${zone === '' ? '' : 'Z'}`;
  }

  /** A number of the same type and sign, with as many digits before the point, from 6 to the 15 that JSON keeps exact. */
  number(written: string): string {
    const value = Number(written);
    const number = this.numberOf('number', String(value));
    const digits = Math.min(15, Math.max(6, String(Math.trunc(Math.abs(value))).replace(/\D.*$/, '').length));
    return `${value < 0 ? '-' : ''}${10 ** (digits - 1) + number}${Number.isInteger(value) ? '' : '.5'}`;
  }

  /** The number of a secret among those of its kind, from 1. */
  private numberOf(kind: string, secret: string): number {
    const ofKind = remember(this.numbers, kind, () => new Map<string, number>());
    return remember(ofKind, secret, () => ofKind.size + 1);
  }
}

const form = {
  text: /(?:^|[^a-z])redacted-\d|00000000-?0000-?4000-?a000-?0|^2000-01-01T\d\d:\d\d:\d\d|^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$|^2001:db8::/i,
  number: /^-?1(?=\d{5})0{2,}\d+(?:\.5)?$/,
};

/** Whether a value of a recording looks like a placeholder. */
export function isPlaceholder(value: unknown): boolean {
  return typeof value === 'number' ? form.number.test(String(value)) : typeof value === 'string' && form.text.test(value);
}

function inCaseOf(original: string, placeholder: string): string {
  return /\p{Lu}/u.test(original) && !/\p{Ll}/u.test(original) ? placeholder.toUpperCase() : placeholder;
}
