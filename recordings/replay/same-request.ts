import { canonicalJson, type StringRule } from './canonical-json.js';

/**
 * When two requests are the same: method, path and query, content type and body, each by its meaning. Each part is brought into a form in which
 * equal meanings are equal texts, so that they can be looked up.
 */

/** The method, and the path with its query, whatever the host and however its characters are encoded. */
export function routeKey(method: string, url: string): string {
  return `${method.toUpperCase()} ${decoded(pathOf(url))}`;
}

/** From the path on, as it was sent. */
export function pathOf(url: string): string {
  if (url.startsWith('/')) return url;
  const scheme = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(url);
  return scheme === null ? url : url.slice(scheme[0].length);
}

/** Media type and parameters in one case and order. JSON is UTF-8 with or without a word about it. */
export function contentTypeKey(contentType: string): string {
  if (contentType === 'application/json') return contentType;
  const [mediaType = '', ...parameters] = contentType.toLowerCase().split(';');
  const said = parameters.map((parameter) => parameter.replaceAll(/[\s"]/g, '')).filter((parameter) => parameter !== '');
  const telling = mediaType.trim() === 'application/json' ? said.filter((parameter) => parameter !== 'charset=utf-8') : said;
  return [mediaType.trim(), ...telling.sort()].join(';');
}

/** A body, as text or as the JSON value that it parses to. JSON is the same in any order of its members, and with any blanks. */
export function bodyKey(body: unknown): string {
  return keyOfValue(bodyValue(body));
}

/** As `bodyKey`, of what `bodyValue` gives. @param rule what stands in the place of each string. */
export function keyOfValue(value: unknown, rule?: StringRule): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return `text ${rule === undefined ? value : rule(value, '')}`;
  return `json ${canonicalJson(value, rule)}`;
}

/** The JSON value of a body, or its text when it is no JSON; undefined for none. */
export function bodyValue(body: unknown): unknown {
  const value = typeof body === 'string' ? valueOf(body) : body;
  return value === '' ? undefined : value;
}

/** Values that nest deeper than any message of Graph are compared by their keys, for the stack's sake. */
const deepest = 100;

/** Whether two JSON values mean the same, whatever the order of members: as their keys would tell, and faster for two. */
export function sameJson(one: unknown, other: unknown, depth = 0): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  if (depth === deepest) return canonicalJson(one) === canonicalJson(other);
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  for (const name of names) {
    if (!Object.hasOwn(other, name)) return false;
    if (!sameJson((one as Record<string, unknown>)[name], (other as Record<string, unknown>)[name], depth + 1)) return false;
  }
  return true;
}

/** The JSON value of a text, or the text itself. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text) as unknown;
  } catch {
    return text;
  }
}

function decoded(path: string): string {
  if (!path.includes('%')) return path;
  // Each segment by itself: an encoded slash is part of an id, and parts nothing.
  return path.replaceAll(/[^/?&=]+/g, (part) => {
    try {
      return decodeURIComponent(part).replaceAll(/[%/?&=]/g, encodeURIComponent);
    } catch {
      return part;
    }
  });
}
