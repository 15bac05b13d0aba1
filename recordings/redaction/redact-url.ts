import { isPublicHost } from './hosts.js';
import type { Placeholders } from './placeholders.js';
import { isPublicText } from './public-vocabulary.js';
import { standInOf } from './redact-opaque.js';

/** How the parts of a URL are redacted. */
export interface UrlRules {
  readonly placeholders: Placeholders;
  value(text: string): string;
  prose(text: string): string;
}

/** Options of a query whose values are words, such as names of properties. */
const optionsOfWords: ReadonlySet<string> = new Set('$select $expand $orderby $filter $top $skip $count $format api-version'.split(' '));
const otherOptions: ReadonlySet<string> = new Set('$search $skiptoken $skipToken $deltatoken $batch'.split(' '));

/** Keeps the path as written: `new URL` would turn a backslash into a slash and resolve dots, and the judge would see another path. */
const urlPattern = /^(?:([a-z][a-z0-9+.-]*:\/\/)([^/?#]*))?([^?#]*)(\?[^#]*)?(#.*)?$/is;

/** Replaces the private parts of a URL, absolute or from its path on. Slashes, typos and ids that were never filled in stay. */
export function redactUrl(url: string, rules: UrlRules): string {
  const [, scheme = '', authority = '', path = '', query = '', fragment = ''] = urlPattern.exec(url) ?? [];
  return (
    (/^(?:https?:\/\/)?$/i.test(scheme) ? scheme : 'redacted://') +
    redactAuthority(authority, rules) +
    redactPath(path, rules) +
    (query === '' ? '' : `?${redactQuery(query.slice(1), rules)}`) +
    (fragment === '' ? '' : `#${redactPath(fragment.slice(1), rules)}`)
  );
}

function redactAuthority(authority: string, { placeholders }: UrlRules): string {
  if (authority === '') return '';
  const [, name = '', port = ''] = /^(?:.*@)?(\[[^\]]*\]|[^:]*)(?::.*?)??(:\d{1,5})?$/s.exec(authority) ?? [];
  if (isPublicHost(name)) return name + port;
  return (/^\d+(?:\.\d+){3}$/.test(name) ? placeholders.ipv4(name) : placeholders.host(name)) + port;
}

function redactPath(path: string, rules: UrlRules): string {
  return path
    .split('/')
    .map((segment) => redactSegment(segment, rules))
    .join('/');
}

function redactSegment(segment: string, rules: UrlRules): string {
  const text = decode(segment);
  if (isPublicText(segment) || isPublicText(text)) return segment;
  const standIn = standInOf(text);
  if (standIn !== undefined) return encode(standIn);
  const [, name, inner] = /^([\w.$]+)\((.*)\)$/s.exec(text) ?? [];
  if (name === undefined || inner === undefined) return encode(rules.value(text));
  return encode(`${isPublicText(name) ? name : rules.prose(name)}(${redactArguments(inner, rules)})`);
}

/** Of `collection('id')`, or names of properties. */
function redactArguments(inner: string, rules: UrlRules): string {
  const [, quoted] = /^'(.*)'$/s.exec(inner) ?? [];
  if ((quoted ?? inner).trim() === '') return inner;
  if (quoted === undefined) return standInOf(inner) ?? rules.prose(inner);
  return `'${standInOf(quoted) ?? rules.value(quoted)}'`;
}

function redactQuery(query: string, rules: UrlRules): string {
  return query
    .split('&')
    .map((pair) => {
      const [name = '', ...rest] = pair.split('=');
      const option = decode(name);
      const shown = name === '' || optionsOfWords.has(option) || otherOptions.has(option) ? name : encode(rules.value(option));
      if (rest.length === 0) return shown;
      const text = decode(rest.join('=').replaceAll('+', ' '));
      return `${shown}=${text === '' ? '' : encode(optionsOfWords.has(option) ? rules.prose(text) : rules.value(text))}`;
    })
    .join('&');
}

function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Escapes only the signs that a path must escape. */
function encode(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\ufffd')).replaceAll(/%(?:24|26|2B|2C|3A|3B|3D|40)/g, (escaped) =>
    escaped === '%26' ? escaped : decodeURIComponent(escaped),
  );
}
