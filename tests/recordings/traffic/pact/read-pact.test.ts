import type { Exchange } from '../../../../contracts/judge/exchange.js';
import { anyStep, type Interaction } from '../../../../contracts/judge/pact/interaction.js';
import { rulePath } from '../../../../recordings/traffic/pact/rule-path.js';
import { readErrorOf } from '../input/read-error-of.js';
import { readPact, readPactText } from './read-pact.js';

const request = { method: 'PATCH', path: '/v1.0/x' };

function read(...interactions: readonly unknown[]): Exchange[] {
  return readPact('a.json', interactions);
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
    source: { file: 'a.json', index: 0, description: 'an update', line: 1 },
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
])('no version, and bodies that look like those of version 4: %s', (_, body, expected) => {
  const [exchange] = read({ type: 'Synchronous/HTTP', request: { ...request, body }, response: { status: 200, body } });
  expect([exchange?.request.body, exchange?.response?.body]).toEqual([expected, expected]);
});

test.each<readonly [string, unknown, unknown]>([
  ['an empty one, as the core in Rust writes it', { content: '' }, ''],
  ['without a content type', { content: { a: 1 } }, { a: 1 }],
  ['with a member of its own', { content: { a: 1 }, hint: 'x' }, { a: 1 }],
  ['null', { content: null }, undefined],
  ['bare, which it should not be', { a: 1 }, { a: 1 }],
])('version 4 wraps every body: %s', (_, body, expected) => {
  const message = { type: 'Synchronous/HTTP', request: { ...request, body }, response: { status: 200, body } };
  const [exchange] = readPact('a.json', [message], { pactSpecification: { version: '4.0' } });
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
  ['no object', 's3cret', 'interaction 2 (line 1): not an object.'],
  ['null', null, 'interaction 2 (line 1): not an object.'],
  ['a list', ['s3cret'], 'interaction 2 (line 1): not an object.'],
  ['no request', { response: {} }, 'interaction 2 (line 1): it has no request or no response.'],
  ['no response', { request, description: 's3cret' }, 'interaction 2 (line 1): it has no request or no response.'],
  ['a list of responses', { request, response: [{}] }, 'interaction 2 (line 1): it has no request or no response.'],
  [
    'no method',
    { request: { path: 's3cret' }, response: {} },
    'interaction 2 (line 1): "method" and "path" must be strings, "status" a number.',
  ],
  [
    'no path',
    { request: { method: 's3cret' }, response: {} },
    'interaction 2 (line 1): "method" and "path" must be strings, "status" a number.',
  ],
  [
    'a status in words',
    { request, response: { status: 's3cret' } },
    'interaction 2 (line 1): "method" and "path" must be strings, "status" a number.',
  ],
])('what cannot be read is named by its place, and not quoted: %s', (_, interaction, reason) => {
  expect(readErrorOf(() => read({ request, response: {} }, interaction))).toBe(`a.json: ${reason}`);
});

test.each([{ interactions: [] }, { messages: [] }])('a pact may hold %j', (lists) => {
  expect(readPactText('a.json', JSON.stringify({ consumer: {}, provider: {}, ...lists }))).toEqual([]);
});

test.each<readonly [unknown, string]>([
  [{ consumer: 'c', provider: 'p', interactions: [] }, 'a consumer and a provider'],
  [{ consumer: {}, provider: {}, interactions: {} }, 'a list of interactions'],
  [[{ consumer: {}, provider: {}, interactions: [] }], 'a consumer and a provider and a list of interactions'],
  [null, 'a consumer and a provider and a list of interactions'],
])('%j is no pact, for it lacks %s', (value, lacks) => {
  expect(readErrorOf(() => readPactText('a.json', JSON.stringify(value)))).toBe(`a.json: not a pact: it lacks ${lacks}.`);
});

test('the others are read beside those that cannot be', () => {
  const good = { request, response: {} };
  const before: Interaction[] = [];
  expect(readErrorOf(() => readPact('a.json', [null, good, 7, good], undefined, before))).toBe(
    'a.json: interaction 1 (line 1): not an object.\na.json: interaction 3 (line 1): not an object.',
  );
  expect(before.map(({ source }) => source?.index)).toEqual([1, 3]);
});

test('an interaction that is no JSON is named by its place, and the others are read', () => {
  const good = { request, response: {} };
  const text = JSON.stringify({ consumer: {}, provider: {}, interactions: [good, 's3cret', good] }, null, 1);
  const before: Interaction[] = [];
  expect(readErrorOf(() => readPactText('a.json', text.replace('"s3cret"', '{ s3cret }'), before))).toBe(
    'a.json: interaction 2 (line 12): not valid JSON.',
  );
  expect(before).toHaveLength(2);
});

test('how it is to be read, the metadata tells, before or behind the interactions', () => {
  const wrapper = { content: '{"a":1}', encoded: false, contentType: 'application/json' };
  const interactions = [{ request: { ...request, body: wrapper }, response: {} }];
  const bodies = ['3.0.0', '4.0'].flatMap((version) => {
    const rest = { consumer: {}, provider: {} };
    const metadata = { pactSpecification: { version } };
    return [
      { metadata, interactions, ...rest },
      { interactions, metadata, ...rest },
    ].map((pact) => readPactText('a.json', JSON.stringify(pact))[0]?.request.body);
  });
  expect(bodies).toEqual([wrapper, wrapper, '"{\\"a\\":1}"', '"{\\"a\\":1}"']);
});

test.each<readonly [object, unknown]>([
  [{ pactSpecification: { version: '4.0' }, 'pact-specification': { version: '3.0.0' }, pactSpecificationVersion: '3.0.0' }, 1],
  [{ 'pact-specification': { version: '4.0' }, pactSpecificationVersion: '3.0.0' }, 1],
  [{ pactSpecificationVersion: '4.0' }, 1],
  [{ pactSpecificationVersion: '3.0.0' }, { content: 1 }],
])('of several places for the version the first one counts: %j', (metadata, body) => {
  const interactions = [{ request: { ...request, body: { content: 1 } }, response: {} }];
  expect(readPact('a.json', interactions, metadata)[0]?.request.body).toEqual(body);
});

test('interactions that are there and cannot be cut are no pact without any', () => {
  const text = '{"consumer":{},"provider":{},"inter\\u0061ctions":[7]}';
  expect(readErrorOf(() => readPactText('a.json', text))).toBe(
    'a.json: its interactions cannot be read: the file has no list interactions (line 1).',
  );
});

test('two lists of interactions are no pact: nobody can tell which is meant', () => {
  const text = '{"consumer":{},"interactions":[],"provider":{},"interactions":[7]}';
  expect(readErrorOf(() => readPactText('a.json', text))).toBe('a.json: it has two lists of interactions. Leave one.');
});

test('rules of all versions become the same', () => {
  const list = { combine: 'and', matchers: [{ kind: 'regex', regex: 'x' }] };
  const matcher = { match: 'regex', regex: 'x' };
  const [second, misspelt, third] = read(
    { request, response: { matchingRules: { '$.body.a': matcher, '$.headers.B': matcher, '$.path': matcher } } },
    { request, response: { matchingRules: { '$.body.a': matcher, '$.header.B': matcher, '$.path': matcher } } },
    {
      request,
      response: {
        matchingRules: {
          body: { '$.a': { matchers: [matcher] } },
          header: { b: { combine: 'AND', matchers: [matcher] } },
          path: { matchers: [matcher] },
        },
      },
    },
  ) as Interaction[];
  expect(second?.rules?.response).toEqual({ body: [{ path: ['a'], list, generated: false }], headers: new Map([['b', list]]), path: list });
  expect([misspelt?.rules, third?.rules]).toEqual([second?.rules, second?.rules]);
});

test.each([null, 'text', 7])('rules that are %j are none', (part) => {
  const [interaction] = read({ request, response: { matchingRules: { body: part, header: part, status: part, path: part } } });
  expect((interaction as Interaction).rules?.response).toBeUndefined();
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

test('the line of an interaction is that on which it begins', () => {
  const message = { ...request, body: { interactions: [{}, '"{[\\'], description: '\\"' } };
  const interactions = [{ request: message, response: {} }, { type: 'message' }, { request: message, response: {}, description: '{"' }];
  const pact = { consumer: { interactions: [{}] }, provider: {}, a: 'interactions', b: [{}, {}], interactions, c: [{}] };
  const text = JSON.stringify(pact, null, 1);
  const lines = text.split('\n').flatMap((line, index) => (/^ {2}(?:\{|null)/.test(line) ? [index + 1] : []));
  expect(lines).toHaveLength(6);
  expect(readPactText('a.json', text).map(({ source }) => source?.line)).toEqual([lines[2], lines[4]]);
});
