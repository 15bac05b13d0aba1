import type { Contract, Place, Rule, Says } from '../contract.js';
import type { Code } from '../judge/codes.js';
import { nearestName } from '../judge/nearest-name.js';
import { changedFacts, type KnownTypes } from './changed-facts.js';
import { describePromise } from './describe-promise.js';

/** A difference between two contracts. `ours` or `theirs` is missing if that page has no such line. */
export interface PageDifference {
  readonly code: Code;
  /** Names the promise, independent of lines and pages: the id of the rule, or the template of a path. */
  readonly key: string;
  /** A JSON Pointer, the name of a header, or the id of the rule. */
  readonly pointer: string;
  readonly expected: string;
  readonly actual: string;
  readonly message: string;
  readonly ours?: Place;
  readonly theirs?: Place;
}

/** What a rule is that only our page has. Undefined if its absence means nothing, or another rule says the same. */
const whenGone: Readonly<Record<Says['what'], Code | undefined>> = {
  method: 'docs.gone',
  path: 'docs.gone',
  'path-parameter': undefined,
  'api-version': 'docs.gone',
  'request-header': 'docs.gone',
  'response-header': 'docs.gone',
  status: 'docs.gone',
  body: 'docs.gone',
  'no-body': undefined,
  closed: 'docs.widened',
  'same-object': 'docs.gone',
  updated: 'docs.gone',
  member: 'docs.gone',
  sets: 'docs.widened',
  replaces: undefined,
  'root-type': undefined,
  'nested-type': 'docs.gone',
  'known-type': 'docs.gone',
  'type-property': 'docs.gone',
};

/** Compares the rules of two pages by their ids. A rule under one that has changed wholly is its consequence, and is left out. */
export function compareRules(ours: readonly Rule[], theirs: readonly Rule[], types: KnownTypes): PageDifference[] {
  const after = rulesById(theirs);
  const before = rulesById(ours);
  const gone = [...before.values()].filter(({ key }) => !after.has(key));
  const added = [...after.values()].filter(({ key }) => !before.has(key));
  const goneRows = [...before.values()].flatMap((one) => goneRow(one, after.get(one.key), added));
  const replaced = new Set([...gone, ...added].map(({ key }) => key));
  const changed = [...before.values()].flatMap(({ key, rule }) => {
    const other = after.get(key);
    if (other === undefined || (rule.says.what === 'member' && isRowGone(rule, other.rule))) return [];
    // Whether null is allowed follows from the type of the object around.
    const follows = parentsOf(rule.id).some((parent) => replaced.has(parent));
    const facts = changedFacts(rule.says, other.rule.says, types).filter(({ field }) => !follows || field !== 'nullable');
    if (facts.some(({ field, code }) => field === 'typeName' && code === 'docs.not-comparable')) replaced.add(key);
    return facts.map(({ code, field, ours: expected, theirs: actual, hint }): PageDifference => {
      const sentences = [`${nameOf(rule)} ${expected} → ${actual}${inParentheses(other.rule.at)}`, ...(hint === undefined ? [] : [hint])];
      const message = sentences.join('. ');
      return { code, key: `${key} ${field}`, pointer: pointerOf(rule), expected, actual, message, ours: rule.at, theirs: other.rule.at };
    });
  });
  const isConsequence = ({ rule: { id, says } }: Keyed): boolean =>
    parentsOf(id).some((parent) => replaced.has(parent)) || (says.what === 'known-type' && types.isInBoth(says.typeName));
  return [
    ...changed,
    ...goneRows,
    ...gone.filter((one) => !isConsequence(one)).flatMap((one) => goneRule(one, added)),
    ...added.filter((one) => !isConsequence(one)).flatMap((one) => addedRule(one, before)),
  ];
}

interface Keyed {
  readonly key: string;
  readonly rule: Rule;
}

/** Paths are a set: their numbers, and the names of their parameters, are the style of a page. */
function rulesById(rules: readonly Rule[]): Map<string, Keyed> {
  const keyed = rules.flatMap((rule): Keyed[] => {
    if (rule.says.what === 'path-parameter') return [];
    return [{ key: rule.says.what === 'path' ? `request.path ${withoutNames(rule.says.template)}` : rule.id, rule }];
  });
  return new Map(keyed.map((one) => [one.key, one]));
}

/** Whether two contracts are about one operation, whatever the names of the parameters of its path. */
export function isSameOperation(one: Contract, other: Contract): boolean {
  const paths = new Set(one.paths.map(withoutNames));
  return one.method === other.method && other.paths.some((path) => paths.has(withoutNames(path)));
}

/** A path template without the names of its parameters, which differ from page to page. */
export function withoutNames(template: string): string {
  return template.replaceAll(/\{[^{}]*\}/g, '{}');
}

function goneRule({ key, rule }: Keyed, added: readonly Keyed[]): PageDifference[] {
  const code = whenGone[rule.says.what];
  if (code === undefined) return [];
  const expected = describePromise(rule.says);
  const message = `${nameOf(rule)} is gone: ${expected}${renamed(rule, added)}`;
  return [{ code, key, pointer: pointerOf(rule), expected, actual: 'nothing', message, ours: rule.at }];
}

/** The table names what a request can send: an example that still shows a member does not replace its row. For a header it does, so that is a note. */
function goneRow({ key, rule }: Keyed, other: Keyed | undefined, added: readonly Keyed[]): PageDifference[] {
  if (other === undefined || !isRowGone(rule, other.rule)) return [];
  const { at } = other.rule;
  const pointer = pointerOf(rule);
  const code = rule.says.what === 'request-header' ? 'docs.reading' : 'docs.gone';
  const message = `the row of ${pointer.replace('/', '')} is gone; the example still shows it${inParentheses(at)}${renamed(rule, added)}`;
  const words = { expected: describePromise(rule.says), actual: 'an example only' };
  return [{ code, key: `${key} row`, pointer, ...words, message, ours: rule.at, theirs: at }];
}

function isRowGone({ at, says }: Rule, other: Rule): boolean {
  const isInTable = says.what === 'request-header' || (says.what === 'member' && says.side === 'request');
  return isInTable && at.kind === 'table-row' && other.at.kind === 'example';
}

/** A sentence about the likely new name of a promise, if there is one. */
function renamed(rule: Rule, added: readonly Keyed[]): string {
  const name = likelyName(rule, added);
  return name === undefined ? '' : `. Was it renamed to ${name}?`;
}

/** The new rule beside a vanished one that may be the same promise under another name. */
function likelyName({ id, says }: Rule, added: readonly Keyed[]): string | undefined {
  const ofKind = added.filter(({ rule }) => rule.says.what === says.what && parentsOf(rule.id)[0] === parentsOf(id)[0]);
  const names = ofKind.map(({ rule }) => lastPart(rule.id));
  return nearestName(lastPart(id), names) ?? (names.length === 1 ? names[0] : undefined);
}

function lastPart(id: string): string {
  return id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf('.')) + 1);
}

function addedRule({ key, rule }: Keyed, before: ReadonlyMap<string, Keyed>): PageDifference[] {
  const code = whenAdded(rule, before);
  if (code === undefined) return [];
  const actual = describePromise(rule.says);
  const message = `${nameOf(rule)} is new: ${actual}${inParentheses(rule.at)}`;
  return [{ code, key, pointer: pointerOf(rule), expected: 'nothing', actual, message, theirs: rule.at }];
}

/** What a rule is that only the other page has: it demands more of a client, or promises more. */
function whenAdded({ says }: Rule, before: ReadonlyMap<string, Keyed>): Code | undefined {
  switch (says.what) {
    case 'request-header':
    case 'closed':
      return 'docs.narrowed';
    case 'body':
    case 'nested-type':
      return says.side === 'request' ? 'docs.narrowed' : 'docs.added';
    case 'member':
      return says.side === 'request' && says.required ? 'docs.narrowed' : 'docs.added';
    case 'sets': {
      const isImplied = says.pointers.some((pointer) => {
        const known = before.get(`request.body${pointer}`)?.rule.says;
        return known?.what === 'member' && known.required;
      });
      return isImplied ? undefined : 'docs.narrowed';
    }
    case 'no-body':
      // The body that is gone is a difference of its own.
      return before.has(`${says.side}.body`) ? undefined : 'docs.narrowed';
    case 'root-type':
    case 'path-parameter':
      return undefined;
    default:
      return 'docs.added';
  }
}

/** The ids of the rules that hold one, the nearest first: `request.body/target`, then `request.body`. */
function parentsOf(id: string): string[] {
  const side = /^(?:request|response)/.exec(id)?.[0] ?? '';
  if (id.endsWith('.header.content-type')) return [`${side}.body`];
  const slash = id.lastIndexOf('/');
  const parent = slash === -1 ? /^(\w+\.body)\./.exec(id)?.[1] : id.slice(0, slash);
  return parent === undefined ? [] : [parent, ...parentsOf(parent)];
}

/** The ids of the rules beside which a missing one would stand, the nearest first. */
export function neighboursOf(id: string): string[] {
  return [...parentsOf(id), id.startsWith('response.') ? 'response.status' : 'request.method'];
}

function nameOf({ id, says }: Rule): string {
  if (says.what === 'path') return 'request.path';
  return says.what === 'known-type' ? 'type' : id;
}

function pointerOf({ id, says }: Rule): string {
  if ('pointer' in says) return says.pointer;
  return 'header' in says ? says.header : says.what === 'path' ? 'request.path' : id;
}

/** ` (page.md:52)`: the whole path stands beside it in each report. */
export function inParentheses(at: Place | undefined): string {
  return at === undefined ? '' : ` (${at.page.replace(/^.*[\\/]/, '')}:${at.line})`;
}
