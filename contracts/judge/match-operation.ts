import { distance } from 'fastest-levenshtein';
import type { Contract } from '../contract.js';
import { contracts } from './compiled-contracts.js';
import { describeProperty } from './describe.js';
import { slip } from './slip.js';
import { versionBefore, type Misspelt, type VersionSegment } from './version-segment.js';

/** The operation that a URL is about, as far as its path tells. */
export interface OperationMatch extends VersionSegment {
  readonly contract: Contract;
  readonly rule: string;
  readonly template: string;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  /** What differs by its case or by a slip of the hand: literal segments, slashes too many, an API version too many. */
  readonly misspelt: readonly Misspelt[];
  /** True when an id stands in parentheses, as in `assignments('id')`. */
  readonly inParentheses: boolean;
}

type Template = Pick<OperationMatch, 'contract' | 'rule' | 'template'> & { readonly parts: readonly Part[] };

/** A segment of a template: a word of the path, or the place of a parameter. */
interface Part {
  readonly text: string;
  readonly parameter?: string;
}

const templates: readonly Template[] = contracts.flatMap((contract) =>
  contract.paths.map((template, index) => {
    const rule = index === 0 ? 'request.path' : `request.path.${index + 1}`;
    const parts = template.split('/').slice(1);
    return {
      contract,
      rule,
      template,
      parts: parts.map((text) => (text.startsWith('{') ? { text, parameter: text.slice(1, -1) } : { text })),
    };
  }),
);

/** What the URL that was asked for last is about: who passes an exchange on, judges it and keeps it asks for the same one several times. */
let last: { readonly url: string; readonly match: OperationMatch | undefined } | undefined;

/** Finds the operation of a URL, absolute or from its path on. A path that fits no template, nor nearly fits one, is of no operation of ours. */
export function matchOperation(url: string): OperationMatch | undefined {
  if (last?.url !== url) last = { url, match: findOperation(url) };
  return last.match;
}

function findOperation(url: string): OperationMatch | undefined {
  const written = segmentsOf(url);
  const match = matchWritten(written);
  if (match !== undefined) return match;
  const segments = withoutDots(written).filter((segment) => !typeCast.test(segment));
  const odd = segments.length === written.length ? [] : [{ documented: 'no other segment', sent: sentBeside(written) }];
  if (/\(|%28/i.test(url)) {
    const inSegments = matchWritten(segments.flatMap(withoutParentheses));
    if (inSegments !== undefined) return { ...inSegments, misspelt: [...inSegments.misspelt, ...odd], inParentheses: true };
  }
  const plain = odd.length === 0 ? undefined : matchWritten(segments);
  return plain && { ...plain, misspelt: [...plain.misspelt, ...odd] };
}

/** OData lets a path name the type of an object: `/assignments/{id}/microsoft.graph.deviceConfigurationAssignment`. */
const typeCast = /^(?:#|%23)?(?:microsoft\.)?graph\.\w+$/i;

function sentBeside(segments: readonly string[]): string {
  return segments.some((segment) => typeCast.test(segment)) ? 'the name of a type' : '. or ..';
}

/** Servers and clients resolve `.` and `..` (RFC 3986): what is left is the path that is meant. */
function withoutDots(segments: readonly string[]): string[] {
  const kept: string[] = [];
  for (const segment of segments) {
    if (segment === '..') kept.pop();
    else if (segment !== '.') kept.push(segment);
  }
  return kept;
}

/** OData takes a key in parentheses for a segment: `assignments('1')` and `assignments(id='1')` address what `assignments/1` does. */
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

/** The path of a URL as it was written, in parts: `new URL` would turn a backslash into a slash, and resolve dots. */
function segmentsOf(url: string): string[] {
  // Servers know a URL from its path on.
  const scheme = url.startsWith('/') ? null : /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(url);
  const path = scheme === null ? url : url.slice(scheme[0].length);
  const end = path.includes('?') || path.includes('#') ? path.search(/[?#]/) : -1;
  return decodeUnreserved(path.slice(path.startsWith('/') ? 1 : 0, end === -1 ? path.length : end)).split('/');
}

/** An escape of a letter, a digit or one of `-._~` means the sign itself (RFC 3986). */
function decodeUnreserved(path: string): string {
  if (!path.includes('%')) return path;
  return path.replaceAll(/%(?:2[de]|3\d|[46][1-9a-f]|[57][\da]|5f|7e)/gi, (escaped) =>
    String.fromCharCode(Number.parseInt(escaped.slice(1), 16)),
  );
}

function matchTemplate(segments: readonly string[], { contract, rule, template, parts }: Template): OperationMatch | undefined {
  const from = segments.length - parts.length;
  if (from < 0) return undefined;
  // Most URLs are of the other operation, or of none: two segments that differ are enough to tell.
  if (differs(segments[from], parts[0]?.text) && differs(segments[from + 1], parts[1]?.text)) return undefined;
  const parameters: { name: string; value: string }[] = [];
  const misspelt: Misspelt[] = [];
  let slips = 0;
  for (const [place, { text, parameter }] of parts.entries()) {
    const sent = segments[from + place] ?? '';
    if (parameter !== undefined) {
      parameters.push({ name: parameter, value: decode(sent) });
    } else if (sent !== text) {
      if (sent.toLowerCase() !== text.toLowerCase()) {
        slips += 1;
        if (slips > 1 || Math.abs(sent.length - text.length) > slip || distance(sent.toLowerCase(), text.toLowerCase()) > slip)
          return undefined;
      }
      misspelt.push({ documented: text, sent: describeProperty(sent) });
    }
  }
  return { contract, rule, template, ...versionBefore(segments, from, contract, misspelt), parameters, misspelt, inParentheses: false };
}

function differs(sent: string | undefined, documented: string | undefined): boolean {
  return sent !== documented && sent?.toLowerCase() !== documented?.toLowerCase();
}

function decode(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
