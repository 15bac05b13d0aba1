/* eslint-disable @typescript-eslint/no-require-imports -- Only a pact loads the readers of pacts. esbuild bundles required modules. */
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { namesTo, type Finding } from '../../../contracts/judge/finding.js';
import { headerFits } from '../../../contracts/judge/header-value.js';
import { isObject } from '../../../contracts/json-value.js';
import type { Item, Part } from './item.js';
import { walkJson, type JsonPath } from './json-walk.js';
import type { RulePart } from '../pact/rule-path.js';

const pactReaders = () => ({
  ...(require('../pact/read-interaction.js') as typeof import('../pact/read-interaction.js')),
  ...(require('../pact/ruby-terms.js') as typeof import('../pact/ruby-terms.js')),
  ...(require('../pact/rule-path.js') as typeof import('../pact/rule-path.js')),
});

/**
 * The input line, from 1, of each finding about an item. For a missing value, it is the line of the object that lacks it.
 * @param item one that could be read. @param findings the judge's own objects, not copies.
 */
export function linesOf(part: Part, item: Item, findings: readonly Finding[]): readonly number[] {
  const text = item.bytes.toString('utf8');
  const layout = layoutOf(part, JSON.parse(text));
  const paths = findings.map((finding) => pathOf(layout, finding));
  return linesOfPaths(text, paths).map((line) => item.line + line - 1);
}

/** The lines of the values to which paths lead; for a missing value, that of the nearest one around it. */
function linesOfPaths(text: string, paths: readonly JsonPath[]): number[] {
  const deepest = paths.reduce((most, { length }) => Math.max(most, length), 0);
  const lines = new Map<string, number>();
  const keyOf = (path: JsonPath): string => path.join('\n');
  walkJson(text, (path, line) => {
    if (path.length <= deepest) lines.set(keyOf(path), line);
  });
  return paths.map((path) => {
    const around = path.map((_, index) => path.slice(0, path.length - index));
    return lines.get(keyOf(around.find((one) => lines.has(keyOf(one))) ?? [])) ?? 1;
  });
}

type MessageSide = 'request' | 'response';

/** The place of the judged members in an item. */
interface Layout {
  readonly value: unknown;
  /** Whether matchers may wrap the examples. */
  readonly hasTerms: boolean;
  readonly method: Names;
  readonly path: Names;
  readonly status: Names;
  readonly headers: (side: MessageSide) => Names;
  readonly body: (side: MessageSide) => Names;
  /** The place of the media type without a Content-Type header; undefined without one. */
  readonly mediaType?: (side: MessageSide) => Names | undefined;
  /** The place of the matching rules. */
  readonly rules?: (side: MessageSide) => Names;
}

type Names = readonly string[];

/** A line of NDJSON never gets here unless it is an entry of a HAR. */
function layoutOf({ format, version }: Part, value: unknown): Layout {
  const inMessages = {
    value,
    method: ['request', 'method'],
    status: ['response', 'status'],
    headers: (side: MessageSide) => [side, 'headers'],
  };
  if (format === 'pact') {
    const { hasTerms, isWrappedIn } = pactReaders();
    const isWrapped = (side: MessageSide): boolean => isWrappedIn(version, memberAt(value, [side, 'body']));
    return {
      ...inMessages,
      hasTerms: hasTerms(version),
      path: ['request', 'path'],
      body: (side) => [side, 'body', ...(isWrapped(side) ? ['content'] : [])],
      mediaType: (side) => (isWrapped(side) ? [side, 'body', 'contentType'] : undefined),
      rules: (side) => [side, 'matchingRules'],
    };
  }
  if (format !== 'nock') {
    const contentOf = (side: MessageSide): Names => (side === 'request' ? [side, 'postData'] : [side, 'content']);
    return {
      ...inMessages,
      hasTerms: false,
      path: ['request', 'url'],
      body: (side) => [...contentOf(side), 'text'],
      mediaType: (side) => [...contentOf(side), 'mimeType'],
    };
  }
  const ownHeaders = ['recorded', 'requestHeaders'];
  const requestHeaders = memberAt(value, ownHeaders) === undefined ? ['reqheaders'] : ownHeaders;
  return {
    value,
    hasTerms: false,
    method: ['method'],
    path: ['path'],
    status: memberAt(value, ['status']) === undefined ? ['reply'] : ['status'],
    headers: (side) => (side === 'request' ? requestHeaders : ['rawHeaders']),
    body: (side) => [side === 'request' ? 'body' : 'response'],
  };
}

/** The path to the subject of a finding, as far as it exists. */
function pathOf(layout: Layout, finding: Finding): JsonPath {
  const side = finding.code.startsWith('request.') ? 'request' : 'response';
  const about = aboutOf(finding);
  if (about === 'method') return layout.method;
  const names = about === 'body' || about === 'header' ? namesTo(finding) : [];
  const rule = finding.byRule ? pathToRule(layout, side, about, names) : undefined;
  if (rule !== undefined) return rule;
  if (about === 'header') return pathToHeader(layout, side, names[0] ?? '');
  return about === 'body' ? follow(layout, [...layout.body(side), ...names]).path : layout[about];
}

function aboutOf({ code, pointer }: Finding): RulePart | 'method' {
  if (pointer === '' || pointer.startsWith('/')) return 'body';
  if (code.includes('.header')) return 'header'; // Even one called `path` or `status`.
  if (pointer === 'method' || pointer === 'status') return pointer;
  return pointer === 'path' || pointer.startsWith('path/') ? 'path' : 'header';
}

function pathToRule(layout: Layout, side: MessageSide, part: RulePart, names: Names): JsonPath | undefined {
  const term = part === 'body' ? follow(layout, [...layout.body(side), ...names]).term : undefined;
  if (term !== undefined || layout.rules === undefined) return term;
  const rules = layout.rules(side);
  const rule = pactReaders().pathOfRule(memberAt(layout.value, rules), part, names);
  return rule && [...rules, ...rule];
}

function pathToHeader(layout: Layout, side: MessageSide, name: string): JsonPath {
  const { path, example } = follow(layout, layout.headers(side));
  const header = example && placeOfHeader(memberAt(layout.value, example), side, name);
  if (example !== undefined && header !== undefined) return [...example, ...header];
  const mediaType = name === 'content-type' ? layout.mediaType?.(side) : undefined;
  const type = mediaType && memberAt(layout.value, mediaType);
  return mediaType !== undefined && typeof type === 'string' && type !== '' ? mediaType : path;
}

/**
 * The path to the value of a header. Of several, the first that the page does not allow, or else the last, which is surplus.
 * @param name in lower case.
 */
function placeOfHeader(headers: unknown, side: MessageSide, name: string): JsonPath | undefined {
  const sent = writtenHeaders(headers).filter((header) => typeof header.name === 'string' && header.name.toLowerCase() === name);
  if (sent.length < 2) return sent[0]?.path;
  const allowed = contracts.flatMap(({ rules }) =>
    rules.flatMap(({ says }) => ('header' in says && says.what.startsWith(side) && says.header === name ? says.value : [])),
  );
  const wrong = sent.find(({ value }) => !allowed.every((one) => typeof value === 'string' && headerFits(one, value)));
  return (wrong ?? sent.at(-1))?.path;
}

/** The headers in an object, or in a list of alternating names and values, of pairs, or of objects. */
function writtenHeaders(headers: unknown): { readonly name: unknown; readonly value: unknown; readonly path: JsonPath }[] {
  if (isObject(headers)) return Object.entries(headers).map(([name, value]) => ({ name, value, path: [name] }));
  const list: readonly unknown[] = Array.isArray(headers) ? headers : [];
  return list.flatMap((one, index) => {
    if (isObject(one)) return [{ name: one['name'], value: one['value'], path: [index, 'value'] }];
    if (Array.isArray(one)) return [{ name: one[0] as unknown, value: one[1] as unknown, path: [index, 1] }];
    return index % 2 === 0 ? [{ name: one, value: list[index + 1], path: [index + 1] }] : [];
  });
}

/** The value to which names lead; undefined without one. */
function memberAt(value: unknown, names: Names): unknown {
  return names.reduce<unknown>((inner, name) => (has(inner, name) ? inner[name] : undefined), value);
}

function has(value: unknown, name: string | number): value is Readonly<Record<string | number, unknown>> {
  return (isObject(value) || Array.isArray(value)) && Object.hasOwn(value, name);
}

/** Where names lead, through the examples of terms. */
interface Trail {
  /** To the value, or to the last existing one around it. */
  readonly path: Names;
  /** To the example of the value, which is the value itself if it is not a term; undefined without the value. */
  readonly example?: Names;
  /** To the innermost term on the way, the value included. */
  readonly term?: Names;
}

function follow(layout: Layout, names: Names): Trail {
  let path: Names = [];
  let example: Names = [];
  let term: Names | undefined;
  for (const name of [undefined, ...names]) {
    if (name !== undefined) {
      const around = memberAt(layout.value, example);
      // A rule of a pact is about each item of a list.
      const step = name === '*' && Array.isArray(around) ? '0' : name;
      if (!has(around, step)) return { path, term };
      example = path = [...example, step];
    }
    for (let steps = stepsIn(layout, example); steps !== undefined; steps = stepsIn(layout, example)) {
      term = path;
      example = [...example, ...steps];
    }
  }
  return { path, example, term };
}

function stepsIn(layout: Layout, path: Names): Names | undefined {
  return layout.hasTerms ? pactReaders().stepsToExample(memberAt(layout.value, path)) : undefined;
}
