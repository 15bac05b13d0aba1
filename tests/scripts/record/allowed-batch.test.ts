import type { Headers } from '../../../contracts/judge/exchange.js';
import * as fc from '../../equipment/fast-check.js';
import { allowedBatch, allowedRequest, isBatch } from '../../../scripts/record/allowed-request.js';

const url = '/deviceManagement/deviceConfigurations/a/assignments/b_c';
const fine = { id: '1', method: 'PATCH', url, headers: { 'Content-Type': 'application/json' }, body: { target: {} } };
const read = { id: '2', method: 'GET', url: url.slice(1) };

function allowed(body: unknown, headers: Headers = {}, batch = '/v1.0/$batch'): ReturnType<typeof allowedBatch> {
  return allowedBatch({ method: 'POST', url: batch, headers, body: typeof body === 'string' ? body : JSON.stringify(body) });
}

test.each(['/v1.0/$batch', '/beta/$batch', '/v1.0/%24batch'])('is a batch: %s', (target) => {
  expect(isBatch('POST', target)).toBe(true);
  expect(allowed({ requests: [fine, read] }, {}, target)).toEqual({ text: JSON.stringify({ requests: [fine, read] }) });
});

test.each([
  ['GET', '/v1.0/$batch'],
  ['post', '/v1.0/$batch'],
  ['POST', '/v2.0/$batch'],
  ['POST', '/$batch'],
  ['POST', '//v1.0/$batch'],
  ['POST', '/x/../v1.0/$batch'],
  ['POST', '/v1.0/$batch/'],
  ['POST', '/v1.0/$BATCH'],
  ['POST', '/v1.0/$batch?x=1'],
  ['POST', '/v1.0/me/$batch'],
  ['POST', 'https://graph.microsoft.com/v1.0/$batch'],
])('is none: %s %s', (method, target) => {
  expect(isBatch(method, target)).toBe(false);
});

test.each<[string, unknown, Headers?]>([
  ['another operation', { requests: [fine, { ...read, url: '/me' }] }],
  ['another method', { requests: [fine, { ...read, method: 'DELETE' }] }],
  ['a method in lower case', { requests: [{ ...fine, method: 'patch' }] }],
  ['another host', { requests: [{ ...fine, url: `https://graph.microsoft.com/v1.0${url}` }] }],
  ['two slashes', { requests: [{ ...fine, url: `/${url}` }] }],
  ['a version of its own', { requests: [{ ...fine, url: `/beta${url}` }] }],
  ['a way up', { requests: [{ ...fine, url: `/../v1.0${url}` }] }],
  ['a batch', { requests: [{ ...fine, method: 'POST', url: '/$batch' }] }],
  ['another method in a header of its own', { requests: [{ ...fine, headers: { 'X-HTTP-Method-Override': 'DELETE' } }] }],
  ['another method in a header', { requests: [fine] }, { 'x-http-method': 'DELETE' }],
  ['another path in a header', { requests: [fine] }, { 'x-original-url': '/me' }],
  ['another method in a query', { requests: [{ ...fine, url: `${url}?$method=DELETE` }] }],
  ['headers in a list', { requests: [{ ...fine, headers: [['X-HTTP-Method', 'DELETE']] }] }],
  ['nothing', { requests: [] }],
  ['no list', { requests: {} }],
  ['no JSON', '{'],
  ['something that is no request', { requests: [fine, null] }],
  ['one id twice', { requests: [fine, fine] }],
])('stays here: a batch with %s', (_what, body, headers = {}) => {
  expect(allowed(body, headers)).toEqual({ why: expect.stringMatching(/^[^']+\.$/) as string, requests: expect.any(Array) as unknown });
});

test('what goes on is what was read, and no more', () => {
  const twice = `{"Requests":[{"id":"1","method":"DELETE","url":"/me"}],"requests":[],"requests":[{"method":"DELETE","METHOD":"DELETE","url":"/me",
    "id":"1","method":"PATCH","url":"${url}","atomicityGroup":"g"}],"x":1}`;
  expect(allowed(twice)).toEqual({ text: JSON.stringify({ requests: [{ id: '1', method: 'PATCH', url }] }) });
});

test('a batch passes if, and only if, each request inside passes alone', () => {
  const urls = [url, url.slice(1), url.replace('/a/', '/%61/'), '/me', `${url}/$ref`, url.replace('/a/', '/../'), `${url}?_method=x`];
  const item = fc.record({ method: fc.constantFrom('GET', 'PATCH', 'DELETE', 'POST', 'patch'), url: fc.constantFrom(...urls) });
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 4 }), (items) => {
      const requests = items.map((one, index) => ({ id: String(index), ...one }));
      const alone = items.every((one) => !('why' in allowedRequest(one.method, `/v1.0/${one.url.replace(/^\//, '')}`, {})));
      expect('text' in allowed({ requests })).toBe(alone);
    }),
  );
});
