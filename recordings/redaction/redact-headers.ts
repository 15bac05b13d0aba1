import type { HeaderValue } from '../../contracts/contract.js';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { describeMediaType } from '../../contracts/judge/describe.js';
import type { Headers } from '../../contracts/judge/exchange.js';
import { hasFilledInToken, headerFits, authorizationScheme } from '../../contracts/judge/header-value.js';
import { mayBeHost } from './hosts.js';
import { isOfPublicWords } from './public-words.js';

/** The redacted value of a header; undefined to drop it. */
type HeaderRule = (value: string, rules: ValueRules) => string | undefined;

export interface ValueRules {
  url(url: string): string;
  value(text: string): string;
}

const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE', 'MERGE', 'TRACE', 'CONNECT'];

export function isKnownMethod(method: string): boolean {
  return methods.includes(method.toUpperCase());
}

const redactAllow: HeaderRule = (value) =>
  value
    .split(',')
    .filter((method) => isKnownMethod(method.trim()))
    .join(',');

const redactPreference: HeaderRule = (value) =>
  /(?<![\w-])return\s*=\s*"?(?:minimal|representation)(?![\w-])/i.exec(value)?.[0].replaceAll(/[\s"]/g, '').toLowerCase();

/** Headers that are kept, because the judge reads them or clients act on them. All others are dropped: cookies, ids of requests, diagnostics. */
const kept: ReadonlyMap<string, HeaderRule> = new Map<string, HeaderRule>([
  // Headers that a page promises are judged.
  ...contracts.flatMap(({ rules }) =>
    rules.flatMap(({ says }): [string, HeaderRule][] =>
      'header' in says ? [[says.header.toLowerCase(), (value, rules) => rules.value(value)]] : [],
    ),
  ),
  ['accept', redactMediaTypes],
  ['content-type', redactMediaTypes],
  ['authorization', redactCredentials],
  ['retry-after', redactDelay],
  ['allow', redactAllow],
  ['location', (value, rules) => rules.url(value)],
  ['prefer', redactPreference],
  ['preference-applied', redactPreference],
  ['odata-version', (value) => (/^\d\.\d{1,2}$/.test(value) ? value : undefined)],
]);

/** Keeps headers by name, with the public part of their values. */
export function redactHeaders(headers: Headers, rules: ValueRules): Headers {
  const redacted = Object.entries(headers).flatMap(([name, value]): [string, string | string[]][] => {
    const rule = kept.get(name.toLowerCase());
    if (rule === undefined) return [];
    // A file of traffic may hold anything here.
    const values = [value as unknown]
      .flat()
      .filter((item) => typeof item !== 'object')
      .map(String);
    const left = values.flatMap((item) => rule(item, rules) ?? []);
    return left.length === 0 && values.length > 0 ? [] : [[name, typeof value === 'string' ? (left[0] ?? '') : left]];
  });
  return Object.fromEntries(redacted);
}

/** Of the headers that a source left out, those that are kept. */
export function redactWithheld(names: readonly string[]): readonly string[] {
  return names.filter((name) => kept.has(name));
}

const bearer: HeaderValue = { kind: 'bearer' };

/** The judge finds the same in the result: a valid credential stays valid, and an invalid one stays wrong for the same reason. */
function redactCredentials(value: string): string {
  if (value.trim() === '') return '';
  if (headerFits(bearer, value)) return 'Bearer {token}';
  const scheme = authorizationScheme(value);
  if (scheme === undefined) return '{credentials}';
  if (scheme.toLowerCase() !== 'bearer') return `${scheme} {credentials}`;
  return hasFilledInToken(value) ? scheme : `${scheme} undefined`;
}

function redactDelay(value: string): string | undefined {
  if (/^\s*\d{1,6}(?:\.\d{1,6})?\s*$/.test(value)) return value;
  return Number.isNaN(Date.parse(value)) ? undefined : 'Sat, 01 Jan 2000 00:00:00 GMT';
}

const topLevels = /^(?:application|audio|font|image|message|model|multipart|text|video|\*)$/i;

/** Words that are public in media types only. */
const subtypes: ReadonlySet<string> = new Set(
  `json xml html xhtml plain csv css javascript form data www urlencoded octet stream problem merge pdf png jpeg gif svg zip vnd ms x ndjson mixed
   atom soap plist jwt cbor yaml multistatus *`.split(/\s+/),
);

/** Parameters that describe how a body is written. All others, such as a boundary, are dropped. */
const parameter =
  /^\s*(?:charset=(?:"?)(?:utf-?8|utf-?16|us-ascii|iso-8859-1|windows-1252)(?:"?)|odata(?:\.metadata)?=(?:minimal|full|none|verbose)|odata\.streaming=(?:true|false)|IEEE754Compatible=(?:true|false)|q=[01](?:\.\d{1,3})?|version=\d(?:\.\d)?)\s*$/i;

/** Replaces the private parts of a list of media types. */
function redactMediaTypes(value: string): string {
  return value.trim() === '' ? '' : value.split(',').map(redactMediaType).join(',');
}

function redactMediaType(value: string): string {
  const [name = '', ...parameters] = value.split(';');
  const [left = '', right, ...more] = name.split('/');
  if (right === undefined || more.length > 0 || !topLevels.test(left.trimStart())) return 'redacted';
  const subtype = right.trimEnd();
  // The judge does not show all of them, and must not show the placeholder of those.
  const shown = isPublicSubtype(subtype) ? subtype : describeMediaType(name) === 'something else' ? 'redacted!' : 'x-redacted';
  return [`${left}/${shown}${right.slice(subtype.length)}`, ...parameters.filter((text) => parameter.test(text))].join(';');
}

function isPublicSubtype(subtype: string): boolean {
  return !mayBeHost(subtype) && subtype.split(/[.+-]/).every((word) => subtypes.has(word.toLowerCase()) || isOfPublicWords(word));
}
