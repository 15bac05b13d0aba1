import { judge } from '../../../contracts/judge/judge.js';
import { RequestLog } from '../../../scripts/serve/request-log.js';
import type { JudgedRequest, Reply } from '../../../scripts/serve/reply.js';

const path = '/v1.0/deviceManagement/deviceConfigurations/p/assignments/a';
const headers = { authorization: 'Bearer made-up-secret', 'content-type': 'application/json' };

function judged(other: Partial<JudgedRequest['request']> = {}): JudgedRequest {
  const request = {
    method: 'PATCH',
    url: path,
    headers,
    body: { target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } },
    ...other,
  };
  return { request, origin: 'http://127.0.0.1', judgement: judge({ request }) };
}

/** What is written for some requests, each of which got an answer. */
function written(onlyTrouble: boolean, ...requests: readonly (readonly [JudgedRequest, Reply])[]): string {
  let text = '';
  const log = new RequestLog((part) => (text += part), onlyTrouble);
  for (const [request, reply] of requests) log.add(request, reply);
  log.flush();
  return text;
}

const fine: Reply = { status: 200, headers: {} };
const broken = judged({ body: {} });

test.each<readonly [string, JudgedRequest, Reply, string]>([
  ['an update', judged(), fine, 'PATCH 200  update-device-configuration-assignment v1.0\n'],
  ['a read', judged({ method: 'GET' }), fine, 'GET 200  a read on the path of update-device-configuration-assignment v1.0\n'],
  [
    'another method',
    judged({ method: 'HEAD' }),
    fine,
    'HEAD 200  on the path of update-device-configuration-assignment v1.0, not judged\n',
  ],
  ['another path', judged({ url: '/v1.0/me' }), { ...fine, status: 400 }, 'PATCH 400  not one of the two operations\n'],
  [
    'a method that is no word',
    judged({ method: 's3cret-1', url: '/v1.0/me' }),
    { ...fine, status: 405 },
    'a strange method 405  not one of the two operations\n',
  ],
  ['a broken connection', judged(), { ...fine, drop: true }, 'PATCH connection dropped  update-device-configuration-assignment v1.0\n'],
])('%s', (_, request, reply, line) => {
  expect(written(false, [request, reply])).toBe(line);
});

test('a body that is too long is logged as such only', () => {
  const { body, ...request } = judged().request;
  expect(body).toBeDefined();
  const text = written(false, [judged({ ...request, body: undefined, bodyWithheld: true }), { ...fine, status: 413 }]);
  expect(text).toMatch(/^PATCH 413 .*, with a body of more than 4 MiB, which was not taken\n {2}note /);
  expect(text).not.toMatch(/not-json|body\.missing/);
});

test('equal requests in a row are one line, with their number', () => {
  const other: readonly [JudgedRequest, Reply] = [judged({ method: 'GET' }), fine];
  const line = 'PATCH 200  update-device-configuration-assignment v1.0';
  expect(written(false, [judged(), fine], [judged(), fine], other, [judged(), fine])).toBe(
    `${line}  (2 times)\nGET 200  a read on the path of update-device-configuration-assignment v1.0\n${line}\n`,
  );
  expect(written(false, [broken, fine], [broken, fine])).toMatch(/ {2}\(2 times\)\n {2}breaking {2}request\.body\.missing-property {2}/);
});

test('beside a command, only trouble is logged', () => {
  const unanswered: Reply = { ...fine, status: 418, unanswered: 'No recording answers.' };
  expect(written(true, [judged(), fine])).toBe('');
  expect(written(true, [judged(), fine], [broken, fine], [judged(), unanswered])).toMatch(
    /^PATCH 200 .*\n {2}breaking .*\nPATCH 418 .*\n {2}No recording answers\.\n$/,
  );
});

test('no content of a request is logged', () => {
  expect(written(false, [judged({ url: `${path}secret`, body: { secret: 1 } }), fine])).not.toMatch(/made-up|assignments/);
});
