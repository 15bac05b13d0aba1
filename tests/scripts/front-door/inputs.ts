import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from '../../equipment/fast-check.js';
import { packageRoot } from '../../../contracts/folders.js';

type Json = Record<string, unknown>;

function read(file: string): unknown {
  return JSON.parse(readFileSync(join(packageRoot, file), 'utf8'));
}

const definition = (read('recordings/update-device-configuration-assignment/200-documented-example.json') as readonly Json[])[0] ?? {};
const headers = [
  { name: 'Content-Type', value: 'application/json' },
  { name: 'Authorization', value: 'Bearer made-up' },
];
const url = `https://graph.microsoft.com${String(definition['path'])}`;
const sent = JSON.stringify(definition['body']);
const got = JSON.stringify(definition['response']);
const entry = {
  startedDateTime: '2026-01-02T03:04:05Z',
  request: { method: 'PATCH', url, headers, postData: { mimeType: 'application/json', text: sent } },
  response: {
    status: 200,
    headers,
    content: { mimeType: 'application/json', text: Buffer.from(got).toString('base64'), encoding: 'base64' },
  },
};
const exchange = {
  request: { method: 'PATCH', url, headers: { 'content-type': 'application/json', authorization: 'Bearer made-up' }, body: sent },
  response: { status: 200, headers: { 'content-type': 'application/json' }, body: definition['response'] },
};

/** A whole and valid input of each format, and of pacts of each version. */
export const valid: Readonly<Record<string, unknown>> = {
  har: { log: { version: '1.2', creator: { name: 'a proxy', version: '1' }, entries: [entry, entry] } },
  nock: [definition, definition],
  line: exchange,
  pact: read('contracts/pacts/graph-assignment-client-microsoft-graph.json'),
  ...Object.fromEntries(
    ['pact-ruby-1', 'pact-js-2', 'pact-jvm-3', 'pact-go-4', 'messages-3'].map((name) => [
      name,
      read(`tests/recordings/traffic/pact/pacts/${name}.json`),
    ]),
  ),
};

/** Names that mean something, to us or to JavaScript. */
const names = fc.oneof(
  fc.constantFrom(
    ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', 'then', 'request', 'response', 'log', 'entries', 'headers'],
    ...['body', 'content', 'text', 'encoding', 'status', 'method', 'url', 'path', 'scope', 'matchingRules', 'matchers', 'match', 'regex'],
    ...['consumer', 'provider', 'interactions', 'messages', 'target', '@odata.type', 'id', 'postData', 'params', 'name', 'value', ''],
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
);

/** Values that a reader hopes never to meet. */
export const strange: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>(null, true, false, '', 0, -0, -1, 1e308, 2 ** 53, 200, 'PATCH', 'base64', 'application/json', {}, []),
    fc.constantFrom('\ud800', '\udc00x', '\0', '\u202e', 'a\r\nb', '%', '%zz', 'http://[', '//', '{}', '[', 'null', 'x'.repeat(5000)),
    fc.string({ unit: 'binary' }),
    fc.double(),
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(names, tie('node'), { maxKeys: 4 }),
  ),
})).node;

/** The places of all values within a value, itself included. */
function placesIn(value: unknown, here: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [here];
  return [here, ...Object.entries(value).flatMap(([name, member]) => placesIn(member, [...here, name]))];
}

/** A copy with another value at one place. */
function withAt(value: unknown, [name, ...rest]: readonly string[], other: unknown): unknown {
  if (name === undefined || typeof value !== 'object' || value === null) return other;
  const members = Object.entries(value).map(([key, member]): [string, unknown] => [
    key,
    key === name ? withAt(member, rest, other) : member,
  ]);
  return Array.isArray(value) ? members.map(([, member]) => member) : Object.fromEntries(members);
}

const base = fc.constantFrom(...Object.values(valid));

/** A valid input with strange values in some of its places: still JSON, and far within our readers. */
export const changed: fc.Arbitrary<string> = base
  .chain((value) =>
    fc.tuple(fc.constant(value), fc.array(fc.tuple(fc.constantFrom(...placesIn(value)), strange), { minLength: 1, maxLength: 3 })),
  )
  .map(([value, changes]) => JSON.stringify(changes.reduce((whole, [place, other]) => withAt(whole, place, other), value)));

/** A valid input that was cut, doubled, spliced with another one, or had bytes overwritten: mostly no JSON, and often no UTF-8. */
export const mangled: fc.Arbitrary<Buffer> = fc
  .record({
    whole: base,
    other: base,
    pretty: fc.boolean(),
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    to: fc.double({ min: 0, max: 1, noNaN: true }),
    bytes: fc.uint8Array({ maxLength: 6 }),
    how: fc.constantFrom('cut', 'remove', 'double', 'splice', 'overwrite'),
  })
  .map(({ whole, other, pretty, from, to, bytes, how }) => {
    const text = Buffer.from(JSON.stringify(whole, null, pretty ? 2 : 0));
    const second = Buffer.from(JSON.stringify(other));
    const [start, end] = [from, to].map((share) => Math.floor(share * text.length)).sort((a, b) => a - b) as [number, number];
    switch (how) {
      case 'cut':
        return text.subarray(0, start);
      case 'remove':
        return Buffer.concat([text.subarray(0, start), text.subarray(end)]);
      case 'double':
        return Buffer.concat([text.subarray(0, end), text.subarray(start)]);
      case 'splice':
        return Buffer.concat([text.subarray(0, start), second.subarray(Math.floor(to * second.length))]);
      default:
        return Buffer.concat([text.subarray(0, start), bytes, text.subarray(start + bytes.length)]);
    }
  });

/** Any JSON, alone and where each format has its items. */
export const anyJson: fc.Arbitrary<string> = strange
  .chain((value) =>
    fc.constantFrom<unknown>(
      value,
      [value],
      { log: value },
      { log: { entries: [value] } },
      { log: { entries: [{ request: value, response: value }] } },
      [{ scope: value }],
      [{ scope: 'https://graph.microsoft.com', method: 'PATCH', path: '/x', reqheaders: value, rawHeaders: value, response: value }],
      { request: value, response: value },
      { request: { method: 'PATCH', url, headers: value, body: value }, response: { status: 200, headers: value, body: value } },
      { consumer: {}, provider: {}, interactions: [value] },
      { consumer: {}, provider: {}, interactions: [{ request: value, response: value }], metadata: value },
      { messages: value },
    ),
  )
  .map((value) => JSON.stringify(value));
