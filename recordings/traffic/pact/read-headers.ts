import { headerOf, type Headers } from '../../../contracts/judge/exchange.js';
import { isObject } from '../../../contracts/json-value.js';
import { headersOf } from '../header-values.js';
import { isWrapped, type Wrapping } from './read-body.js';

/**
 * The headers of a message, with values as text or as lists. Where a wrapper of the body names a media type, and no header does, libraries send
 * it, and compare by it, as if it were one; but without its parameters.
 */
export function readHeaders(raw: unknown, mediaType: string | undefined): Headers {
  const headers = isObject(raw) ? headersOf(raw) : {};
  if (mediaType === undefined || Object.hasOwn(headers, 'Content-Type') || headerOf(headers, 'content-type') !== undefined) return headers;
  return { ...headers, 'content-type': mediaType };
}

export function mediaTypeOf(body: unknown, wrapping: Wrapping): string | undefined {
  const contentType = isWrapped(body, wrapping) && 'content' in body ? body['contentType'] : undefined;
  const mediaType = typeof contentType === 'string' ? (contentType.split(';')[0] ?? '').trim() : '';
  // Libraries write these where they do not know the type.
  return mediaType === '' || mediaType === '*/*' ? undefined : mediaType;
}
