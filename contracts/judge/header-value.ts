import type { HeaderValue } from '../contract.js';
import { isTokenFilledIn } from './filled-in.js';

/** Compares a header with what the contract says of it: parameters and case of a media type do not count. */
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

/** False for a credential of any scheme whose token was never filled in. */
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
