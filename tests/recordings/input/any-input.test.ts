/** Whatever a file holds, it is read or ends in a ReadError that names it and quotes nothing. */
import { join } from 'node:path';
import * as fc from '../../equipment/fast-check.js';
import { judge } from '../../../contracts/judge/judge.js';
import { ReadError } from '../../../recordings/traffic/read-error.js';
import { readAll, errorOfReading } from './read-all.js';
import { TemporaryFolder } from '../temporary-folder.js';

const folder = new TemporaryFolder();
afterAll(() => {
  folder.remove();
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

const harLike = fc.record({
  log: fc.record({
    version: anyJson,
    entries: fc.array(
      fc.oneof(
        anyJson,
        fc.record({
          request: fc.record({ method: fc.constant('PATCH'), url: fc.constant('/x'), headers: anyJson, postData: anyJson }),
          response: fc.oneof(fc.record({ status: fc.oneof(fc.constant(200), anyJson), headers: anyJson, content: anyJson }), anyJson),
        }),
      ),
      { maxLength: 3 },
    ),
  }),
});
const lineLike = fc.record({
  request: fc.record({ method: fc.constant('PATCH'), url: fc.constant('/x'), headers: anyJson, body: anyJson }),
  response: fc.oneof(fc.record({ status: fc.oneof(fc.constant(200), anyJson), headers: anyJson, body: anyJson }), anyJson),
});

test('whatever JSON a file holds, it is read, or ends in a ReadError that names the file', async () => {
  const file = join(folder.path, 'random.json');
  let read = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(anyJson, pactLike, nockLike, harLike, lineLike), async (value) => {
      folder.write('random.json', JSON.stringify(value));
      try {
        for (const { exchange } of await readAll(file)) {
          const { request, response, source } = exchange;
          expect([typeof request.method, typeof request.url]).toEqual(['string', 'string']);
          if (response !== undefined) expect(typeof response.status).toBe('number');
          for (const { headers = {} } of [request, response ?? {}]) {
            for (const header of Object.values(headers).flat()) expect(typeof header).toBe('string');
          }
          expect(source?.file).toBe(file);
          expect(judge(exchange)).toBeDefined();
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

test('whatever bytes a file holds, it is read, or ends in a ReadError that does not quote it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      const file = folder.write('random.json', bytes);
      expect((await errorOfReading(file)).slice(file.length)).toMatch(/^: [\w ,.():-]+$/);
    }),
    { numRuns: 500 },
  );
});
