/** Programs may give an exchange in several forms. Anything else is a mistake. */
import '../../../scripts/package/jest.js';
import { judge, type GivenExchange } from '../../../scripts/package/judge.js';
import { contractNamed, healthyExchange } from '../../contracts/judge/healthy-exchange.js';
import { findingsOf } from '../../contracts/judge/serious.js';

const { request, response } = healthyExchange(contractNamed('configuration'));
const requestHeaders = request.headers as Record<string, string>;
const responseHeaders = response.headers as Record<string, string>;
const noHeaders = ['request.not-checked headers', 'response.not-checked headers'];
const twice = Object.entries(requestHeaders).flatMap((pair): [string, string][] => [pair, ['Authorization', 'Bearer made-up']]);

test.each<[string, GivenExchange, readonly string[]]>([
  [
    'headers of fetch',
    { request: { ...request, headers: new Headers(requestHeaders) }, response: { ...response, headers: new Headers(responseHeaders) } },
    [],
  ],
  ['a Map of headers', { request: { ...request, headers: new Map(Object.entries(requestHeaders)) }, response }, []],
  ['pairs of headers', { request: { ...request, headers: Object.entries(requestHeaders) }, response }, []],
  ['a header that is repeated', { request: { ...request, headers: twice }, response }, ['request.header.value authorization']],
  [
    'no header at all',
    { request: { ...request, headers: new Headers({ 'content-type': 'application/json' }) }, response },
    ['request.header.missing authorization'],
  ],
  ['null for headers', { request: { ...request, headers: null }, response: { ...response, headers: null } }, noHeaders],
  ['a URL', { request: { ...request, url: new URL(request.url) }, response }, []],
])('%s', (_, exchange, findings) => {
  expect(findingsOf(judge(exchange)).map(({ code, pointer }) => `${code} ${pointer}`)).toEqual(findings);
  if (findings.some((finding) => !finding.includes('not-checked'))) expect(exchange).not.toKeepContract();
  else expect(exchange).toKeepContract();
});

test.each<[string, unknown, string]>([
  ['nothing', undefined, 'It was given undefined.'],
  ['null', null, 'It was given null.'],
  ['a list', [{ request, response }], 'It was given a list.'],
  ['a promise', Promise.resolve({ request, response }), 'It was given a promise: await it first.'],
  ['no request', { response }, 'It was given no request with a method and a url.'],
  ['a list for the request', { request: [request] }, 'It was given no request with a method and a url.'],
  ['a number for the URL', { request: { ...request, url: 7 } }, 'It was given no request with a method and a url.'],
  ['a fetch response', new Response('{}'), 'It was given no request with a method and a url.'],
  ['a response without a status', { request, response: {} }, 'The response has no status.'],
  ['text for headers', { request: { ...request, headers: 's3cret' } }, 'Headers are an object of names and values, or those of fetch.'],
  [
    'a list of header texts',
    { request, response: { ...response, headers: ['s3cret'] } },
    'Headers are an object of names and values, or those of fetch.',
  ],
])('%s is a mistake, and no finding', (_, given, why) => {
  const takes = 'takes an exchange: { request: { method, url, headers, body }, response: { status, headers, body } }.';
  expect(() => judge(given as GivenExchange)).toThrow(new TypeError(`judge() ${takes} ${why}`));
  for (const assertion of [expect(given), expect(given).not])
    expect(() => {
      assertion.toKeepContract();
    }).toThrow(`toKeepContract() ${takes} ${why}`);
});
