import type { HeaderValue } from '../../contracts/contract.js';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import type { Headers } from '../../contracts/judge/exchange.js';
import { hasFilledInToken, headerFits, authorizationScheme } from '../../contracts/judge/header-value.js';
import { redactMediaTypes } from './redact-media-types.js';

/** What becomes of a header's value; undefined if it is dropped. */
type HeaderRule = (value: string) => string | undefined;

export interface ValueRules {
  readonly url: (url: string) => string;
  readonly value: (text: string) => string;
}

const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE', 'MERGE', 'TRACE', 'CONNECT'];

export function isKnownMethod(method: string): boolean {
  return methods.includes(method.toUpperCase());
}

const bearer: HeaderValue = { kind: 'bearer' };

/** Headers that are kept, and why; any other is dropped: cookies, ids of requests, diagnostics, names of servers, and what nobody has thought of. */
const kept: Readonly<Record<string, (rules: ValueRules) => HeaderRule>> = {
  // What was asked for and what came: the judge reads it, and a replay answers with it.
  accept: () => redactMediaTypes,
  'content-type': () => redactMediaTypes,
  // That there was a credential, and of which scheme. Never a character of it.
  authorization: () => redactCredentials,
  // How long to wait, and what is allowed instead: clients act on these.
  'retry-after': () => redactDelay,
  allow: () => (value) =>
    value
      .split(',')
      .filter((method) => isKnownMethod(method.trim()))
      .join(','),
  location: ({ url }) => url,
  // Whether an answer without a body was asked for.
  prefer: () => returnPreference,
  'preference-applied': () => returnPreference,
  'odata-version': () => (value) => (/^\d\.\d{1,2}$/.test(value) ? value : undefined),
};

const returnPreference: HeaderRule = (value) =>
  /(?<![\w-])return\s*=\s*"?(?:minimal|representation)(?![\w-])/i.exec(value)?.[0].replaceAll(/[\s"]/g, '').toLowerCase();

/** Headers that a page promises, of whatever kind: they are judged, so they stay. */
const promised: ReadonlySet<string> = new Set(
  contracts.flatMap(({ rules }) => rules.flatMap(({ says }) => ('header' in says ? says.header.toLowerCase() : []))),
);

/** Keeps headers by their names, and of their values what is public. */
export function redactHeaders(headers: Headers, rules: ValueRules): Headers {
  const redacted = Object.entries(headers).flatMap(([name, value]): [string, string | string[]][] => {
    const lower = name.toLowerCase();
    const rule = Object.hasOwn(kept, lower) ? kept[lower]?.(rules) : promised.has(lower) ? rules.value : undefined;
    if (rule === undefined) return [];
    // A file of traffic may hold anything here; the judge reads what is no object.
    const values = [value as unknown]
      .flat()
      .filter((item) => typeof item !== 'object')
      .map(String);
    const left = values.flatMap((item) => rule(item) ?? []);
    return left.length === 0 && values.length > 0 ? [] : [[name, typeof value === 'string' ? (left[0] ?? '') : left]];
  });
  return Object.fromEntries(redacted);
}

/** Names of headers that a source may have left out: only those that somebody judges matter. */
export function redactWithheld(names: readonly string[]): readonly string[] {
  return names.filter((name) => Object.hasOwn(kept, name) || promised.has(name));
}

/** A credential that the judge accepts is still one afterwards, and one that it does not is none, for the same reason. */
function redactCredentials(value: string): string {
  if (value.trim() === '') return '';
  if (headerFits(bearer, value)) return 'Bearer {token}';
  const named = authorizationScheme(value);
  if (named === undefined) return '{credentials}';
  if (named.toLowerCase() !== 'bearer') return `${named} {credentials}`;
  return hasFilledInToken(value) ? named : `${named} undefined`;
}

function redactDelay(value: string): string | undefined {
  if (/^\s*\d{1,6}(?:\.\d{1,6})?\s*$/.test(value)) return value;
  return Number.isNaN(Date.parse(value)) ? undefined : 'Sat, 01 Jan 2000 00:00:00 GMT';
}
