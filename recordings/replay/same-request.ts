import { canonicalJson, type StringRule } from './canonical-json.js';

/** Two requests are the same if method, path with query, content type and body have equal keys: texts that depend on meaning only. */

/** Stands for the body of a recording that answers a request with any body. */
export const anyBody = Symbol('any body');

/** The method, and the path with its query, without the host and with characters decoded. */
export function routeKey(method: string, url: string): string {
  // Segment by segment: an encoded slash is part of an id.
  const decoded = pathOf(url).replaceAll(/[^/?&=]+/g, (written) => {
    const segment = decodedSegment(written);
    return segment === written ? written : segment.replaceAll(/[%/?&=]/g, encodeURIComponent);
  });
  return `${method.toUpperCase()} ${decoded}`;
}

/** The URL as it was sent, without scheme and host. */
export function pathOf(url: string): string {
  return url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '');
}

/** As it is written if it is not validly encoded. */
export function decodedSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Media type and parameters in lower case and order; without the charset of JSON, which is UTF-8 anyway. Empty for no content type. */
export function contentTypeKey(contentType = ''): string {
  const [mediaType = '', ...parameters] = contentType.toLowerCase().split(';');
  const type = mediaType.trim();
  const implied = type === 'application/json' ? ['', 'charset=utf-8'] : [''];
  const stated = parameters.map((parameter) => parameter.replaceAll(/[\s"]/g, '')).filter((parameter) => !implied.includes(parameter));
  return [type, ...stated.sort()].join(';');
}

/** @param body its text, the JSON value of it, or `anyBody`; empty or undefined for none. */
export function bodyKey(body: unknown, rule: StringRule = (text) => text): string {
  if (body === anyBody) return 'any';
  const value = bodyValue(body);
  if (value === undefined) return '';
  return typeof value === 'string' ? `text ${rule(value, '')}` : `json ${canonicalJson(value, rule)}`;
}

/** The JSON value of a body, or its text if it is not JSON; undefined for none. */
export function bodyValue(body: unknown): unknown {
  if (body === '') return undefined;
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body.startsWith('\uFEFF') ? body.slice(1) : body) as unknown;
  } catch {
    return body;
  }
}

/** Whether two JSON values mean the same, whatever the order of their members. */
export function sameJson(one: unknown, other: unknown): boolean {
  return one === other || canonicalJson(one) === canonicalJson(other);
}
