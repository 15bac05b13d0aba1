import { type Finding, namesTo } from '../../contracts/judge/finding.js';
import { pathOfRule, type RulePart } from './pact/path-of-rule.js';
import { isObject } from '../../contracts/json-value.js';
import { stepsToExample } from './pact/ruby-terms.js';
import { type JsonPath, linesOfPaths } from './json-walk.js';
import { placeOfHeader } from './header-place.js';
import { layoutOf, valueAt, type Layout, type MessageSide } from './layout.js';
import type { Item } from './list-splitter.js';
import type { Part } from './part.js';

const lineFeed = 0x0a;

/**
 * The line of the file, from 1, that each finding about an item is about: that of the value, the header or the rule; of what is missing, the line of
 * what it is missing in. @param item one that was read and judged. @param findings as they were made, not copies.
 */
export function linesOf(part: Part, item: Item, findings: readonly Finding[]): readonly number[] {
  if (!item.bytes.includes(lineFeed)) return findings.map(() => item.line);
  const { buffer, byteOffset, length } = item.bytes;
  const text = Buffer.from(buffer, byteOffset, length).toString('utf8');
  const value = JSON.parse(text) as unknown;
  const layout = layoutOf(part, value);
  const paths = findings.map((finding) => pathOf(layout, value, finding));
  return linesOfPaths(text, paths).map((line) => item.line + line - 1);
}

/** The path to what a finding is about, as far as that is there. */
function pathOf(layout: Layout, value: unknown, finding: Finding): JsonPath {
  const side = finding.code.startsWith('request.') ? 'request' : 'response';
  const about = aboutOf(finding);
  const names = about === 'body' || about === 'header' ? namesTo(finding) : [];
  const rule = finding.byRule && about !== 'method' ? pathToRule(layout, value, side, about, names) : undefined;
  if (rule !== undefined) return rule;
  if (about === 'header') return pathToHeader(layout, value, side, names[0] ?? '');
  return about === 'body' ? follow(value, [...layout.body[side], ...names], layout.hasTerms).path : layout[about];
}

/** What of a message a finding is about. */
function aboutOf({ code, pointer }: Finding): RulePart | 'method' {
  if (pointer === '' || pointer.startsWith('/')) return 'body';
  if (code.includes('.header')) return 'header'; // Whatever its name.
  if (pointer === 'method' || pointer === 'status') return pointer;
  return pointer === 'path' || pointer.startsWith('path/') ? 'path' : 'header';
}

function pathToRule(layout: Layout, value: unknown, side: MessageSide, part: RulePart, names: JsonPath): JsonPath | undefined {
  const term = part === 'body' && layout.hasTerms ? follow(value, [...layout.body[side], ...names], true).term : undefined;
  if (term !== undefined || layout.rules === undefined) return term;
  const rules = layout.rules[side];
  const rule = pathOfRule(valueAt(value, rules), part, names);
  return rule && [...rules, ...rule];
}

function pathToHeader({ headers, mediaType, hasTerms }: Layout, value: unknown, side: MessageSide, name: string): JsonPath {
  const { path, example } = follow(value, headers[side], hasTerms);
  const header = example === undefined ? undefined : placeOfHeader(valueAt(value, example), side, name);
  if (example !== undefined && header !== undefined) return [...example, ...header];
  const standIn = name === 'content-type' ? mediaType?.[side] : undefined;
  return standIn !== undefined && isText(valueAt(value, standIn)) ? standIn : path;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

/** Where names lead, as far as they do. */
interface Trail {
  /** To the value, or to the last one around it that is there. */
  readonly path: JsonPath;
  /** To the example of the value, which is the value itself if that is no term; undefined where the value is not there. */
  readonly example?: JsonPath;
  /** To the innermost term on the way, the value included. */
  readonly term?: JsonPath;
}

/** Goes into a value by names, and where terms stand among the values, into their examples. @param names those that lead through the examples. */
function follow(value: unknown, names: JsonPath, hasTerms: boolean): Trail {
  let path: JsonPath = [];
  let example: JsonPath = [];
  let term: JsonPath | undefined;
  let inner = value;
  let depth = 0;
  const open = (): void => {
    for (let steps = stepsToExample(inner); steps !== undefined; steps = stepsToExample(inner)) {
      term = path;
      for (const step of steps) inner = isObject(inner) ? inner[step] : undefined;
      example = [...example, ...steps];
    }
  };
  if (hasTerms) open();
  for (const name of names) {
    if (!isObject(inner) || !Object.hasOwn(inner, name)) break;
    depth += 1;
    inner = inner[name];
    example = path = [...example, name];
    if (hasTerms) open();
  }
  return { path, ...(names.length === depth ? { example } : {}), ...(term === undefined ? {} : { term }) };
}
