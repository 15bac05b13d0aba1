import type { Exchange, ExchangeRequest, ExchangeResponse } from '../../../contracts/judge/exchange.js';
import { PassingExchanges } from '../../../scripts/record/passing-exchanges.js';
import { Tally } from '../../../scripts/verdict/tally.js';

const url = 'https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations/a/assignments/a_b';
const headers = { 'content-type': 'application/json' };
const target = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: 'b' };
const patch = {
  method: 'PATCH',
  url,
  headers: { ...headers, authorization: 'Bearer made-up' },
  body: { '@odata.type': '#microsoft.graph.deviceConfigurationAssignment', target },
};
const { body: sent, ...withoutBody } = patch;
const packed = { ...withoutBody, bodyWithheld: true };
const fine: ExchangeResponse = { status: 200, headers, body: { ...sent, id: 'a_b' } };
const unread: ExchangeResponse = { status: 200, headers, bodyWithheld: true };

const update = 'PATCH update-device-configuration-assignment v1.0';

test.each<[string, Exchange, string]>([
  ['an update', { request: patch, response: fine }, `${update}  200  agrees`],
  [
    'an answer that nobody could read',
    { request: patch, response: unread },
    `${update}  200  agrees, but the body of the answer could not be read`,
  ],
  [
    'a request that nobody could read',
    { request: packed, response: fine },
    `${update}  200  agrees, but the body of the request could not be read`,
  ],
  [
    'neither of them',
    { request: packed, response: unread },
    `${update}  200  agrees, but the body of the request and the answer could not be read`,
  ],
  ['one that disagrees in what could be read', { request: patch, response: { ...unread, status: 202 } }, `${update}  202  disagrees`],
  [
    'a read',
    { request: { method: 'GET', url, headers }, response: unread },
    'GET update-device-configuration-assignment v1.0  200  a read, not judged',
  ],
  ['no answer', { request: patch, failure: 'ECONNRESET' }, `${update}  ECONNRESET  inconclusive: outage`],
])('what is said of %s', (_what, exchange, expected) => {
  let text = '';
  const passing = new PassingExchanges(
    new Tally('breaking'),
    (lines) => (text += lines),
    () => undefined,
  );
  passing.onExchange(exchange);
  passing.flush();
  expect(text.split('\n')[0]).toBe(expected);
});

test.each<[string, Partial<ExchangeRequest>, string, string[]]>([
  ['of another operation', { url: '/v1.0/me' }, 'PATCH', []],
  ['that reads', { method: 'GET' }, 'GET', []],
  ['whose method is none', { method: 'x-y', url: '/v1.0/me' }, 'a strange method', []],
  ['with another method', { method: 'PUT' }, update.replace('PATCH', 'PUT'), ['request.method']],
  ['of nearly the path', { url: url.replace('deviceC', 'devicec') }, update, ['request.path']],
  ['with its ids in brackets', { url: url.replace('/a/', "('a')/").replace('/a_b', "('a_b')") }, update, []],
  ['that lacks a header besides', { headers: {}, method: 'PATCH' }, update, ['request.header.missing', 'request.header.missing']],
  ['that is too long, and else as it should be', {}, update, []],
])('a request that stayed here is judged if it is of one of the operations: one %s', (_what, changed, shown, codes) => {
  let text = '';
  const tally = new Tally('breaking');
  const passing = new PassingExchanges(
    tally,
    (lines) => (text += lines),
    () => undefined,
  );
  passing.onRefused({ ...packed, ...changed }, 403, 'Not this one.');
  passing.flush();
  const [first, ...findings] = text.trim().split('\n');
  expect(first).toBe(`${shown}  403  kept on this machine. Not this one.`);
  expect(findings.map((line) => line.split('  ')[2])).toEqual(codes);
  const isOurs = shown.includes(' update-');
  expect(passing.refused).toEqual(isOurs ? { judged: 1, unreadable: 0, others: 0 } : { judged: 0, unreadable: 0, others: 1 });
  expect(tally.report('record').summary).toMatchObject({ exchanges: isOurs ? 1 : 0, inconclusive: 0, breaking: codes.length });
});
