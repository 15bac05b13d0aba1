/**
 * What captures do not hold of an exchange, as tools leave it out. A value that is not known is a note; a value that is known to be absent is missing.
 */
import type { ExchangeRequest } from '../../../contracts/judge/exchange.js';
import { observationJudge } from '../../../scripts/verdict/judge-observation.js';
import { contractNamed, healthyExchange } from '../../contracts/judge/healthy-exchange.js';
import { findingsOf } from '../../contracts/judge/serious.js';
import { readAll } from './input/read-all.js';
import { useTemporaryFolder } from '../temporary-folder.js';

type Members = Readonly<Record<string, unknown>>;

const { request, response } = healthyExchange(contractNamed('configuration'));
const sent = JSON.stringify(request.body);
const got = JSON.stringify(response.body);

const requestBody = 'request.not-checked ';
const responseBody = 'response.not-checked ';

/** A HAR with one entry: healthy, but for what is said. */
function har(ofRequest: Members, ofResponse: Members = {}): unknown {
  const entry = {
    request: {
      method: request.method,
      url: request.url,
      headers: listOf(request.headers),
      postData: { mimeType: 'application/json', text: sent },
      bodySize: sent.length,
      ...ofRequest,
    },
    response: {
      status: response.status,
      headers: listOf(response.headers),
      content: { size: got.length, mimeType: 'application/json', text: got },
      bodySize: -1,
      ...ofResponse,
    },
  };
  return { log: { version: '1.2', creator: { name: 'a tool' }, entries: [entry] } };
}

function listOf(headers: ExchangeRequest['headers'], more: Readonly<Record<string, string>> = {}): unknown {
  return Object.entries({ ...headers, ...more }).map(([name, value]) => ({ name, value }));
}

/** A file of nock with one definition: healthy, but for what is said. */
function nock(members: Members): unknown {
  const { origin, pathname } = new URL(request.url);
  const { status, body, headers } = response;
  const { method } = request;
  return [{ scope: origin, method, path: pathname, body: request.body, status, response: body, rawHeaders: headers, ...members }];
}

/** A line: healthy, but for what is said. */
function line(ofRequest: Members, ofResponse: Members = {}): unknown {
  return { request: { ...request, ...ofRequest }, response: { ...response, ...ofResponse } };
}

const json = 'application/json';
const pairs = (headers: ExchangeRequest['headers']): unknown => Object.entries({ ...headers });
const none = undefined;

/** Each with the codes and pointers of all findings. */
const rows: readonly (readonly [name: string, content: unknown, ...findings: string[]])[] = [
  ['HAR, nothing left out', har({})],

  ['HAR, an answer that Playwright omits', har({}, { content: { size: -1, mimeType: json } }), responseBody],
  ['HAR, an answer in a file of its own', har({}, { content: { size: 218, mimeType: json, _file: 'a.json' } }), responseBody],
  [
    'HAR, an answer in a file of its own, of unknown size',
    har({}, { bodySize: 0, content: { size: 0, mimeType: json, _file: 'a.json' } }),
    responseBody,
  ],
  ['HAR, an answer that a browser did not keep', har({}, { bodySize: 180, content: { size: 218, mimeType: json } }), responseBody],
  [
    'HAR, an answer from the cache that was not kept',
    har({}, { bodySize: 0, content: { size: 218, mimeType: json, text: '' } }),
    responseBody,
  ],
  [
    'HAR, an answer of which only the bytes on the wire are known',
    har({}, { bodySize: 180, content: { size: 0, mimeType: json } }),
    responseBody,
  ],
  [
    'HAR, an answer whose header tells its length',
    har({}, { headers: listOf(response.headers, { 'content-length': '218' }), content: { size: 0, mimeType: json, text: '' } }),
    responseBody,
  ],
  ['HAR, an answer of which nothing is said', har({}, { bodySize: none, content: none }), responseBody],
  [
    'HAR, an answer of which nothing is said, with another status',
    har({}, { status: 202, content: { mimeType: json } }),
    'response.status status',
    responseBody,
  ],
  ['HAR, an answer of no bytes', har({}, { content: { size: 0, mimeType: json } }), 'response.body.missing '],
  ['HAR, an answer with an empty text', har({}, { content: { size: -1, mimeType: json, text: '' } }), 'response.body.missing '],
  ['HAR, an answer of which no byte came', har({}, { bodySize: 0, content: { size: -1, mimeType: json } }), 'response.body.missing '],
  [
    'HAR, an answer that cannot have a body',
    har({}, { status: 204, headers: [], content: { size: -1, mimeType: 'x-unknown' } }),
    'response.status status',
  ],

  ['HAR, a request without its data', har({ postData: none }), requestBody],
  [
    'HAR, a request whose header tells its length',
    har({ postData: none, bodySize: -1, headers: listOf(request.headers, { 'Content-Length': '169' }) }),
    requestBody,
  ],
  ['HAR, a request with an empty text', har({ postData: { mimeType: json, text: '' } }), requestBody],
  [
    'HAR, a request with an empty text and a comment',
    har({ bodySize: 0, postData: { mimeType: json, text: '', comment: 'Request bodies are not included' } }),
    requestBody,
  ],
  ['HAR, a request in a file of its own', har({ bodySize: -1, postData: { mimeType: json, params: [], _file: 'a.json' } }), requestBody],
  ['HAR, a request of no bytes', har({ postData: none, bodySize: 0 }), 'request.body.missing '],
  ['HAR, a request that posts nothing', har({ postData: none, bodySize: 0 }), 'request.body.missing '],
  ['HAR, a request whose size is not known', har({ postData: none, bodySize: -1 }), requestBody],
  [
    'HAR, a request that posts an empty text',
    har({ postData: { mimeType: json, text: '', comment: '' }, bodySize: none }),
    'request.body.missing ',
  ],

  ['HAR, a media type that only the posted data tells', har({ headers: [{ name: 'authorization', value: 'Bearer x' }] })],
  [
    'HAR, another media type that only the posted data tells',
    har({ headers: [{ name: 'authorization', value: 'Bearer x' }], postData: { mimeType: 'text/plain', text: sent } }),
    'request.header.value content-type',
  ],
  [
    'HAR, no media type at all',
    har({ headers: [{ name: 'authorization', value: 'Bearer x' }], postData: { mimeType: '', text: sent } }),
    'request.header.missing content-type',
  ],
  ['HAR, no request headers, and a media type', har({ headers: none }), 'request.not-checked headers'],

  ['nock, no request headers', nock({}), 'request.not-checked headers'],
  [
    'nock, only one header that it matches',
    nock({ reqheaders: { 'x-trace': '1' } }),
    'request.not-checked authorization',
    'request.not-checked content-type',
  ],
  ['nock, headers without a token', nock({ reqheaders: { accept: json, 'Content-Type': json } }), 'request.not-checked authorization'],
  [
    'nock, a header with another value',
    nock({ reqheaders: { authorization: 'Basic eA==', 'content-type': 'text/plain' } }),
    'request.header.value authorization',
    'request.header.value content-type',
  ],
  [
    'nock, headers that we recorded ourselves',
    nock({ reqheaders: { 'content-type': json }, recorded: { requestHeaders: { 'content-type': json } } }),
    'request.header.missing authorization',
  ],
  ['nock, no response headers', nock({ rawHeaders: none }), 'request.not-checked headers', 'response.not-checked headers'],
  ['nock, response headers that are none', nock({ rawHeaders: 'x' }), 'request.not-checked headers', 'response.not-checked headers'],
  [
    'nock, an empty list of response headers, which no answer has',
    nock({ rawHeaders: [] }),
    'request.not-checked headers',
    'response.not-checked headers',
  ],

  ['NDJSON, headers as objects', line({})],
  ['NDJSON, headers in lists with names', line({ headers: listOf(request.headers) }, { headers: listOf(response.headers) })],
  ['NDJSON, headers in lists of pairs', line({ headers: pairs(request.headers) }, { headers: pairs(response.headers) })],
  [
    'NDJSON, headers as Node lists them',
    line({ headers: Object.entries(request.headers).flat() }, { headers: ['content-type', json, 'x'] }),
  ],
  [
    'NDJSON, wrong headers in lists',
    line({ headers: [{ name: 'authorization', value: 'Bearer x' }] }, { headers: [['content-type', 'text/plain']] }),
    'request.header.missing content-type',
    'response.header.content-type content-type',
  ],
  ['NDJSON, no headers', line({ headers: none }, { headers: none }), 'request.not-checked headers', 'response.not-checked headers'],
  ['NDJSON, headers that are none', line({ headers: 7 }, { headers: [7] }), 'request.not-checked headers', 'response.not-checked headers'],
  ['NDJSON, no headers and no body', line({}, { headers: none, body: none }), 'response.body.missing '],
  [
    'NDJSON, an entry of a HAR without headers',
    {
      request: { method: request.method, url: request.url, postData: { text: sent } },
      response: { status: 200, content: { text: got } },
    },
    'request.not-checked headers',
    'response.not-checked headers',
  ],
];

const folder = useTemporaryFolder();

test.each(rows)('%s', async (_, content, ...findings) => {
  const observations = await readAll(folder.write('capture.json', JSON.stringify(content)));
  const judged = observations.map(observationJudge()).map(({ judgement }) => findingsOf(judgement));
  expect(judged.map((found) => found.map(({ code, pointer }) => `${code} ${pointer}`))).toEqual([findings]);
});
