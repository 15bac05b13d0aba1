import { isFilledIn, isRedacted } from '../../contracts/judge/dummy-value.js';
import { unfilled } from './unfilled.js';
import { isPublicHost } from './public-hosts.js';
import { isPublicText } from './public-vocabulary.js';

/** What becomes of the parts of a URL. */
export interface UrlRules {
  readonly value: (text: string) => string;
  readonly prose: (text: string) => string;
  readonly host: (host: string) => string;
}

/** Options of a query whose values are names of properties, and the like. */
const optionsInWords: ReadonlySet<string> = new Set([
  '$select',
  '$expand',
  '$orderby',
  '$filter',
  '$top',
  '$skip',
  '$count',
  '$format',
  'api-version',
]);
const otherOptions: ReadonlySet<string> = new Set(['$search', '$skiptoken', '$skipToken', '$deltatoken', '$batch']);

/** Taken apart as it was written: `new URL` would turn a backslash into a slash, and resolve dots, and the judge would see another path. */
const urlPattern = /^(?:([a-z][a-z0-9+.-]*:\/\/)([^/?#]*))?([^?#]*)(\?[^#]*)?(#.*)?$/is;

/** Replaces what is not public in a URL, absolute or from its path on. Slashes, slips of the hand and ids that were never filled in stay. */
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

function redactAuthority(authority: string, { host }: UrlRules): string {
  if (authority === '') return '';
  const [, name = '', port = ''] = /^(?:.*@)?(\[[^\]]*\]|[^:]*)(?::.*?)??(:\d{1,5})?$/s.exec(authority) ?? [];
  return (isPublicHost(name) ? name : host(name)) + port;
}

function redactPath(path: string, rules: UrlRules): string {
  return path
    .split('/')
    .map((segment) => redactSegment(segment, rules))
    .join('/');
}

function redactSegment(segment: string, rules: UrlRules): string {
  if (isPublicText(segment)) return segment;
  const text = decode(segment);
  if (isPublicText(text)) return segment;
  if (isRedacted(text)) return encode('[REDACTED]');
  if (!isFilledIn(text)) return encode(unfilled(text));
  const [, name, inner] = /^([\w.$]+)\((.*)\)$/s.exec(text) ?? [];
  if (name === undefined || inner === undefined) return encode(rules.value(text));
  return encode(`${isPublicText(name) ? name : rules.prose(name)}(${redactArguments(inner, rules)})`);
}

/** `deviceConfigurations('id')`, or names of properties. */
function redactArguments(inner: string, { value, prose }: UrlRules): string {
  const [, quoted] = /^'(.*)'$/s.exec(inner) ?? [];
  if ((quoted ?? inner).trim() === '') return inner;
  if (quoted === undefined) return isFilledIn(inner) ? prose(inner) : unfilled(inner);
  return `'${isFilledIn(quoted) ? value(quoted) : unfilled(quoted)}'`;
}

function redactQuery(query: string, rules: UrlRules): string {
  return query
    .split('&')
    .map((pair) => {
      const [name = '', ...rest] = pair.split('=');
      const option = decode(name);
      const shown = name === '' || optionsInWords.has(option) || otherOptions.has(option) ? name : encode(rules.value(option));
      if (rest.length === 0) return shown;
      const text = decode(rest.join('=').replaceAll('+', ' '));
      return `${shown}=${text === '' ? '' : encode(optionsInWords.has(option) ? rules.prose(text) : rules.value(text))}`;
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

/** As a path may hold it: signs that need no escape stay readable. */
function encode(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\ufffd')).replaceAll(/%(?:24|26|2B|2C|3A|3B|3D|40)/g, (escaped) =>
    escaped === '%26' ? escaped : decodeURIComponent(escaped),
  );
}
