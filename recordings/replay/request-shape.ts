import { matchOperation } from '../../contracts/judge/match-operation.js';
import { canonicalJson, type StringRule } from './canonical-json.js';
import { replaceGuids, replaceId, type IdRule } from './ids-in-text.js';
import { anyBody } from './recorded-answers.js';
import { bodyKey, bodyValue, routeKey } from './same-request.js';

/** The ids of a request apart from the rest of it. */
export interface RequestShape {
  /** The ids that differ between tenants, as written and in order of appearance; each once, ignoring case. */
  readonly ids: readonly string[];
  /** The request with each id replaced by its number: requests with the same key differ in their ids only. */
  readonly key: string;
}

/** Names of properties that hold an id: `id`, `groupId`. */
const idName = /(?:^id|Id|ID)$/;

/**
 * Splits a request. Ids are the parameters of its path, the values of properties that are named so, and all GUIDs.
 * @param body its text, the JSON value of it, or `anyBody`.
 */
export function requestShape(method: string, url: string, body: unknown): RequestShape {
  return shapeOf(body, (rule) => lineWithout(routeKey(method, url), new Set(parametersOf(url)), rule));
}

/** As `requestShape`, with only the parameters of the path in place of method, API version, query and spelling. */
export function addressShape(url: string, body: unknown): RequestShape {
  return shapeOf(body, (rule) =>
    parametersOf(url)
      .map((value) => replaceId(value, rule))
      .join('/'),
  );
}

/** A URL (decoded, from its path on) and a body (as JSON value) with their ids replaced. */
export function withIdsReplaced(url: string, body: unknown, rule: IdRule): { readonly url: string; readonly body: unknown } {
  const line = lineWithout(routeKey('', url), new Set(parametersOf(url)), rule);
  const value = bodyValue(body);
  if (value === undefined) return { url: line.trimStart(), body: undefined };
  const replaced = inValues(rule);
  return { url: line.trimStart(), body: typeof value === 'string' ? replaced(value, '') : JSON.parse(canonicalJson(value, replaced)) };
}

function shapeOf(body: unknown, lineOf: (rule: IdRule) => string): RequestShape {
  const ids: string[] = [];
  const numbers = new Map<string, number>();
  const numbered: IdRule = (id) => {
    const key = id.toLowerCase();
    let number = numbers.get(key);
    if (number === undefined) numbers.set(key, (number = ids.push(id) - 1));
    return `\u0000${number}`;
  };
  const line = lineOf(numbered);
  return { ids, key: body === anyBody ? line : `${line}\n${bodyKey(body, inValues(numbered))}` };
}

function parametersOf(url: string): readonly string[] {
  return matchOperation(url)?.parameters.map(({ value }) => value) ?? [];
}

/** A request line with its ids replaced: parameters are whole segments, or stand in parentheses. */
function lineWithout(line: string, parameters: ReadonlySet<string>, rule: IdRule): string {
  return line.replaceAll(/[^/?&=]+/g, (segment) => {
    if (parameters.has(decoded(segment))) return replaceId(decoded(segment), rule);
    const [, before = '', key = '', after = ''] = /^(\w+\('?)(.*?)('?\))$/s.exec(segment) ?? [];
    return parameters.has(decoded(key)) ? before + replaceId(decoded(key), rule) + after : replaceGuids(segment, rule);
  });
}

/** Ids in the values of canonical JSON, so that equal bodies number theirs equally. */
function inValues(rule: IdRule): StringRule {
  return (text, name) => (idName.test(name) ? replaceId(text, rule) : replaceGuids(text, rule));
}

function decoded(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
