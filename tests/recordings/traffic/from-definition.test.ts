import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { UnpacksToTooMuch } from '../../../recordings/traffic/decode-body.js';
import { fromDefinition } from '../../../recordings/traffic/from-definition.js';
import { ItemError } from '../../../recordings/traffic/read-error.js';

const definition = { scope: 'https://graph.microsoft.com:443', method: 'PATCH', path: '/v1.0/x?$select=id', status: 200 };

test('a definition of ours: request headers, scenario and all', () => {
  const recorded = { scenario: 'a night', requestHeaders: { accept: 'application/json' }, origin: 'emulator' };
  const rawHeaders = { 'Content-Type': 'application/json' };
  expect(fromDefinition({ ...definition, body: { a: 1 }, response: { b: 2 }, rawHeaders, reqheaders: { x: 'y' }, recorded })).toEqual({
    request: {
      method: 'PATCH',
      url: 'https://graph.microsoft.com:443/v1.0/x?$select=id',
      headers: { accept: 'application/json' },
      body: { a: 1 },
    },
    response: { status: 200, headers: rawHeaders, body: { b: 2 } },
    description: 'a night',
  });
});

test('a definition of another: without request headers they are not judged', () => {
  const exchange = fromDefinition({ ...definition, response: '' });
  expect(exchange.request).not.toHaveProperty('headers');
  expect(exchange.request).not.toHaveProperty('withheld');
  expect(exchange.description).toBe('PATCH recorded by nock');
});

test('the headers that nock matches are request headers, and others on which a page insists may have been sent', () => {
  expect(fromDefinition({ ...definition, reqheaders: { accept: ['a', 'b'] } }).request).toMatchObject({
    headers: { accept: ['a', 'b'] },
    withheld: ['authorization', 'content-type'],
  });
});

test('a scope may end with a slash', () => {
  const exchange = fromDefinition({ ...definition, scope: `${definition.scope}/` });
  expect(exchange.request.url).toBe('https://graph.microsoft.com:443/v1.0/x?$select=id');
});

test.each<readonly [string, unknown, unknown]>([
  ['an object', { 'Content-Type': 'text/plain', 'Set-Cookie': ['a', 'b'] }, { 'Content-Type': 'text/plain', 'Set-Cookie': ['a', 'b'] }],
  ['a flat list', ['Content-Type', 'text/plain', 'X', '1', 'x', '2'], { 'content-type': 'text/plain', x: ['1', '2'] }],
  ['a list with an odd end', ['Content-Type', 'text/plain', 'X'], { 'content-type': 'text/plain', x: '' }],
  ['a list with names that are none', [{ toString: 1 }, 'a', null, 'b'], undefined],
  ['an object of anything', { a: { toString: 1 }, b: null }, { a: '{"toString":1}', b: 'null' }],
  ['an empty list, which no answer has', [], undefined],
  ['none', undefined, undefined],
  ['a text', 'x', undefined],
])('response headers: %s', (_, rawHeaders, expected) => {
  expect(fromDefinition({ ...definition, rawHeaders }).response?.headers).toEqual(expected);
});

test.each<readonly [Readonly<Record<string, unknown>>, number]>([
  [{ status: 204 }, 204],
  [{ status: '204' }, 204],
  [{ status: undefined, reply: '404' }, 404],
  [{ status: undefined }, 200],
])('the status may stand in several ways: %j', (fields, status) => {
  expect(fromDefinition({ ...definition, ...fields }).response?.status).toBe(status);
});

const text = '{"id":"é"}';
const hex = (bytes: Buffer): string[] => [bytes.subarray(0, 5).toString('hex'), bytes.subarray(5).toString('hex')];

test.each<readonly [string, Buffer]>([
  ['gzip', gzipSync(text)],
  [' GZIP ', gzipSync(text)],
  ['x-gzip', gzipSync(text)],
  ['deflate', deflateSync(text)],
  ['deflate', deflateRawSync(text)],
  ['br', brotliCompressSync(text)],
])('a response that came in %s is read, as nock writes it in hex', (encoding, bytes) => {
  const exchange = fromDefinition({ ...definition, response: hex(bytes), rawHeaders: { 'Content-Encoding': encoding } });
  expect(exchange.response?.body).toBe(text);
});

test.each<readonly [string, unknown, unknown]>([
  ['a list of hex without an encoding', hex(gzipSync(text)), {}],
  ['text that was decoded already', text, { 'content-encoding': 'gzip' }],
  ['JSON that was decoded already', { id: 'é' }, { 'content-encoding': 'gzip' }],
  ['a list that is no hex', ['zz'], { 'content-encoding': 'gzip' }],
])('a response is left as it is: %s', (_, response, rawHeaders) => {
  expect(fromDefinition({ ...definition, response, rawHeaders }).response?.body).toEqual(response);
});

test.each<readonly [string, Buffer, string, string]>([
  ['is not what its headers say', Buffer.from('s3cret'), 'gzip', 'it is not encoded as its headers say (gzip)'],
  ['stops in the middle', gzipSync('s3cret'.repeat(100)).subarray(0, 20), 'gzip', 'it is not encoded as its headers say (gzip)'],
  [
    'has an encoding that not every Node decodes',
    Buffer.from('28b52ffd', 'hex'),
    'zstd',
    'it is in an encoding that cannot be read (zstd)',
  ],
  ['has an encoding of no name', Buffer.from([0]), 's3cret 1', 'it is in an encoding that cannot be read (another one)'],
])('a response that %s is not known', (_, bytes, encoding, why) => {
  const { response } = fromDefinition({ ...definition, response: hex(bytes), rawHeaders: { 'content-encoding': encoding } });
  expect([response?.body, response?.bodyWithheld]).toEqual([undefined, why]);
});

test('a body that was decoded already is read, whatever its headers say', () => {
  const { response } = fromDefinition({
    ...definition,
    response: hex(Buffer.from(text)),
    rawHeaders: { 'content-encoding': 'gzip' },
  });
  expect(response?.body).toBe(text);
});

test.each<readonly [string, number, Readonly<Record<string, string>>, unknown, unknown]>([
  ['of an encoded answer', 200, { 'content-encoding': 'gzip' }, undefined, 'its writer did not keep bodies'],
  ['of an answer without a body', 204, {}, undefined, undefined],
  ['of any other answer', 200, {}, [], undefined],
])('an empty list in place of the body %s', (_, status, rawHeaders, body, why) => {
  const { response } = fromDefinition({ ...definition, status, response: [], rawHeaders });
  expect([response?.body, response?.bodyWithheld]).toEqual([body, why]);
});

test('nock before version 9 calls the headers of an answer "headers"', () => {
  const headers = { 'content-type': 'text/plain' };
  expect(fromDefinition({ ...definition, rawHeaders: undefined, headers }).response?.headers).toEqual(headers);
});

test('a response that unpacks to more than Graph sends is an error', () => {
  const response = hex(gzipSync(Buffer.alloc(5 * 1024 * 1024)));
  const read = (): unknown => fromDefinition({ ...definition, response, rawHeaders: { 'content-encoding': 'gzip' } });
  expect(read).toThrow(UnpacksToTooMuch);
});

test.each<readonly [string, unknown, string]>([
  ['no object', 's3cret', 'not an object'],
  ['null', null, 'not an object'],
  ['a list', ['s3cret'], 'not an object'],
  ['no scope', { ...definition, scope: undefined }, '"scope" and "path" must be strings'],
  ['a path that is a pattern', { ...definition, path: { s3cret: 1 } }, '"scope" and "path" must be strings'],
  ['no method', { ...definition, method: 7 }, '"method" must be a string'],
  ['a status in words', { ...definition, status: 's3cret' }, '"status" must be a number of three digits'],
  ['a status that is a list', { ...definition, status: [] }, '"status" must be a number of three digits'],
  ['a status with its own valueOf', { ...definition, status: { valueOf: 1 } }, '"status" must be a number of three digits'],
  ['a broken number', { ...definition, status: 200.5 }, '"status" must be a number of three digits'],
  ['fewer digits than are written', { ...definition, status: '099' }, '"status" must be a number of three digits'],
  ['more digits', { ...definition, status: 1200 }, '"status" must be a number of three digits'],
  ['a number too large', { ...definition, status: 1e21 }, '"status" must be a number of three digits'],
])('a definition that cannot be read is not quoted: %s', (_, value, reason) => {
  expect(() => fromDefinition(value)).toThrow(new ItemError(reason));
});
