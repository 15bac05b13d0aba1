import { canonicalJson, type StringRule } from './canonical-json.js';

/** Two requests are the same if method, path with query, content type and body have equal keys: texts that depend on meaning only. */

/** The method, and the path with its query, without the host and with characters decoded. */
export function routeKey(method: string, url: string): string {
  return `${method.toUpperCase()} ${decoded(pathOf(url))}`;
}

/** The URL as it was sent, without scheme and host. */
export function pathOf(url: string): string {
  if (url.startsWith('/')) return url;
  const scheme = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(url);
  return scheme === null ? url : url.slice(scheme[0].length);
}

/** Media type and parameters in lower case and order; without the charset of JSON, which is UTF-8 anyway. Empty for no content type. */
export function contentTypeKey(contentType = ''): string {
  const [mediaType = '', ...parameters] = contentType.toLowerCase().split(';');
  const type = mediaType.trim();
  const implied = type === 'application/json' ? ['', 'charset=utf-8'] : [''];
  const stated = parameters.map((parameter) => parameter.replaceAll(/[\s"]/g, '')).filter((parameter) => !implied.includes(parameter));
  return [type, ...stated.sort()].join(';');
}

/** @param body its text, or the JSON value of it; empty or undefined for none. */
export function bodyKey(body: unknown, rule?: StringRule): string {
  const value = bodyValue(body);
  if (value === undefined) return '';
  if (typeof value === 'string') return `text ${rule === undefined ? value : rule(value, '')}`;
  return `json ${canonicalJson(value, rule)}`;
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

function decoded(path: string): string {
  if (!path.includes('%')) return path;
  // Segment by segment: an encoded slash is part of an id.
  return path.replaceAll(/[^/?&=]+/g, (part) => {
    try {
      return decodeURIComponent(part).replaceAll(/[%/?&=]/g, encodeURIComponent);
    } catch {
      return part;
    }
  });
}
