/** What captures do not hold of what took place, as tools leave it out: each with all that is to be found in it. */
import type { ExchangeRequest } from '../../../contracts/judge/exchange.js';
import { contractNamed, healthyExchange } from '../../contracts/judge/healthy-exchange.js';

export interface NotHeld {
  readonly content: unknown;
  /** Codes and pointers. */
  readonly findings: readonly string[];
}

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

export const notHeld: Readonly<Record<string, NotHeld>> = {
  'HAR, nothing left out': { content: har({}), findings: [] },

  'HAR, an answer that Playwright omits': { content: har({}, { content: { size: -1, mimeType: json } }), findings: [responseBody] },
  'HAR, an answer in a file of its own': {
    content: har({}, { content: { size: 218, mimeType: json, _file: 'a.json' } }),
    findings: [responseBody],
  },
  'HAR, an answer in a file of its own, of unknown size': {
    content: har({}, { bodySize: 0, content: { size: 0, mimeType: json, _file: 'a.json' } }),
    findings: [responseBody],
  },
  'HAR, an answer that a browser did not keep': {
    content: har({}, { bodySize: 180, content: { size: 218, mimeType: json } }),
    findings: [responseBody],
  },
  'HAR, an answer from the cache that was not kept': {
    content: har({}, { bodySize: 0, content: { size: 218, mimeType: json, text: '' } }),
    findings: [responseBody],
  },
  'HAR, an answer of which only the bytes on the wire are known': {
    content: har({}, { bodySize: 180, content: { size: 0, mimeType: json } }),
    findings: [responseBody],
  },
  'HAR, an answer whose header tells its length': {
    content: har({}, { headers: listOf(response.headers, { 'content-length': '218' }), content: { size: 0, mimeType: json, text: '' } }),
    findings: [responseBody],
  },
  'HAR, an answer of which nothing is said': { content: har({}, { bodySize: none, content: none }), findings: [responseBody] },
  'HAR, an answer of which nothing is said, with another status': {
    content: har({}, { status: 202, content: { mimeType: json } }),
    findings: ['response.status status', responseBody],
  },
  'HAR, an answer of no bytes': {
    content: har({}, { content: { size: 0, mimeType: json } }),
    findings: ['response.body.missing '],
  },
  'HAR, an answer with an empty text': {
    content: har({}, { content: { size: -1, mimeType: json, text: '' } }),
    findings: ['response.body.missing '],
  },
  'HAR, an answer of which no byte came': {
    content: har({}, { bodySize: 0, content: { size: -1, mimeType: json } }),
    findings: ['response.body.missing '],
  },
  'HAR, an answer that cannot have a body': {
    content: har({}, { status: 204, headers: [], content: { size: -1, mimeType: 'x-unknown' } }),
    findings: ['response.status status'],
  },

  'HAR, a request without its data': { content: har({ postData: none }), findings: [requestBody] },
  'HAR, a request whose header tells its length': {
    content: har({ postData: none, bodySize: -1, headers: listOf(request.headers, { 'Content-Length': '169' }) }),
    findings: [requestBody],
  },
  'HAR, a request with an empty text': { content: har({ postData: { mimeType: json, text: '' } }), findings: [requestBody] },
  'HAR, a request with an empty text and a comment': {
    content: har({ bodySize: 0, postData: { mimeType: json, text: '', comment: 'Request bodies are not included' } }),
    findings: [requestBody],
  },
  'HAR, a request in a file of its own': {
    content: har({ bodySize: -1, postData: { mimeType: json, params: [], _file: 'a.json' } }),
    findings: [requestBody],
  },
  'HAR, a request of no bytes': { content: har({ postData: none, bodySize: 0 }), findings: ['request.body.missing '] },
  'HAR, a request that posts nothing': { content: har({ postData: none, bodySize: 0 }), findings: ['request.body.missing '] },
  'HAR, a request whose size is not known': { content: har({ postData: none, bodySize: -1 }), findings: [requestBody] },
  'HAR, a request that posts an empty text': {
    content: har({ postData: { mimeType: json, text: '', comment: '' }, bodySize: none }),
    findings: ['request.body.missing '],
  },

  'HAR, a media type that only the posted data tells': {
    content: har({ headers: [{ name: 'authorization', value: 'Bearer x' }] }),
    findings: [],
  },
  'HAR, another media type that only the posted data tells': {
    content: har({ headers: [{ name: 'authorization', value: 'Bearer x' }], postData: { mimeType: 'text/plain', text: sent } }),
    findings: ['request.header.value content-type'],
  },
  'HAR, no media type at all': {
    content: har({ headers: [{ name: 'authorization', value: 'Bearer x' }], postData: { mimeType: '', text: sent } }),
    findings: ['request.header.missing content-type'],
  },
  'HAR, no request headers, and a media type': {
    content: har({ headers: none }),
    findings: ['request.not-checked headers'],
  },

  'nock, no request headers': { content: nock({}), findings: ['request.not-checked headers'] },
  'nock, only one header that it matches': {
    content: nock({ reqheaders: { 'x-trace': '1' } }),
    findings: ['request.not-checked authorization', 'request.not-checked content-type'],
  },
  'nock, headers without a token': {
    content: nock({ reqheaders: { accept: json, 'Content-Type': json } }),
    findings: ['request.not-checked authorization'],
  },
  'nock, a header with another value': {
    content: nock({ reqheaders: { authorization: 'Basic eA==', 'content-type': 'text/plain' } }),
    findings: ['request.header.value authorization', 'request.header.value content-type'],
  },
  'nock, headers that we recorded ourselves': {
    content: nock({ reqheaders: { 'content-type': json }, recorded: { requestHeaders: { 'content-type': json } } }),
    findings: ['request.header.missing authorization'],
  },
  'nock, no response headers': {
    content: nock({ rawHeaders: none }),
    findings: ['request.not-checked headers', 'response.not-checked headers'],
  },
  'nock, response headers that are none': {
    content: nock({ rawHeaders: 'x' }),
    findings: ['request.not-checked headers', 'response.not-checked headers'],
  },
  'nock, an empty list of response headers, which no answer has': {
    content: nock({ rawHeaders: [] }),
    findings: ['request.not-checked headers', 'response.not-checked headers'],
  },

  'NDJSON, headers as objects': { content: line({}), findings: [] },
  'NDJSON, headers in lists with names': {
    content: line({ headers: listOf(request.headers) }, { headers: listOf(response.headers) }),
    findings: [],
  },
  'NDJSON, headers in lists of pairs': {
    content: line({ headers: pairs(request.headers) }, { headers: pairs(response.headers) }),
    findings: [],
  },
  'NDJSON, headers as Node lists them': {
    content: line({ headers: Object.entries(request.headers).flat() }, { headers: ['content-type', json, 'x'] }),
    findings: [],
  },
  'NDJSON, wrong headers in lists': {
    content: line({ headers: [{ name: 'authorization', value: 'Bearer x' }] }, { headers: [['content-type', 'text/plain']] }),
    findings: ['request.header.missing content-type', 'response.header.content-type content-type'],
  },
  'NDJSON, no headers': {
    content: line({ headers: none }, { headers: none }),
    findings: ['request.not-checked headers', 'response.not-checked headers'],
  },
  'NDJSON, headers that are none': {
    content: line({ headers: 7 }, { headers: [7] }),
    findings: ['request.not-checked headers', 'response.not-checked headers'],
  },
  'NDJSON, no headers and no body': {
    content: line({}, { headers: none, body: none }),
    findings: ['response.body.missing '],
  },
  'NDJSON, an entry of a HAR without headers': {
    content: {
      request: { method: request.method, url: request.url, postData: { text: sent } },
      response: { status: 200, content: { text: got } },
    },
    findings: ['request.not-checked headers', 'response.not-checked headers'],
  },
};
