import { isObject } from '../../../contracts/json-value.js';
import { anyStep, type BodyRule, type MessageRules } from '../../../contracts/judge/pact/interaction.js';
import type { Matcher, RuleList } from '../../../contracts/judge/pact/matchers/rule-list.js';
import { isMatcher, readRuleList } from './read-matcher.js';
import { rulePath } from './rule-path.js';

/**
 * Reads the matching rules of a message, and its generators. Version 2 keeps all rules in one object, by paths such as `$.body.id`; later
 * ones keep an object for each part. Which of them it is, each key tells. Rules of the query are passed over: no page says anything of it.
 */
export function readRules(raw: unknown, generators: unknown): MessageRules | undefined {
  if (!isObject(raw) && !isObject(generators)) return undefined;
  const body: BodyRule[] = [];
  const headers = new Map<string, RuleList>();
  let status: RuleList | undefined;
  let path: RuleList | undefined;
  if (isObject(raw)) {
    for (const key of Object.keys(raw)) {
      const value = raw[key];
      if (key === 'path' || key === '$.path') path = readSoleRule(value);
      else if (key.startsWith('$')) readOldRule(key, value, body, headers);
      else if (key === 'body') readBodyRules(value, body);
      else if (key === 'header' || key === 'headers') readHeaderRules(value, headers);
      else if (key === 'status') status = readSoleRule(value);
    }
  }
  if (isObject(generators) && isObject(generators['body'])) readGenerators(generators['body'], body);
  const generated = isObject(generators) ? generatedBesideBody(generators) : {};
  const isEmpty = body.length === 0 && headers.size === 0 && Object.keys(generated).length === 0;
  if (isEmpty && status === undefined && path === undefined) return undefined;
  return { body, headers, status, path, ...generated };
}

function generatedBesideBody(generators: Record<string, unknown>): Pick<MessageRules, 'generatedHeaders' | 'generatedPath'> {
  const headers = [generators['header'], generators['headers']].filter(isObject).flatMap((byName) => Object.keys(byName));
  return {
    ...(headers.length === 0 ? {} : { generatedHeaders: headers.flatMap((key) => headerOfKey(key) ?? []) }),
    ...(isObject(generators['path']) ? { generatedPath: true } : {}),
  };
}

function readOldRule(key: string, value: unknown, body: BodyRule[], headers: Map<string, RuleList>): void {
  const [part, ...path] = rulePath(key) ?? [];
  const list = readRuleList(value);
  if (list === undefined) return;
  if (part === 'body') body.push({ path, list, generated: false });
  // Some libraries have written `$.header`, though the specification says `$.headers`.
  else if ((part === 'headers' || part === 'header') && typeof path[0] === 'string') headers.set(path[0].toLowerCase(), list);
}

function readBodyRules(raw: unknown, body: BodyRule[]): void {
  if (!isObject(raw)) return;
  for (const key of Object.keys(raw)) {
    const path = rulePath(key);
    const list = readRuleList(raw[key]);
    if (path !== undefined && list !== undefined) body.push({ path, list, generated: false });
  }
}

function readHeaderRules(raw: unknown, headers: Map<string, RuleList>): void {
  if (!isObject(raw)) return;
  for (const key of Object.keys(raw)) {
    const name = headerOfKey(key);
    const list = readRuleList(raw[key]);
    if (name !== undefined && list !== undefined) headers.set(name, list);
  }
}

/** The header, in lower case, that is meant by its name, by a path, or with a place in a list of values: `Accept`, `$.Accept`, `$['Accept']`, `Accept[0]`. */
export function headerOfKey(key: string): string | undefined {
  const [first] = key.startsWith('$') ? (rulePath(key) ?? []) : [key.replace(/\[(?:\d+|\*)\]$/, '')];
  return typeof first === 'string' ? first.toLowerCase() : undefined;
}

/** The rules of the status and those of the path stand alone, or under a path of no length. */
function readSoleRule(raw: unknown): RuleList | undefined {
  if (!isObject(raw)) return undefined;
  const inner = Array.isArray(raw['matchers']) || isMatcher(raw) ? raw : (raw['$'] ?? raw['']);
  return readRuleList(inner);
}

const text: Matcher = { kind: 'json-type', types: ['string'] };

/** By the names of generators: what each of them writes. Of those that take a value from elsewhere, such as `ProviderState`, nothing is known. */
const written: ReadonlyMap<unknown, Matcher> = new Map<string, Matcher>([
  ['RandomInt', { kind: 'json-type', types: ['integer'] }],
  ['RandomDecimal', { kind: 'json-type', types: ['number'] }],
  ['RandomBoolean', { kind: 'json-type', types: ['boolean'] }],
  ['RandomHexadecimal', text],
  ['RandomString', text],
  ['Regex', text],
  ['Uuid', text],
  ['Date', text],
  ['Time', text],
  ['DateTime', text],
]);

/**
 * Reads the generators of a body, by their paths, into the places where no rule stands. A generator writes over the example when the pact is
 * replayed: of what it stands for, only the type is known.
 */
function readGenerators(raw: Record<string, unknown>, body: BodyRule[]): void {
  const taken = new Set(body.map(({ path }) => keyOf(path)));
  for (const key of Object.keys(raw)) {
    const path = rulePath(key);
    if (path === undefined || taken.has(keyOf(path))) continue;
    taken.add(keyOf(path));
    const generator = raw[key];
    const matcher = written.get(isObject(generator) ? generator['type'] : undefined) ?? { kind: 'type' };
    body.push({ path, list: { combine: 'and', matchers: [matcher] }, generated: true });
  }
}

function keyOf(path: BodyRule['path']): string {
  return JSON.stringify(path.map((step) => (step === anyStep ? null : step)));
}
