import { mkdirSync, openSync, closeSync, ftruncateSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { readTraffic } from '../../recordings/read-traffic.js';
import { ReadError } from '../../recordings/read-error.js';
import { readErrorOf } from './read-error-of.js';
import { TemporaryFolder } from './temporary-folder.js';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => {
  folder.remove();
});

const definition = { scope: 'https://graph.microsoft.com:443', method: 'GET', path: '/v1.0/me', status: 200, response: '' };
const pact = {
  consumer: { name: 'c' },
  provider: { name: 'p' },
  interactions: [{ request: { method: 'GET', path: '/v1.0/me' }, response: {} }],
};

test('what a file is, its content tells', () => {
  const recording = folder.write('pact.json', JSON.stringify([definition]));
  const consumer = folder.write('recording.json', JSON.stringify(pact));
  expect(readTraffic(recording)).toMatchObject({
    kind: 'observed',
    exchanges: [{ request: { method: 'GET' }, source: { file: recording, index: 0 } }],
  });
  expect(readTraffic(consumer)).toMatchObject({
    kind: 'expected',
    exchanges: [{ request: { method: 'GET' }, source: { file: consumer, index: 0 } }],
  });
});

test('a byte order mark, blanks and other line ends do no harm', () => {
  const file = folder.write('a.json', `\uFEFF \r\n${JSON.stringify([definition], null, 2).replaceAll('\n', '\r\n')}\r\n`);
  expect(readTraffic(file).exchanges).toHaveLength(1);
});

test.each<readonly [string, string | Uint8Array, string]>([
  ['empty', '', 'the file is empty.'],
  ['blank', ' \n\t\n', 'the file is empty.'],
  ['a byte order mark only', '\uFEFF', 'the file is empty.'],
  ['UTF-16', Buffer.from(`\uFEFF${JSON.stringify([definition])}`, 'utf16le'), 'not UTF-8. Save it as UTF-8.'],
  ['Latin-1', Buffer.from('["é"]', 'latin1'), 'not UTF-8. Save it as UTF-8.'],
  ['an executable', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0x02, 0xff]), 'not UTF-8. Save it as UTF-8.'],
  ['another word', '[\n  s3cret\n]', 'not valid JSON (line 2, column 3). A recording or a pact is JSON.'],
  ['a comma too many', '{\n  "s3cret": 1,\n}', 'not valid JSON (line 3, column 1). A recording or a pact is JSON.'],
  ['text after the end', '{}\ns3cret', 'not valid JSON (line 2, column 1). A recording or a pact is JSON.'],
  ['NDJSON', '{"a":1}\n{"a":2}\n', 'not valid JSON (line 2, column 1). A recording or a pact is JSON.'],
  ['an empty list', '[]', 'neither a pact nor a nock recording. Give the path of one of them.'],
  ['an empty object', '{}', 'neither a pact nor a nock recording. Give the path of one of them.'],
  ['null', 'null', 'neither a pact nor a nock recording. Give the path of one of them.'],
  ['a text', '"s3cret"', 'neither a pact nor a nock recording. Give the path of one of them.'],
  ['a HAR', '{"log":{"entries":[]}}', 'neither a pact nor a nock recording. Give the path of one of them.'],
  ['a pact without a provider', '{"consumer":{},"interactions":[]}', 'neither a pact nor a nock recording. Give the path of one of them.'],
  ['a list with a stranger', '[{"scope":"s","path":"p"},"s3cret"]', 'neither a pact nor a nock recording. Give the path of one of them.'],
])('a file that cannot be read says why, and where, and quotes nothing: %s', (_, content, reason) => {
  const file = folder.write('broken.json', content);
  expect(readErrorOf(() => readTraffic(file))).toBe(`${file}: ${reason}`);
});

test('a file that is cut off, wherever, is not valid JSON', () => {
  const text = JSON.stringify([{ ...definition, response: { s3cret: 's3cret' } }], null, 2);
  for (let length = 1; length < text.length; length += 7) {
    const message = readErrorOf(() => readTraffic(folder.write('cut.json', text.slice(0, length))));
    expect(message).toMatch(/cut\.json: not valid JSON(?: \(line \d+, column \d+\))?\. A recording or a pact is JSON\.$/);
  }
});

test('a place that the text itself names is not taken for the place of the mistake', () => {
  const file = folder.write('sly.json', '{"a": "at position 99999", b}');
  expect(readErrorOf(() => readTraffic(file))).toContain('(line 1, column 28)');
});

test('a broken text of many millions of characters is given up without a place', () => {
  const file = folder.write('long.json', `[${'1,'.repeat(9_000_000)}x]`);
  expect(readErrorOf(() => readTraffic(file))).toBe(`${file}: not valid JSON. A recording or a pact is JSON.`);
});

test('deep nesting does no harm', () => {
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
  expect(readErrorOf(() => readTraffic(folder.write('deep.json', deep)))).toContain('neither a pact nor a nock recording');
  const inside = JSON.stringify([{ ...definition, response: 'DEEP' }]).replace('"DEEP"', deep);
  expect(readTraffic(folder.write('deeper.json', inside)).exchanges).toHaveLength(1);
  expect(readErrorOf(() => readTraffic(folder.write('broken.json', '['.repeat(200_000))))).toContain('not valid JSON');
});

test('a file that is too large is not read', () => {
  const file = join(folder.path, 'huge.json');
  const descriptor = openSync(file, 'w');
  // Sparse: it takes no room.
  ftruncateSync(descriptor, 256 * 1024 * 1024 + 1);
  closeSync(descriptor);
  expect(readErrorOf(() => readTraffic(file))).toBe(`${file}: larger than 256 MiB. Split it.`);
});

test('what is no file says so', () => {
  const file = folder.write('a.json', '[]');
  const inner = join(folder.path, 'folder');
  mkdirSync(inner);
  const nowhere = join(folder.path, 'nowhere.json');
  expect(readErrorOf(() => readTraffic(nowhere))).toBe(`${nowhere}: no such file. Check the path.`);
  expect(readErrorOf(() => readTraffic(inner))).toBe(`${inner}: cannot be read (EISDIR).`);
  expect(readErrorOf(() => readTraffic(join(file, 'b.json')))).toContain('cannot be read (ENOTDIR).');
  expect(readErrorOf(() => readTraffic('a\0b'))).toContain('cannot be read (ERR_INVALID_ARG_VALUE).');
});

/** Names that the readers look for, so that random values come near to what they take. */
const name = fc.oneof(
  fc.constantFrom('consumer', 'provider', 'interactions', 'request', 'response', 'method', 'path', 'status', 'headers', 'body', 'content'),
  fc.constantFrom(
    'contentType',
    'encoded',
    'type',
    'description',
    'scope',
    'reply',
    'reqheaders',
    'rawHeaders',
    'recorded',
    'requestHeaders',
  ),
  fc.constantFrom('toString', 'valueOf', '__proto__', 'constructor', 'content-encoding', 'scenario'),
  fc.string({ maxLength: 5 }),
);
const { value: anyJson } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.oneof(
      fc.constantFrom('GET', '/v1.0/me', 'Synchronous/HTTP', 'base64', 'gzip', '1f8b', 200, '200', null),
      fc.jsonValue({ maxDepth: 1 }),
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 6 }),
  ),
}));
const pactLike = fc.record({
  consumer: fc.constant({}),
  provider: fc.constant({}),
  interactions: fc.array(
    fc.oneof(
      anyJson,
      fc.record({
        type: fc.oneof(fc.constant('Synchronous/HTTP'), anyJson),
        description: anyJson,
        request: fc.record({ method: fc.constant('PATCH'), path: fc.constant('/x'), headers: anyJson, body: anyJson }),
        response: fc.record({ status: fc.oneof(fc.constant(200), anyJson), headers: anyJson, body: anyJson }),
      }),
    ),
    { maxLength: 3 },
  ),
});
const nockLike = fc.array(
  fc.record(
    {
      scope: fc.oneof(fc.constant('https://graph.microsoft.com:443'), anyJson),
      path: fc.oneof(fc.constant('/x'), anyJson),
      method: fc.oneof(fc.constant('PATCH'), anyJson),
      status: fc.oneof(fc.constant(200), anyJson),
      reply: anyJson,
      body: anyJson,
      response: fc.oneof(anyJson, fc.array(fc.constantFrom('1f8b', '00', 'zz'))),
      reqheaders: anyJson,
      rawHeaders: fc.oneof(fc.constant({ 'content-encoding': 'gzip' }), anyJson),
      recorded: anyJson,
    },
    { requiredKeys: ['scope', 'path'] },
  ),
  { minLength: 1, maxLength: 3 },
);

test('whatever JSON a file holds, it is read, or ends in a ReadError that names the file', () => {
  const file = join(folder.path, 'random.json');
  let read = 0;
  fc.assert(
    fc.property(fc.oneof(anyJson, pactLike, nockLike), (value) => {
      folder.write('random.json', JSON.stringify(value));
      try {
        for (const { request, response, source } of readTraffic(file).exchanges) {
          expect([typeof request.method, typeof request.url, typeof response?.status]).toEqual(['string', 'string', 'number']);
          for (const { headers = {} } of [request, response ?? {}]) {
            for (const header of Object.values(headers).flat()) expect(typeof header).toBe('string');
          }
          expect(source?.file).toBe(file);
        }
        read += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(ReadError);
        expect((error as ReadError).message.startsWith(`${file}: `)).toBe(true);
      }
    }),
    { numRuns: 2_000 },
  );
  expect(read).toBeGreaterThan(100);
});

test('whatever bytes a file holds, it is read, or ends in a ReadError that does not quote it', () => {
  const file = join(folder.path, 'random.json');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      folder.write('random.json', bytes);
      expect(readErrorOf(() => readTraffic(file)).slice(file.length)).toMatch(/^: [\w ,.()-]+$/);
    }),
    { numRuns: 500 },
  );
});
