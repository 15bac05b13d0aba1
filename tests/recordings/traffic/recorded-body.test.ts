import { request as httpRequest } from 'node:http';
import * as fc from '../../equipment/fast-check.js';
import nock from 'nock';
import { answerText, recordedAnswer, recordedQuestion } from '../../../recordings/traffic/recorded-body.js';

afterAll(() => {
  nock.restore();
});

const url = 'http://graph.example/v1.0/x';

/** What a client of a replay gets, byte by byte, after the recording has been a file. */
async function replayed(response: unknown, labelled: boolean, ask: (url: string) => Promise<Buffer>): Promise<Buffer> {
  const definition = {
    scope: 'http://graph.example:80',
    method: 'GET',
    path: '/v1.0/x',
    body: '',
    status: 200,
    response,
    rawHeaders: labelled ? { 'content-type': 'application/json' } : {},
  };
  nock.define(JSON.parse(JSON.stringify([definition])) as nock.Definition[]);
  try {
    return await ask(url);
  } finally {
    nock.cleanAll();
  }
}

const byFetch = async (address: string): Promise<Buffer> => Buffer.from(await (await fetch(address)).arrayBuffer());
const byHttp = (address: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    httpRequest(address, (response) => {
      const chunks: Buffer[] = [];
      response
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => {
          resolve(Buffer.concat(chunks));
        });
    })
      .on('error', reject)
      .end();
  });

const texts = [
  '{"a":1}',
  '{ "a": 1,\r\n  "b": [] }',
  '{"large":12345678901234567890,"one":1.0,"zero":-0,"tiny":1e-400}',
  '{"a":1,"a":2}',
  '{"10":"ten","9":"nine"}',
  '{"e":"\\u00e9\\/\\u002B"}',
  '{"__proto__":{"x":1}}',
  '["0a0b","ff"]',
  '[]',
  '{}',
  'null',
  'true',
  '0',
  '"a text"',
  '""',
  '"{\\"a\\":1}"',
  '\uFEFF{"a":1}',
  '{"broken":',
  '<html>é</html>',
  '',
  ' ',
  '"',
];

describe.each([
  ['with a content type', true],
  ['without one', false],
])('an answer %s', (_what, labelled) => {
  test.each(texts)('replays byte for byte: %j', async (text) => {
    const response = recordedAnswer(text, labelled);
    expect((await replayed(response, labelled, byFetch)).toString()).toBe(text);
    expect((await replayed(response, labelled, byHttp)).toString()).toBe(text);
  });

  test.each(texts)('is read as what the client got: %j', (text) => {
    const read = answerText(JSON.parse(JSON.stringify(recordedAnswer(text, labelled))));
    expect(typeof read === 'string' ? read : JSON.stringify(read)).toBe(text);
  });
});

test('plain JSON stands in the file as JSON', () => {
  expect(recordedAnswer('{"a":{"b":[1,null]}}', true)).toEqual({ a: { b: [1, null] } });
});

test('any JSON, in any style, replays byte for byte', async () => {
  const style = fc.constantFrom(
    (value: unknown) => JSON.stringify(value),
    (value: unknown) => JSON.stringify(value, null, 2),
    (value: unknown) => JSON.stringify(value).replaceAll('/', '\\/'),
    (value: unknown) => `\n${JSON.stringify(value)}\n`,
  );
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), style, async (value, write) => {
      const text = write(value);
      expect((await replayed(recordedAnswer(text, true), true, byFetch)).toString()).toBe(text);
    }),
    { numRuns: 200 },
  );
});

test.each<[string, unknown]>([
  ['{ "a" : "\\u0041\\/" }', { a: 'A/' }],
  ['{"a":1}', { a: 1 }],
  ['{"a":1,"a":2}', '{"a":1,"a":2}'],
  ['{"a":12345678901234567890}', '{"a":12345678901234567890}'],
  ['broken {', 'broken {'],
  ['null', 'null'],
])('a request is matched by its value, unless that would be another: %s', (text, expected) => {
  expect(recordedQuestion(text)).toEqual(expected);
});
