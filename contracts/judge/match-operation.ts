import { distance } from 'fastest-levenshtein';
import type { Contract } from '../contract.js';
import { contracts } from './compiled-contracts.js';
import { describeProperty } from './describe.js';
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

const templates = contracts.flatMap((contract) =>
  contract.paths.map((template, index) => ({
    contract,
    rule: index === 0 ? 'request.path' : `request.path.${index + 1}`,
    template,
    /** Without a parameter, the segment is a word of the path. */
    parts: template
      .split('/')
      .slice(1)
      .map((text) => ({ text, lower: text.toLowerCase(), parameter: text.startsWith('{') ? text.slice(1, -1) : undefined })),
  })),
);

/** Methods that are other operations of the same object, documented on pages of their own. */
const otherOperations = new Set(['GET', 'HEAD', 'OPTIONS', 'DELETE']);

export function isOtherOperation(method: string): boolean {
  return otherOperations.has(method);
}

/** Kept because passing an exchange on, judging and recording it each match the same URL. */
let last: { readonly url: string; readonly match: OperationMatch | undefined } | undefined;

/** Finds the operation of a URL, absolute or beginning with its path. Undefined if the path is not close to any template. */
export function matchOperation(url: string): OperationMatch | undefined {
  if (last?.url !== url) last = { url, match: findOperation(url) };
  return last.match;
}

function findOperation(url: string): OperationMatch | undefined {
  const written = segmentsOf(url);
  const match = matchWritten(written);
  if (match !== undefined) return match;
  const segments = withoutDots(written).filter((segment) => !typeCast.test(segment));
  const sent = written.some((segment) => typeCast.test(segment)) ? 'the name of a type' : '. or ..';
  const odd = segments.length === written.length ? [] : [{ documented: 'no other segment', sent }];
  if (/\(|%28/i.test(url)) {
    const inSegments = matchWritten(segments.flatMap(withoutParentheses));
    if (inSegments !== undefined) return { ...inSegments, misspelt: [...inSegments.misspelt, ...odd], inParentheses: true };
  }
  const plain = odd.length === 0 ? undefined : matchWritten(segments);
  return plain && { ...plain, misspelt: [...plain.misspelt, ...odd] };
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

function matchWritten(segments: readonly string[]): OperationMatch | undefined {
  const match = matchSegments(segments);
  if (match !== undefined || segments.at(-1) !== '') return match;
  const withoutSlash = matchSegments(segments.slice(0, -1));
  return withoutSlash && { ...withoutSlash, misspelt: [...withoutSlash.misspelt, { documented: 'no slash at the end', sent: '/' }] };
}

function matchSegments(segments: readonly string[]): OperationMatch | undefined {
  let nearest: OperationMatch | undefined;
  for (const template of templates) {
    const match = matchTemplate(segments, template);
    if (match?.misspelt.length === 0) return match;
    nearest ??= match;
  }
  return nearest;
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

function matchTemplate(
  segments: readonly string[],
  { contract, rule, template, parts }: (typeof templates)[number],
): OperationMatch | undefined {
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
        if (typos > 1 || Math.abs(sent.length - text.length) > maxTypos || distance(sent.toLowerCase(), lower) > maxTypos) return undefined;
      }
      misspelt.push({ documented: text, sent: describeProperty(sent) });
    }
  }
  return { contract, rule, template, ...versionBefore(segments, from, contract, misspelt), parameters, misspelt, inParentheses: false };
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
