import { matchOperation } from '../../contracts/judge/match-operation.js';
import { canonicalJson, type StringRule } from './canonical-json.js';
import { replaceGuids, replaceId, type IdRule } from './ids-in-text.js';
import { bodyValue, keyOfValue, routeKey } from './same-request.js';

/** A request, with its ids apart from the rest. */
export interface RequestShape {
  /** The ids that are not the same in every tenant, as they were written, in the order in which they stand in it; each once, whatever its case. */
  readonly ids: readonly string[];
  /** What is left when each id is replaced by its number: requests of one shape differ in their ids only. */
  readonly key: string;
}

/** Stands for the body of a recording that any body will do for. */
export const anyBody = Symbol('any body');

/** Names of properties that hold an id: `id`, `groupId`. */
const idName = /(?:^id|Id|ID)$/;

/**
 * Takes a request apart. Ids are the parameters of its path, the values of properties that are named so, and GUIDs wherever they stand.
 * @param body as text or as its JSON value, or `anyBody`.
 */
export function requestShape(method: string, url: string, body: unknown): RequestShape {
  return shapeOf(body, (rule) => lineWithout(routeKey(method, url), new Set(parametersOf(url)), rule));
}

/** As `requestShape`, of no more of the line than the parameters of its path: method, API version, query and the way in which it is written do not count. */
export function addressShape(url: string, body: unknown): RequestShape {
  return shapeOf(body, (rule) =>
    parametersOf(url)
      .map((value) => replaceId(value, rule))
      .join('/'),
  );
}

/** A URL, from its path on and with its characters decoded, and a body, as its JSON value, with their ids replaced. */
export function withIdsReplaced(url: string, body: unknown, rule: IdRule): { readonly url: string; readonly body: unknown } {
  const line = lineWithout(routeKey('', url), new Set(parametersOf(url)), rule);
  return { url: line.trimStart(), body: valueWithout(bodyValue(body), inValues(rule)) };
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
  return { ids, key: body === anyBody ? line : `${line}\n${keyOfValue(bodyValue(body), inValues(numbered))}` };
}

function parametersOf(url: string): readonly string[] {
  return matchOperation(url)?.parameters.map(({ value }) => value) ?? [];
}

/** A line with its ids replaced: parameters are whole segments, or stand in brackets. */
function lineWithout(line: string, parameters: ReadonlySet<string>, rule: IdRule): string {
  return line.replaceAll(/[^/?&=]+/g, (segment) => {
    if (parameters.has(decoded(segment))) return replaceId(decoded(segment), rule);
    const [, before = '', key = '', after = ''] = /^(\w+\('?)(.*?)('?\))$/s.exec(segment) ?? [];
    return parameters.has(decoded(key)) ? before + replaceId(decoded(key), rule) + after : replaceGuids(segment, rule);
  });
}

/** Ids in the values of JSON. They are found in the order of names, so that those of equal bodies have equal numbers. */
function inValues(rule: IdRule): StringRule {
  return (text, name) => (idName.test(name) ? replaceId(text, rule) : replaceGuids(text, rule));
}

function valueWithout(value: unknown, rule: StringRule): unknown {
  if (typeof value === 'string') return rule(value, '');
  return value === undefined ? undefined : JSON.parse(canonicalJson(value, rule));
}

function decoded(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
