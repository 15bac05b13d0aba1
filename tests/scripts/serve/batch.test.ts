import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';
import { runCli } from '../../run-cli.js';

const recording = 'recordings/update-device-configuration-assignment/200-group-target-v1.0.json';
const [, update] = JSON.parse(readFileSync(join(packageRoot, recording), 'utf8')) as { path: string; body: { target: object } }[];
if (update === undefined) throw new Error('The recording holds an update.');
const url = update.path.replace('/v1.0', '');
const headers = { 'content-type': 'application/json' };
const fine = { id: '1', method: 'PATCH', url, headers, body: update.body };
const wrong = { ...fine, id: '2', body: { target: { ...update.body.target, groupID: 'x' } } };
const read = { id: 'r', method: 'GET', url };
const other = { id: 'o', method: 'GET', url: '/me' };

/** A test suite that sends batches, one after the other, and prints what comes back. */
function suite(...bodies: readonly unknown[]): string[] {
  const script = `(async () => {
    for (const body of ${JSON.stringify(bodies)}) {
      const text = typeof body === 'string' ? body : JSON.stringify({ requests: body });
      try {
        const answer = await fetch(process.env.GRAPH_BASE_URL + '/v1.0/$batch', {
          method: 'POST',
          headers: { authorization: 'Bearer made-up-secret', 'content-type': 'application/json' },
          body: text,
        });
        const { responses, error } = await answer.json();
        const list = responses && responses.map(({ id, status, headers, body }) => [id, status, headers['content-type'] && 'typed', body && (body.error ? body.error.code : typeof body)].join(' '));
        console.log(answer.status, list ? list.sort().join(', ') : error.code + ': ' + error.message);
      } catch (error) {
        console.log('broken');
      }
    }
  })()`;
  return ['--', process.execPath, '-e', script];
}

const folder = new TemporaryFolder();
afterAll(() => {
  folder.remove();
});

type Row = [
  name: string,
  batches: readonly unknown[],
  out: string | RegExp,
  code: number,
  counts: readonly [exchanges: number, judged: number],
  log?: RegExp,
  options?: readonly string[],
];

const unread = (problem: string): RegExp => new RegExp(`^400 BadRequest: ${problem}`, 'm');
const many = (count: number): object[] => Array.from({ length: count }, (_, index) => ({ ...read, id: String(index) }));

test.each<Row>([
  ['an update and a read', [[fine, read]], '200 1 200 typed object, r 200 typed object', 0, [2, 1]],
  [
    'a misspelt update',
    [[fine, wrong]],
    '200 1 200 typed object, 2 400 typed ModelValidationFailure',
    1,
    [2, 2],
    /^PATCH 400 {2}update-device-configuration-assignment v1\.0\n {2}breaking {2}request\.body\.undocumented-property/m,
  ],
  ['an update without a content type', [[{ ...fine, headers: undefined }]], '200 1 400 typed ModelValidationFailure', 1, [1, 1]],
  ['a method in lower case', [[{ ...fine, method: 'patch' }]], /^200 1 400/m, 1, [1, 1]],
  ['another operation', [[fine, other]], '200 1 200 typed object, o 400 typed BadRequest', 0, [2, 1]],
  ['a number as an id', [[{ ...fine, id: 7 }]], '200 7 200 typed object', 0, [1, 1]],
  [
    'a request that depends on a later one',
    [[{ ...read, dependsOn: ['1'] }, fine]],
    '200 1 200 typed object, r 200 typed object',
    0,
    [2, 1],
  ],
  [
    'requests that depend on one that fails',
    [[wrong, { ...fine, dependsOn: ['2'] }, { ...read, dependsOn: ['1'] }]],
    '200 1 424 typed FailedDependency, 2 400 typed ModelValidationFailure, r 424 typed FailedDependency',
    1,
    [3, 2],
  ],
  [
    'an update, a DELETE of the same object, a list, and a read that needs the DELETE',
    [
      [
        fine,
        { id: 'd', method: 'DELETE', url, dependsOn: ['1'] },
        { id: 'l', method: 'GET', url: url.replace(/\/[^/]+$/, ''), dependsOn: ['d'] },
        { ...read, dependsOn: ['d'] },
      ],
    ],
    '200 1 200 typed object, d 204  , l 200 typed object, r 404 typed ResourceNotFound',
    0,
    [4, 1],
  ],
  [
    'a method that is the name of a member',
    [[fine, { ...fine, id: 'm', method: 'constructor' }]],
    /^200 1 200 .*, m 400 typed/m,
    1,
    [2, 2],
  ],
  ['twenty requests', [[fine], many(20)], /^200 0 200 typed object, 1 200/m, 0, [21, 1]],
  ['no JSON', [[fine], '{'], unread('The batch is not a JSON object'), 0, [2, 1], /^POST 400 .*\n {2}The batch is not/m],
  ['no list', [[fine], '{"requests":{}}'], unread('The batch is not a JSON object'), 0, [2, 1]],
  ['no request', [[fine], []], unread('The batch holds no request'), 0, [2, 1]],
  ['too many requests', [[fine], many(21)], unread('The batch holds more than 20'), 0, [22, 1]],
  ['one id twice', [[fine, fine]], unread('Two requests of the batch have the same id'), 0, [2, 2]],
  ['one id twice, as a number and a text', [[fine, { ...fine, id: 1 }]], unread('Two requests'), 0, [2, 2]],
  ['a misspelt update, and one id twice', [[wrong, wrong]], unread('Two requests'), 1, [2, 2]],
  ['no id', [[{ ...fine, id: undefined }]], unread('A request of the batch has no id'), 0, [1, 1]],
  ['a dependency on nothing', [[{ ...fine, dependsOn: ['x'] }]], unread('A request of the batch depends'), 0, [1, 1]],
  ['a dependency on itself', [[{ ...fine, dependsOn: ['1'] }]], unread('A request of the batch depends'), 0, [1, 1]],
  ['simulated throttling', [[fine, read]], /^200 1 429 typed \w+, r 200 typed object/m, 0, [2, 1], undefined, ['--simulate', 'throttled']],
  ['a broken connection', [[read, fine]], /^broken$/m, 0, [2, 1], undefined, ['--simulate', 'connection-lost']],
  ['recorded requests', [[read], [fine]], /^200 r 200 .*\n200 1 200 typed object/m, 0, [2, 1], undefined, ['--recordings', recording]],
  [
    'a request that was not recorded',
    [[{ ...fine, url: `${url}x` }]],
    /^200 1 418 typed NoRecording/m,
    1,
    [1, 1],
    undefined,
    ['--recordings', recording],
  ],
])('a batch with %s', async (_, batches, out, code, counts, log = /^/, options = []) => {
  const file = join(folder.path, 'report.json');
  const result = await runCli(['serve', ...options, '--report', `json=${file}`, ...suite(...batches)]);
  const { summary } = JSON.parse(readFileSync(file, 'utf8')) as { summary: { exchanges: number; judged: number } };
  expect(result.stdout).toMatch(typeof out === 'string' ? `${out}\n` : out);
  expect(result.stderr).toMatch(log);
  expect({ code: result.code, counts: [summary.exchanges, summary.judged] }).toEqual({ code, counts });
  expect(result.stdout + result.stderr).not.toMatch(/made-up-secret|^\s+at .+:\d+:\d+/m);
});
