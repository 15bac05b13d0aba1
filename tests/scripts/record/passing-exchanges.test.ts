import type { Exchange, ExchangeResponse } from '../../../contracts/judge/exchange.js';
import { PassingExchanges } from '../../../scripts/record/passing-exchanges.js';
import { Tally } from '../../../scripts/report/tally.js';

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
    `${update}  200  agrees, but for the body of the answer, which could not be read`,
  ],
  [
    'a request that nobody could read',
    { request: packed, response: fine },
    `${update}  200  agrees, but for the body of the request, which could not be read`,
  ],
  [
    'neither of them',
    { request: packed, response: unread },
    `${update}  200  agrees, but for the body of the request and the body of the answer, which could not be read`,
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
  const passing = new PassingExchanges(new Tally('breaking'), 'proxy', (lines) => (text += lines));
  passing.judge(exchange);
  passing.flush();
  expect(text.split('\n')[0]).toBe(expected);
});
