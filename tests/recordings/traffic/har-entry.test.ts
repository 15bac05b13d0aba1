import { brotliCompressSync, gzipSync } from 'node:zlib';
import { judge } from '../../../contracts/judge/judge.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { fromEntry } from '../../../recordings/traffic/har-entry.js';

const url = 'https://graph.microsoft.com/v1.0/me';
const json = '{"a":1}';

function entry(request: object, response: unknown): unknown {
  return { startedDateTime: '2026-01-01T00:00:00Z', request: { method: 'PATCH', url, headers: [], ...request }, response };
}

const base64 = (bytes: Buffer | string): string => Buffer.from(bytes).toString('base64');

test.each<readonly [string, object, unknown]>([
  ['text', { postData: { mimeType: 'application/json', text: json } }, json],
  ['base64', { postData: { text: base64(json), encoding: 'base64' } }, json],
  [
    'parameters',
    { postData: { mimeType: 'application/x-www-form-urlencoded', params: [{ name: 'a b', value: 'ü' }, { name: 'c' }] } },
    'a+b=%C3%BC&c=',
  ],
  ['an empty text with parameters', { postData: { text: '', params: [{ name: 'a', value: '1' }] } }, 'a=1'],
  ['nothing', {}, undefined],
])('the body of a request: %s', (_, request, body) => {
  expect(fromEntry(entry(request, { status: 200 })).request.body).toBe(body);
});

test.each<readonly [string, object, unknown]>([
  ['text', { content: { text: json } }, json],
  ['base64', { content: { text: base64(json), encoding: 'base64' } }, json],
  [
    'base64 of gzip',
    { headers: [{ name: 'Content-Encoding', value: 'gzip' }], content: { text: base64(gzipSync(json)), encoding: 'base64' } },
    json,
  ],
  [
    'base64 of brotli',
    { headers: [{ name: 'content-encoding', value: 'br' }], content: { text: base64(brotliCompressSync(json)), encoding: 'base64' } },
    json,
  ],
  [
    'decoded, though its header says gzip',
    { headers: [{ name: 'content-encoding', value: 'gzip' }], content: { text: base64(json), encoding: 'base64' } },
    json,
  ],
  ['nothing', { content: { size: 0 } }, undefined],
  ['no content', {}, undefined],
])('the body of a response: %s', (_, response, body) => {
  expect(fromEntry(entry({}, { status: 200, ...response })).response?.body).toBe(body);
});

test.each([
  [200, 'its writer did not keep bodies'],
  [204, undefined],
  [205, undefined],
  [304, undefined],
])('without its text, the body of an answer with the status %d was not kept: %p', (status, bodyWithheld) => {
  expect(fromEntry(entry({}, { status, headers: [], content: {} })).response?.bodyWithheld).toBe(bodyWithheld);
});

test('names of headers may be in any case, repeated, and broken', () => {
  const headers = [
    { name: 'Content-Type', value: 'application/json' },
    { name: 'X-A', value: '1' },
    { name: 'x-a', value: '2' },
    null,
    { value: 'x' },
    { name: 'X-B' },
  ];
  expect(fromEntry(entry({ headers }, { status: 200 })).request.headers).toEqual({
    'content-type': 'application/json',
    'x-a': ['1', '2'],
    'x-b': '',
  });
});

test('the media type of the content stands in for a header that is missing', () => {
  expect(fromEntry(entry({}, { status: 200, headers: [], content: { mimeType: 'application/json' } })).response?.headers).toEqual({
    'content-type': 'application/json',
  });
});

test.each<readonly [string, unknown, string]>([
  ['a status of 0', { status: 0, statusText: '', _error: 'net::ERR_CONNECTION_RESET' }, 'net::ERR_CONNECTION_RESET'],
  ['a status of 0, and a sentence', { status: 0, _error: 'getaddrinfo ENOTFOUND secret.example' }, 'NO_RESPONSE'],
  ['a status of 0, and a code before a host', { status: 0, _error: 'ENOTFOUND secret.example' }, 'NO_RESPONSE'],
  ['a status of 0, and a host before a code', { status: 0, _error: 'secret.example ENOTFOUND' }, 'NO_RESPONSE'],
  ['a status of 0, and a code in place of its text', { status: 0, statusText: 'ECONNREFUSED' }, 'ECONNREFUSED'],
  ['none', undefined, 'NO_RESPONSE'],
  ['null', null, 'NO_RESPONSE'],
])('an entry without a response says so: %s', (_, response, failure) => {
  const exchange = fromEntry(entry({}, response));
  expect(exchange.failure).toBe(failure);
  expect(exchange.response).toBeUndefined();
});

test('browsers leave credentials out: their absence is a note', () => {
  const [contract] = contracts;
  const path = (contract?.paths[0] ?? '').replaceAll(/\{[^}]+\}/g, 'x');
  const headers = [{ name: 'Content-Type', value: 'application/json' }];
  const example = contract?.examples[0];
  const postData = { text: JSON.stringify(example?.request?.body) };
  const content = { mimeType: 'application/json', text: JSON.stringify({ ...(example?.response?.body as object), id: 'x' }) };
  const judgement = judge(
    fromEntry(entry({ url: `https://graph.microsoft.com/v1.0${path}`, headers, postData }, { status: 200, headers: [], content })),
  );
  expect(judgement).toMatchObject({ kind: 'judged', findings: [{ code: 'request.not-checked', pointer: 'authorization' }] });
});
