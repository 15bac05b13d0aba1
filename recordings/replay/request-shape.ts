import { matchOperation } from '../../contracts/judge/match-operation.js';
import { canonicalJson, type StringRule } from './canonical-json.js';
import { replaceGuids, replaceId, replaceWholeId, type IdRule } from './ids-in-text.js';
import { bodyKey, bodyValue, decodedSegment, routeKey } from './same-request.js';

/** The ids of a request apart from the rest of it. */
export interface RequestShape {
  /** The ids that differ between tenants, as written and in order of appearance; each once, ignoring case. */
  readonly ids: readonly string[];
  /** The request with each id replaced by its number: requests with the same key differ in their ids only. */
  readonly key: string;
}

/** How ids are split: GUID by GUID, as the redaction replaced them, or each as a whole, for clients whose ids are of another form. */
export const idSplits: readonly IdSplit[] = [replaceId, replaceWholeId];

export type IdSplit = (text: string, rule: IdRule) => string;

/** Names of properties that hold an id: `id`, `groupId`. */
const idName = /(?:^id|Id|ID)$/;

/**
 * Splits a request. Ids are the parameters of its path, the values of properties that are named so, and all GUIDs.
 * @param body its text, the JSON value of it, or `anyBody`.
 */
export function requestShape(method: string, url: string, body: unknown, split: IdSplit = replaceId): RequestShape {
  return shapeOf(body, split, (rule) => lineWithoutIds(method, url, rule, split));
}

/** As `requestShape`, with only the parameters of the path in place of method, API version, query and spelling. */
export function addressShape(url: string, body: unknown, split: IdSplit): RequestShape {
  return shapeOf(body, split, (rule) =>
    parametersOf(url)
      .map((value) => split(value, rule))
      .join('/'),
  );
}

/** A URL (decoded, from its path on) and a body (as JSON value) with their ids replaced. */
export function withIdsReplaced(
  url: string,
  body: unknown,
  rule: IdRule,
  isKnown: (id: string) => boolean,
): { readonly url: string; readonly body: unknown } {
  const value = bodyValue(body);
  const split: IdSplit = (text) => (isKnown(text) ? rule(text) : replaceId(text, rule));
  return {
    url: lineWithoutIds('', url, rule, split).trimStart(),
    body: value === undefined ? undefined : JSON.parse(canonicalJson(value, inValues(rule, split))),
  };
}

function shapeOf(body: unknown, split: IdSplit, lineOf: (rule: IdRule) => string): RequestShape {
  const ids: string[] = [];
  const numbers = new Map<string, number>();
  const numbered: IdRule = (id) => {
    const number = numbers.get(id.toLowerCase()) ?? ids.push(id);
    numbers.set(id.toLowerCase(), number);
    return `\u0000${number}`;
  };
  const line = lineOf(numbered);
  return { ids, key: `${line}\n${bodyKey(body, inValues(numbered, split))}` };
}

function parametersOf(url: string): readonly string[] {
  return matchOperation(url)?.parameters.map(({ value }) => value) ?? [];
}

/** Method and URL with the ids replaced: parameters are whole segments, or in parentheses. */
function lineWithoutIds(method: string, url: string, rule: IdRule, split: IdSplit): string {
  const parameters = new Set(parametersOf(url));
  return routeKey(method, url).replaceAll(/[^/?&=]+/g, (segment) => {
    const isWhole = parameters.has(decodedSegment(segment));
    const [, before = '', written = segment, after = ''] = (isWhole ? undefined : /^(\w+\('?)(.*?)('?\))$/s.exec(segment)) ?? [];
    const id = decodedSegment(written);
    return parameters.has(id) ? before + split(id, rule) + after : replaceGuids(segment, rule);
  });
}

/** Ids in the values of canonical JSON, so that equal bodies number theirs equally. */
function inValues(rule: IdRule, split: IdSplit): StringRule {
  return (text, name) => (idName.test(name) ? split(text, rule) : replaceGuids(text, rule));
}
