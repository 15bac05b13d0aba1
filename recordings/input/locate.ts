import type { Finding } from '../../contracts/judge/finding.js';
import { namesTo } from '../../contracts/judge/real-names.js';
import { isObject } from '../../contracts/json-value.js';
import { pathOfRule, type RulePart } from '../pact/path-of-rule.js';
import { isWrapped, wrappingIn } from '../pact/read-body.js';
import { linesOfPaths, type JsonPath } from './lines-of-paths.js';
import type { Item } from './list-splitter.js';
import type { Part } from './part.js';

const lineFeed = 0x0a;

/**
 * The line of the file, from 1, that each finding about an item is about: that of the value, the header or the rule; of what is missing, the line of
 * what it is missing in. @param item one that was read and judged. @param findings as they were made, in this thread.
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

type MessageSide = 'request' | 'response';

/** Where a format keeps what is judged. */
interface Layout {
  readonly method: JsonPath;
  readonly path: JsonPath;
  readonly status: JsonPath;
  readonly headers: Readonly<Record<MessageSide, JsonPath>>;
  readonly body: Readonly<Record<MessageSide, JsonPath>>;
  readonly rules?: Readonly<Record<MessageSide, JsonPath>>;
}

function layoutOf(part: Part, value: unknown): Layout {
  if (part.format === 'nock') {
    const headers = { request: hasValueAt(value, ['recorded', 'requestHeaders']) ? ['recorded', 'requestHeaders'] : ['reqheaders'] };
    return {
      method: ['method'],
      path: ['path'],
      status: hasValueAt(value, ['status']) ? ['status'] : ['reply'],
      headers: { ...headers, response: ['rawHeaders'] },
      body: { request: ['body'], response: ['response'] },
    };
  }
  const messages = {
    method: ['request', 'method'],
    path: ['request', part.format === 'pact' ? 'path' : 'url'],
    status: ['response', 'status'],
    headers: { request: ['request', 'headers'], response: ['response', 'headers'] },
  };
  if (part.format !== 'pact')
    return { ...messages, body: { request: ['request', 'postData', 'text'], response: ['response', 'content', 'text'] } };
  const bodyOf = (side: MessageSide): JsonPath => {
    const body = [side, 'body'];
    return isWrapped(valueAt(value, body), wrappingIn(part.version)) ? [...body, 'content'] : body;
  };
  return {
    ...messages,
    body: { request: bodyOf('request'), response: bodyOf('response') },
    rules: { request: ['request', 'matchingRules'], response: ['response', 'matchingRules'] },
  };
}

/** The path to what a finding is about, as far as that is there. */
function pathOf(layout: Layout, value: unknown, finding: Finding): JsonPath {
  const { code, pointer, byRule } = finding;
  const side = code.startsWith('request.') ? 'request' : 'response';
  const isBody = pointer === '' || pointer.startsWith('/');
  const names = namesTo(finding);
  if (byRule === true && layout.rules !== undefined) {
    const part: RulePart = isBody ? 'body' : pointer === 'status' || pointer === 'path' ? pointer : 'header';
    const rules = layout.rules[side];
    const rule = pathOfRule(valueAt(value, rules), part, part === 'body' || part === 'header' ? names : []);
    if (rule !== undefined) return [...rules, ...rule];
  }
  if (isBody) return into(value, layout.body[side], names);
  if (pointer === 'status') return layout.status;
  if (code === 'request.method') return layout.method;
  if (code === 'request.path' || code === 'request.version') return layout.path;
  return [...layout.headers[side], ...headerIn(valueAt(value, layout.headers[side]), pointer)];
}

/** Follows names as far as they lead. */
function into(value: unknown, from: JsonPath, names: readonly string[]): JsonPath {
  const path = [...from];
  let inner = valueAt(value, from);
  for (const name of names) {
    if (!isObject(inner) || !Object.hasOwn(inner, name)) break;
    path.push(name);
    inner = inner[name];
  }
  return path;
}

/** Headers are an object, a list of names and values, or a list of objects with both. */
function headerIn(headers: unknown, name: string): JsonPath {
  const isMeant = (written: unknown): boolean => typeof written === 'string' && written.toLowerCase() === name;
  if (isObject(headers)) return Object.keys(headers).filter(isMeant).slice(0, 1);
  if (!Array.isArray(headers)) return [];
  const flat = headers.findIndex((item, index) => index % 2 === 0 && isMeant(item));
  if (flat !== -1) return [String(flat + 1)];
  const item = headers.findIndex((header) => isObject(header) && isMeant(header['name']));
  return item === -1 ? [] : [String(item), 'value'];
}

function hasValueAt(value: unknown, path: JsonPath): boolean {
  return valueAt(value, path) !== undefined;
}

function valueAt(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), value);
}
