import type { Exchange, Source } from '../../../contracts/judge/exchange.js';
import { anyStep, type Interaction } from '../../../contracts/judge/expectation/interaction.js';
import { isPactFile, readPact } from '../../../recordings/pact/read-pact.js';
import { rulePath } from '../../../recordings/pact/rule-path.js';
import { readErrorOf } from '../read-error-of.js';

const request = { method: 'PATCH', path: '/v1.0/x' };

function read(...interactions: readonly unknown[]): Exchange[] {
  return [...readPact('a.json', { interactions })];
}

test('version 2: bare bodies, and headers as text', () => {
  const [exchange] = read({
    description: 'an update',
    providerState: 'it exists',
    request: { ...request, headers: { 'Content-Type': 'application/json' }, body: { target: null } },
    response: { status: 200, headers: { 'Content-Type': 'application/json' }, body: { id: '7' }, matchingRules: { '$.body': {} } },
  });
  expect(exchange).toEqual({
    request: { method: 'PATCH', url: '/v1.0/x', headers: { 'Content-Type': 'application/json' }, body: { target: null } },
    response: { status: 200, headers: { 'Content-Type': 'application/json' }, body: { id: '7' } },
    source: { file: 'a.json', index: 0, description: 'an update' },
  });
});

test('version 3: states with parameters, and headers of one or more values', () => {
  const [exchange] = read({
    providerStates: [{ name: 'it exists', params: {} }],
    request: { ...request, headers: { Accept: ['application/json', 'text/plain'], 'X-Count': 3 }, body: 'text' },
    response: { status: 201 },
  });
  expect(exchange).toMatchObject({
    request: { headers: { Accept: ['application/json', 'text/plain'], 'X-Count': '3' }, body: 'text' },
    response: { status: 201, headers: {} },
    source: { description: 'interaction 1' },
  });
});

const base64 = Buffer.from('{"a":"é"}').toString('base64');

test.each<readonly [string, unknown, unknown]>([
  ['JSON', { content: { a: 1 }, contentType: 'application/json', encoded: false }, { a: 1 }],
  ['a list', { content: [1], contentType: 'application/json' }, [1]],
  ['text', { content: 'text', contentType: 'text/plain', encoded: false }, 'text'],
  ['base64', { content: base64, contentType: 'application/json', encoded: 'base64' }, '{"a":"é"}'],
  ['base64, marked by true', { content: base64, contentType: 'application/json', encoded: true }, '{"a":"é"}'],
  ['without a content type', { content: { a: 1 }, encoded: false }, { a: 1 }],
  ['a body of its own that has content', { content: { a: 1 } }, { content: { a: 1 } }],
  ['none', undefined, undefined],
  ['null', null, undefined],
])('version 4, and bodies that only look like it: %s', (_, body, expected) => {
  const [exchange] = read({ type: 'Synchronous/HTTP', request: { ...request, body }, response: { status: 200, body } });
  expect([exchange?.request.body, exchange?.response?.body]).toEqual([expected, expected]);
});

test('messages are passed over, and the others keep their places', () => {
  const http = { type: 'Synchronous/HTTP', request, response: {} };
  const exchanges = read(
    http,
    { type: 'Asynchronous/Messages', contents: {} },
    { type: 'Synchronous/Messages', request: {}, response: [{}] },
    http,
  );
  expect(exchanges.map(({ source }) => source?.index)).toEqual([0, 3]);
});

test('a response without a status is a success', () => {
  expect(read({ request, response: {} })[0]?.response?.status).toBe(200);
});

test('a header may be anything that JSON has', () => {
  const headers = { a: { toString: 's3cret' }, b: [null, { valueOf: 1 }], c: null, d: true };
  expect(read({ request: { ...request, headers }, response: {} })[0]?.request.headers).toEqual({
    a: '{"toString":"s3cret"}',
    b: ['null', '{"valueOf":1}'],
    c: 'null',
    d: 'true',
  });
});

test.each<readonly [string, unknown, string]>([
  ['no object', 's3cret', 'interaction 2 is not an object'],
  ['null', null, 'interaction 2 is not an object'],
  ['a list', ['s3cret'], 'interaction 2 is not an object'],
  ['no request', { response: {} }, 'interaction 2 has no request or no response'],
  ['no response', { request, description: 's3cret' }, 'interaction 2 has no request or no response'],
  ['a list of responses', { request, response: [{}] }, 'interaction 2 has no request or no response'],
  ['no method', { request: { path: 's3cret' }, response: {} }, 'interaction 2: "method" and "path" must be strings, "status" a number'],
  ['no path', { request: { method: 's3cret' }, response: {} }, 'interaction 2: "method" and "path" must be strings, "status" a number'],
  [
    'a status in words',
    { request, response: { status: 's3cret' } },
    'interaction 2: "method" and "path" must be strings, "status" a number',
  ],
])('what cannot be read is named by its place, and not quoted: %s', (_, interaction, reason) => {
  expect(readErrorOf(() => read({ request, response: {} }, interaction))).toBe(`a.json: ${reason}`);
});

test.each<readonly [boolean, unknown]>([
  [true, { consumer: {}, provider: {}, interactions: [] }],
  [true, { consumer: {}, provider: {}, messages: [] }],
  [false, { consumer: 'c', provider: 'p', interactions: [] }],
  [false, { consumer: {}, provider: {}, interactions: {} }],
  [false, [{ consumer: {}, provider: {}, interactions: [] }]],
  [false, null],
])('is a pact: %j: %j', (expected, value) => {
  expect(isPactFile(value)).toBe(expected);
});

test('the others are read before the reader ends with those that cannot be', () => {
  const good = { request, response: {} };
  const read = readPact('a.json', { interactions: [null, good, 7, good] });
  expect([read.next(), read.next()].map(({ value }) => (value as Exchange).source?.index)).toEqual([1, 3]);
  expect(readErrorOf(() => read.next())).toBe('a.json: interaction 1 is not an object; and 1 more that cannot be read');
});

test('rules of all versions become the same', () => {
  const list = { combine: 'and', matchers: [{ kind: 'regex', regex: 'x' }] };
  const matcher = { match: 'regex', regex: 'x' };
  const [second, third] = read(
    { request, response: { matchingRules: { '$.body.a': matcher, '$.headers.B': matcher, '$.path': matcher } } },
    {
      request,
      response: { matchingRules: { body: { '$.a': { matchers: [matcher] } }, header: { b: { combine: 'AND', matchers: [matcher] } } } },
    },
  ) as Interaction[];
  expect(second?.rules?.response).toEqual({ body: [{ path: ['a'], list, generated: false }], headers: new Map([['b', list]]) });
  expect(third?.rules).toEqual(second?.rules);
});

test.each<readonly [string, readonly unknown[] | undefined]>([
  ['$', []],
  ['$.a.b-c', ['a', 'b-c']],
  ["$['@odata.type'][0].*", ['@odata.type', 0, anyStep]],
  ['$["a\\"b"][*]', ['a"b', anyStep]],
  ['a', undefined],
  ['$a', undefined],
  ['$[', undefined],
  ["$['a", undefined],
])('the path %s', (text, steps) => {
  expect(rulePath(text)).toEqual(steps);
});

test('the line of an interaction is that on which it begins, asked for in any order', () => {
  const message = { ...request, body: { interactions: [{}, '"{[\\'], description: '\\"' } };
  const interactions = [{ request: message, response: {} }, null, { request: message, response: {}, description: '{"' }];
  const text = JSON.stringify({ consumer: { interactions: [{}] }, a: 'interactions', b: [{}, {}], interactions, c: [{}] }, null, 1);
  const lines = text.split('\n').flatMap((line, index) => (/^ {2}(?:\{|null)/.test(line) ? [index + 1] : []));
  expect(lines).toHaveLength(6);
  const read = (order: (sources: Source[]) => Source[]): unknown => {
    const sources: Source[] = [];
    const reading = readPact('a.json', { interactions }, text);
    for (let next = reading.next(); !next.done; next = reading.next()) {
      if (next.value.source !== undefined) sources.push(next.value.source);
      if (sources.length === 2) break;
    }
    return order(sources).map(({ line }) => line);
  };
  expect(read((sources) => sources)).toEqual([lines[2], lines[4]]);
  expect(read((sources) => sources.toReversed())).toEqual([lines[4], lines[2]]);
});

test('a source is plain in JSON, with its line where there is a text', () => {
  const interactions = [{ request, response: {} }];
  const [known] = readPact('a.json', { interactions }, JSON.stringify({ interactions }));
  const [unknown] = readPact('a.json', { interactions });
  expect(JSON.parse(JSON.stringify(known?.source))).toEqual({ file: 'a.json', index: 0, description: 'interaction 1', line: 1 });
  expect(JSON.parse(JSON.stringify(unknown?.source))).toEqual({ file: 'a.json', index: 0, description: 'interaction 1' });
});
