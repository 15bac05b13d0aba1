import type { Exchange } from '../../../contracts/judge/exchange.js';
import { fromDefinition } from '../../../recordings/traffic/from-definition.js';
import { toDefinition } from '../../../recordings/recorder/to-definition.js';

const recorded = {
  when: '2026-01-02T03:04:05.000Z',
  origin: 'emulator',
  apiVersion: 'v1.0',
  contract: 'sha256:0',
  redaction: 0,
  scenario: 'a night',
} as const;
const exchange: Exchange = {
  request: {
    method: 'PATCH',
    url: 'http://127.0.0.1:3000/v1.0/x%2Fy?$select=id',
    headers: {
      Accept: ['a', 'b'],
      Authorization: 'Bearer {token}',
      'Content-Type': 'application/json',
      Cookie: 's3cret',
      'X-Own': 's3cret',
    },
    body: '{"a":1}',
  },
  response: {
    status: 200,
    headers: { 'Content-Type': 'application/json', 'Retry-After': '2', 'Set-Cookie': ['s3cret'], Date: 'today', 'request-id': '7' },
    body: '{"b":2}',
  },
};

test('an exchange is written in nock’s own words, under the origin that it stands for', () => {
  expect(toDefinition(exchange, recorded, 'https://graph.microsoft.com')).toEqual({
    scope: 'https://graph.microsoft.com:443',
    method: 'PATCH',
    path: '/v1.0/x%2Fy?$select=id',
    body: { a: 1 },
    reqheaders: { 'content-type': 'application/json' },
    status: 200,
    response: { b: 2 },
    rawHeaders: { 'content-type': 'application/json', 'retry-after': '2' },
    recorded: {
      ...recorded,
      requestHeaders: { accept: 'a, b', authorization: 'Bearer {token}', 'content-type': 'application/json' },
    },
  });
});

test('the scope always has its port', () => {
  expect(toDefinition(exchange, recorded).scope).toBe('http://127.0.0.1:3000');
  expect(toDefinition(exchange, recorded, 'http://graph.example').scope).toBe('http://graph.example:80');
  expect(toDefinition(exchange, recorded, 'https://graph.example:8443').scope).toBe('https://graph.example:8443');
});

test.each(['allow', 'content-type', 'location', 'odata-version', 'retry-after'])('the header %s of an answer is kept', (name) => {
  const response = { status: 200, headers: { [name]: 'x' } };
  expect(toDefinition({ request: exchange.request, response }, recorded).rawHeaders).toEqual({ [name]: 'x' });
});

test('headers that are not known are dropped, and none of their values is written', () => {
  expect(JSON.stringify(toDefinition(exchange, recorded))).not.toContain('s3cret');
});

test('text that is not JSON stays text, and no body is an empty one', () => {
  const { request, response } = exchange;
  if (response === undefined) throw new Error('There is a response.');
  const broken = toDefinition({ request: { ...request, body: undefined }, response: { ...response, body: '<html>' } }, recorded);
  expect([broken.body, broken.response]).toEqual(['', '<html>']);
});

test('what was written is read as the same exchange', () => {
  const definition = toDefinition(exchange, recorded);
  expect(fromDefinition(definition)).toMatchObject({
    request: { method: 'PATCH', url: exchange.request.url, body: { a: 1 } },
    response: { status: 200, body: { b: 2 } },
  });
});

test('headers that nobody knows stay unknown', () => {
  const definition = toDefinition({ request: exchange.request, response: { status: 200, body: '{"b":2}' } }, recorded);
  expect(definition).not.toHaveProperty('rawHeaders');
  expect(fromDefinition(definition).response).toEqual({ status: 200, body: '{"b":2}' });
});

test('an exchange without an answer says why, and is read as one', () => {
  const definition = toDefinition({ request: exchange.request, failure: 'ECONNRESET' }, recorded);
  expect(definition).toMatchObject({ status: 502, response: '', recorded: { failure: 'ECONNRESET' } });
  const read = fromDefinition(definition);
  expect([read.failure, read.response]).toEqual(['ECONNRESET', undefined]);
});

test('what is not known of a request is not known afterwards', () => {
  const { url, method } = exchange.request;
  const definition = toDefinition({ request: { method, url, bodyWithheld: true }, response: { status: 200 } }, recorded);
  expect([definition.body, definition.recorded.requestHeaders]).toEqual([undefined, undefined]);
  const { request } = fromDefinition(definition);
  expect(request).toEqual({ method, url, bodyWithheld: true });
});

test('headers that a capture may have left out are named', () => {
  const request = { ...exchange.request, withheld: ['authorization'] };
  expect(fromDefinition(toDefinition({ request, response: { status: 200 } }, recorded)).request.withheld).toEqual(['authorization']);
});
