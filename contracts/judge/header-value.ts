import type { HeaderValue } from '../contract.js';

/** Compares a header with what the contract says of it: parameters and case of a media type do not count. */
export function headerFits(value: HeaderValue, sent: string): boolean {
  switch (value.kind) {
    case 'bearer':
      return /^Bearer +\S+$/i.test(sent.trim());
    case 'media-type':
      return sent === value.mediaType || (sent.split(';', 1)[0] ?? '').trim().toLowerCase() === value.mediaType;
    case 'any':
      return true;
    default:
      return value satisfies never;
  }
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
