import { distance } from 'fastest-levenshtein';
import type { Contract } from '../contract.js';
import { isObject } from '../json-value.js';
import { bareTypeName } from '../type-family.js';
import { parseBody } from './body.js';
import { contracts } from './compiled-contracts.js';
import { describeProperty } from './describe.js';
import type { Body } from './exchange.js';
import type { Subject } from './finding.js';
import { maxTypos } from './nearest-name.js';

/** The operation that the path of a URL addresses. */
export interface OperationMatch extends Subject {
  /** The id of the rule of the template. */
  readonly rule: string;
  readonly template: string;
  /** The segment in which the API version should stand; empty if there is none. */
  readonly versionSegment: string;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  readonly misspelt: readonly Misspelt[];
  /** True when an id is in parentheses, as in `assignments('id')`. */
  readonly inParentheses: boolean;
}

/** A difference between a path and its template: the part of the page, and the part that was sent, fit to be shown. */
interface Misspelt {
  readonly documented: string;
  readonly sent: string;
}

/** A template of a path, with its contract. Without a parameter, a part is a word. */
interface Template {
  readonly contract: Contract;
  readonly rule: string;
  readonly template: string;
  readonly parts: readonly { readonly text: string; readonly lower: string; readonly parameter: string | undefined }[];
  readonly words: number;
}

function templatesOf(contract: Contract): Template[] {
  return contract.paths.map((template, index) => {
    const parts = template
      .split('/')
      .slice(1)
      .map((text) => ({ text, lower: text.toLowerCase(), parameter: text.startsWith('{') ? text.slice(1, -1) : undefined }));
    const words = parts.filter(({ parameter }) => parameter === undefined).length;
    return { contract, rule: index === 0 ? 'request.path' : `request.path.${index + 1}`, template, parts, words };
  });
}

/** The operations that exchanges are judged by. */
export class Operations {
  private readonly templates: readonly Template[];
  /** Kept because passing an exchange on, judging and recording it each match the same URL. */
  private last: { readonly url: string; readonly matches: readonly OperationMatch[] } | undefined;

  constructor(readonly contracts: readonly Contract[]) {
    // The template with the most words first: it fits best.
    this.templates = contracts.flatMap(templatesOf).sort((one, other) => other.words - one.words);
  }

  /** All operations of a URL, absolute or beginning with its path. Empty if the path is not close to any template. */
  match(url: string): readonly OperationMatch[] {
    if (this.last?.url !== url) this.last = { url, matches: matchesOf(url, this.templates) };
    return this.last.matches;
  }
}

/** Those of the process: ours, and those that the user adds. */
let current = new Operations(contracts);

/** Adds operations to ours, for this process. */
export function addOperations(added: readonly Contract[]): void {
  current = new Operations([...contracts, ...added]);
}

export function allOperations(): Operations {
  return current;
}

/** Finds an operation by its path alone. Undefined if the path is not close to any template. */
export function matchOperation(url: string): OperationMatch | undefined {
  return current.match(url)[0];
}

/** Methods that OData has for every object: without a page, they are other operations. */
const ofEveryObject: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'DELETE']);

/** Methods that may be other operations where the pages of the path only read and delete. */
const ofMany: ReadonlySet<string> = new Set(['POST', 'PATCH']);

/** Of the pages of one operation, that of the version that the path names, and one for that version only, come first. */
function rankOf({ version, contract }: OperationMatch): number {
  return (version === undefined ? 2 : 0) + contract.apiVersions.length;
}

/** The type that a body names at its root. */
function rootTypeOf(body: Body): string | undefined {
  const read = parseBody(body);
  const written = read.kind === 'json' && isObject(read.value) ? read.value['@odata.type'] : undefined;
  return typeof written === 'string' ? bareTypeName(written) : undefined;
}

/**
 * The operation of a request by its path and its method, in any case. For a method that no page of the path names, and that is no other operation, any
 * operation of the path: the method is wrong. Undefined for another operation.
 * @param bodies of the exchange: where several pages of one path and method are about different types, the type that a body names decides.
 */
export function operationOf(
  { method, url }: { readonly method: string; readonly url: string },
  operations = current,
  bodies?: readonly Body[],
): OperationMatch | undefined {
  const matches = operations.match(url);
  const upperCase = method.toUpperCase();
  const ofMethod = matches.filter(({ contract }) => contract.method === upperCase).sort((one, other) => rankOf(one) - rankOf(other));
  const [first, ...others] = ofMethod;
  if (first !== undefined && bodies !== undefined && others.some((other) => rankOf(other) === rankOf(first))) {
    const types = bodies.map(rootTypeOf);
    return ofMethod.find(({ contract }) => rankOf(first) === contract.apiVersions.length && types.includes(contract.resourceType ?? ''));
  }
  if (first !== undefined || ofEveryObject.has(upperCase)) return first;
  const changing = matches.find(({ contract }) => !ofEveryObject.has(contract.method));
  return changing ?? (ofMany.has(upperCase) ? undefined : matches[0]);
}

function matchesOf(url: string, templates: readonly Template[]): readonly OperationMatch[] {
  const written = segmentsOf(url);
  const matches = matchWritten(written, templates);
  if (matches.length > 0) return matches;
  const segments = withoutDots(written).filter((segment) => !typeCast.test(segment));
  const sent = written.some((segment) => typeCast.test(segment)) ? 'the name of a type' : '. or ..';
  const odd = segments.length === written.length ? [] : [{ documented: 'no other segment', sent }];
  const withOdd = (match: OperationMatch): OperationMatch => ({ ...match, misspelt: [...match.misspelt, ...odd] });
  if (/\(|%28/i.test(url)) {
    const inSegments = matchWritten(segments.flatMap(withoutParentheses), templates);
    if (inSegments.length > 0) return inSegments.map((match) => ({ ...withOdd(match), inParentheses: true }));
  }
  return odd.length === 0 ? [] : matchWritten(segments, templates).map(withOdd);
}

/** OData lets a path name the type of an object: `/assignments/{id}/microsoft.graph.deviceConfigurationAssignment`. */
const typeCast = /^(?:#|%23)?(?:microsoft\.)?graph\.\w+$/i;

/** Resolves `.` and `..`, as servers and clients do (RFC 3986). */
function withoutDots(segments: readonly string[]): string[] {
  const kept: string[] = [];
  for (const segment of segments) {
    if (segment === '..') kept.pop();
    else if (segment !== '.') kept.push(segment);
  }
  return kept;
}

/** In OData, `assignments('1')` and `assignments(id='1')` address the same object as `assignments/1`. */
function withoutParentheses(segment: string): readonly string[] {
  const [, name, key] = /^([\w.-]+)(?:\(|%28)(.*)(?:\)|%29)$/i.exec(segment) ?? [];
  if (name === undefined || key === undefined) return [segment];
  const value = key.replace(/^\w+(?:=|%3d)/i, '');
  const [, quoted] = /^(?:'|%27)(.*)(?:'|%27)$/i.exec(value) ?? [];
  return [name, quoted?.replaceAll(/(?:'|%27){2}/gi, "'") ?? value];
}

function matchWritten(segments: readonly string[], templates: readonly Template[]): readonly OperationMatch[] {
  const matches = matchSegments(segments, templates);
  if (matches.length > 0 || segments.at(-1) !== '') return matches;
  const slash = { documented: 'no slash at the end', sent: '/' };
  return matchSegments(segments.slice(0, -1), templates).map((match) => ({ ...match, misspelt: [...match.misspelt, slash] }));
}

/** The operations of the template that fits best, which several may share. */
function matchSegments(segments: readonly string[], templates: readonly Template[]): readonly OperationMatch[] {
  const exact: OperationMatch[] = [];
  const near: OperationMatch[] = [];
  for (const template of templates) {
    const match = matchTemplate(segments, template);
    if (match !== undefined) (match.misspelt.length === 0 ? exact : near).push(match);
  }
  const matches = exact.length > 0 ? exact : near;
  return matches.filter(({ parameters }) => parameters.length === matches[0]?.parameters.length);
}

/** The segments of a path as it was written: `new URL` would turn a backslash into a slash, and resolve dots. */
function segmentsOf(url: string): string[] {
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*/s, '');
  return decodeUnreserved(path.startsWith('/') ? path.slice(1) : path).split('/');
}

/** An escape of a letter, a digit or one of `-._~` means the character itself (RFC 3986). */
function decodeUnreserved(path: string): string {
  return path.replaceAll(/%(?:2[de]|3\d|[46][1-9a-f]|[57][\da]|5f|7e)/gi, decodeURIComponent);
}

/** How many letters of a word may differ: of a short one, fewer. */
function mostTypos({ length }: string): number {
  return Math.min(maxTypos, Math.floor(length / 3));
}

function matchTemplate(segments: readonly string[], { contract, rule, template, parts, words }: Template): OperationMatch | undefined {
  const from = segments.length - parts.length;
  if (from < 0) return undefined;
  const parameters: { name: string; value: string }[] = [];
  const misspelt: Misspelt[] = [];
  let typos = 0;
  for (const [place, { text, lower, parameter }] of parts.entries()) {
    const sent = segments[from + place] ?? '';
    if (parameter !== undefined) {
      parameters.push({ name: parameter, value: decode(sent) });
    } else if (sent !== text) {
      if (sent.toLowerCase() !== lower) {
        typos += 1;
        const most = mostTypos(text);
        if (typos > 1 || Math.abs(sent.length - text.length) > most || distance(sent.toLowerCase(), lower) > most) return undefined;
      }
      misspelt.push({ documented: text, sent: describeProperty(sent) });
    }
  }
  const before = versionBefore(segments, from, contract, misspelt);
  // Many other paths end like one of a single word.
  if (words < 2 && before.version === undefined && from > 1) return undefined;
  return { contract, rule, template, ...before, parameters, misspelt, inParentheses: false };
}

const twoSlashes: Misspelt = { documented: '/', sent: '//' };

/**
 * The API version before the template. Other segments, such as a proxy's prefix, may precede it, but no empty one and no second version.
 * @param from the index at which the template begins. @param misspelt receives the differences.
 */
function versionBefore(
  segments: readonly string[],
  from: number,
  { apiVersions }: Contract,
  misspelt: Misspelt[],
): Pick<OperationMatch, 'versionSegment' | 'version'> {
  const at = lastFilled(segments, from);
  const versionSegment = segments[at] ?? '';
  const version = apiVersions.find((one) => one === versionSegment);
  if (at !== -1 && at < from - 1) misspelt.push(twoSlashes);
  if (version === undefined || at === 0) return { versionSegment, version };
  if (segments[at - 1] === '') misspelt.push(twoSlashes);
  const other = segments[lastFilled(segments, at)]?.toLowerCase();
  if (apiVersions.some((one) => one === other)) misspelt.push({ documented: 'one API version', sent: `${other}/${version}` });
  return { versionSegment, version };
}

/** The index of the last segment before `end` that is not empty; -1 without one. */
function lastFilled(segments: readonly string[], end: number): number {
  let at = end - 1;
  while (at >= 0 && segments[at] === '') at -= 1;
  return at;
}

function decode(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
