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
}

type Template = Pick<OperationMatch, 'contract' | 'rule' | 'template'> & { readonly parts: readonly Part[] };

/** A segment of a template: a word of the path, or the place of a parameter. */
interface Part {
  readonly text: string;
  readonly parameter?: string;
}

const templates: readonly Template[] = contracts.flatMap((contract) =>
  contract.paths.map((template, index) => {
    const rule = index === 0 ? 'request.path' : `request.path.${String(index + 1)}`;
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
  if (match !== undefined || !/\(|%28/i.test(url)) return match;
  const inSegments = matchWritten(written.flatMap(withoutBrackets));
  return inSegments && { ...inSegments, misspelt: [...inSegments.misspelt, { documented: '/{id}', sent: '({id})' }] };
}

/** OData takes a key in brackets for a segment: `assignments('1')` addresses what `assignments/1` does, and the page shows only the latter. */
function withoutBrackets(segment: string): readonly string[] {
  const [, name, quoted, bare] = /^(\w+)(?:\(|%28)(?:(?:'|%27)(.*)(?:'|%27)|(.*))(?:\)|%29)$/i.exec(segment) ?? [];
  return name === undefined ? [segment] : [name, quoted ?? bare ?? ''];
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
  return path.slice(path.startsWith('/') ? 1 : 0, end === -1 ? path.length : end).split('/');
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
  return { contract, rule, template, ...versionBefore(segments, from, contract, misspelt), parameters, misspelt };
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
