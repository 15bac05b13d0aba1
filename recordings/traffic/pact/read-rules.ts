import { isObject } from '../../../contracts/json-value.js';
import { anyStep, type BodyRule, type MessageRules } from '../../../contracts/judge/pact/interaction.js';
import type { Matcher, RuleList } from '../../../contracts/judge/pact/matchers/rule-list.js';
import { isMatcher, readRuleList } from './read-matcher.js';
import { headerOfKey, rulePath } from './rule-path.js';

/**
 * Reads the matching rules and generators of a message. Version 2 keeps all rules in one object, by paths such as `$.body.id`; later versions have an
 * object for each part. Each key tells which it is. Rules of the query are skipped: the pages do not mention it.
 */
export function readRules(raw: unknown, generators: unknown): MessageRules | undefined {
  const body: BodyRule[] = [];
  const headers = new Map<string, RuleList>();
  let status: RuleList | undefined;
  let path: RuleList | undefined;
  for (const [key, value] of entriesOf(raw)) {
    if (key === 'path' || key === '$.path') path = readSoleRule(value);
    else if (key.startsWith('$')) readOldRule(key, value, body, headers);
    else if (key === 'body') readBodyRules(value, body);
    else if (key === 'header' || key === 'headers') readHeaderRules(value, headers);
    else if (key === 'status') status = readSoleRule(value);
  }
  const generated = isObject(generators) ? readGenerators(generators, body) : {};
  const isEmpty = body.length === 0 && headers.size === 0 && Object.keys(generated).length === 0;
  if (isEmpty && status === undefined && path === undefined) return undefined;
  return { body, headers, status, path, ...generated };
}

function entriesOf(raw: unknown): [string, unknown][] {
  return isObject(raw) ? Object.entries(raw) : [];
}

function readOldRule(key: string, value: unknown, body: BodyRule[], headers: Map<string, RuleList>): void {
  const [part, ...path] = rulePath(key) ?? [];
  const list = readRuleList(value);
  if (list === undefined) return;
  if (part === 'body') body.push({ path, list, generated: false });
  // Some libraries write `$.header` for the specified `$.headers`.
  else if ((part === 'headers' || part === 'header') && typeof path[0] === 'string') headers.set(path[0].toLowerCase(), list);
}

function readBodyRules(raw: unknown, body: BodyRule[]): void {
  for (const [key, value] of entriesOf(raw)) {
    const path = rulePath(key);
    const list = readRuleList(value);
    if (path !== undefined && list !== undefined) body.push({ path, list, generated: false });
  }
}

function readHeaderRules(raw: unknown, headers: Map<string, RuleList>): void {
  for (const [key, value] of entriesOf(raw)) {
    const name = headerOfKey(key);
    const list = readRuleList(value);
    if (name !== undefined && list !== undefined) headers.set(name, list);
  }
}

/** Reads the rules of the status or of the path, which are unnamed or under an empty path. */
function readSoleRule(raw: unknown): RuleList | undefined {
  if (!isObject(raw)) return undefined;
  return readRuleList(Array.isArray(raw['matchers']) || isMatcher(raw) ? raw : (raw['$'] ?? raw['']));
}

const text: Matcher = { kind: 'json-type', types: ['string'] };

/** The values that generators write, by their names. Those that take a value from elsewhere, such as `ProviderState`, are not known. */
const generatedValues: ReadonlyMap<unknown, Matcher> = new Map<string, Matcher>([
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
 * Reads the generators of a message. In the body, each becomes a rule where there is none: it overwrites the example on replay, so that only the type is
 * known.
 */
function readGenerators(generators: Record<string, unknown>, body: BodyRule[]): Pick<MessageRules, 'generatedHeaders' | 'generatedPath'> {
  const keyOf = (path: BodyRule['path']): string => JSON.stringify(path.map((step) => (step === anyStep ? null : step)));
  const taken = new Set(body.map(({ path }) => keyOf(path)));
  for (const [key, generator] of entriesOf(generators['body'])) {
    const path = rulePath(key);
    if (path === undefined || taken.has(keyOf(path))) continue;
    taken.add(keyOf(path));
    const matcher = generatedValues.get(isObject(generator) ? generator['type'] : undefined) ?? { kind: 'type' };
    body.push({ path, list: { combine: 'and', matchers: [matcher] }, generated: true });
  }
  const headers = [...entriesOf(generators['header']), ...entriesOf(generators['headers'])];
  return {
    ...(headers.length === 0 ? {} : { generatedHeaders: headers.flatMap(([key]) => headerOfKey(key) ?? []) }),
    ...(isObject(generators['path']) ? { generatedPath: true } : {}),
  };
}
