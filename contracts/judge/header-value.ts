import type { HeaderValue, Says } from '../contract.js';
import { isTokenFilledIn } from './dummy-value.js';
import { oncePerContract } from './remember.js';

/** A header for which the page has a rule, with the id of the rule. */
export interface PromisedHeader<What extends 'request-header' | 'response-header'> {
  readonly id: string;
  readonly says: Extract<Says, { readonly what: What }>;
}

export const requestHeaders = oncePerContract(({ rules }) =>
  rules.flatMap(({ id, says }): PromisedHeader<'request-header'>[] => (says.what === 'request-header' ? [{ id, says }] : [])),
);

export const responseHeaders = oncePerContract(({ rules }) =>
  rules.flatMap(({ id, says }): PromisedHeader<'response-header'>[] => (says.what === 'response-header' ? [{ id, says }] : [])),
);

/** Compares a header with its rule. The case and the parameters of a media type do not count. */
export function headerFits(value: HeaderValue, sent: string): boolean {
  switch (value.kind) {
    case 'bearer':
      return /^Bearer +\S+$/i.test(sent.trim()) && hasFilledInToken(sent);
    case 'media-type':
      return sent === value.mediaType || (sent.split(';', 1)[0] ?? '').trim().toLowerCase() === value.mediaType;
    case 'any':
      return true;
    default:
      return value satisfies never;
  }
}

/** False for a credential of any scheme whose token is a placeholder. */
export function hasFilledInToken(credential: string): boolean {
  const text = credential.trim();
  return isTokenFilledIn(text.slice(text.indexOf(' ') + 1).trimStart());
}

export function expectedHeader(value: HeaderValue): string {
  switch (value.kind) {
    case 'bearer':
      return 'Bearer {token}';
    case 'media-type':
      return value.mediaType;
    case 'any':
      return 'a value';
    default:
      return value satisfies never;
  }
}

/** The schemes that findings may name, and that redaction therefore keeps. */
const schemes = /^(?:Basic|Bearer|Digest|Negotiate|NTLM|DPoP|PoP|SharedKey)\b/i;

/** The scheme of a credential as it was written; undefined for an unknown one. Never a part of the credential itself. */
export function authorizationScheme(credential: string): string | undefined {
  return schemes.exec(credential.trim())?.[0];
}
