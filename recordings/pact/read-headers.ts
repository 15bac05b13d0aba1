import { headerOf, type Headers } from '../../contracts/judge/exchange.js';
import { isObject } from '../../contracts/json-value.js';
import { headerValues } from '../header-values.js';
import { isWrapped, type Wrapping } from './read-body.js';

/**
 * The headers of a message, with values as text or as lists. Where a wrapper of the body names a media type, and no header does, libraries send
 * it, and compare by it, as if it were one; but without its parameters.
 */
export function readHeaders(raw: unknown, mediaType: string | undefined): Headers {
  const headers = !isObject(raw) ? {} : isPlain(raw) ? raw : textsOf(raw);
  if (mediaType === undefined || Object.hasOwn(headers, 'Content-Type') || headerOf(headers, 'content-type') !== undefined) return headers;
  return { ...headers, 'content-type': mediaType };
}

export function mediaTypeOf(body: unknown, wrapping: Wrapping): string | undefined {
  const contentType = isWrapped(body, wrapping) ? body['contentType'] : undefined;
  return typeof contentType === 'string' ? (contentType.split(';')[0] ?? '').trim() : undefined;
}

/** Values may be anything that JSON has; too deep a one is no header that anybody sends. */
function textsOf(raw: Record<string, unknown>): Headers {
  try {
    return headerValues(Object.entries(raw));
  } catch (error) {
    if (error instanceof RangeError) return {};
    throw error;
  }
}

/** Nearly all are; then they need not be copied. */
function isPlain(raw: Record<string, unknown>): raw is Record<string, string | string[]> {
  return Object.keys(raw).every((name) => {
    const value = raw[name];
    return typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'));
  });
}
