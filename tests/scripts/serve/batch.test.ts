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

interface Row {
  readonly options?: readonly string[];
  readonly batches: readonly unknown[];
  readonly out: string | RegExp;
  readonly code: number;
  /** Exchanges of the report, and how many of them were judged. */
  readonly counts: readonly [exchanges: number, judged: number];
  readonly log?: RegExp;
}

const unread = (what: string): RegExp => new RegExp(`^400 BadRequest: ${what}`, 'm');
const many = (count: number): object[] => Array.from({ length: count }, (_, index) => ({ ...read, id: String(index) }));

test.each<[string, Row]>([
  ['an update and a read', { batches: [[fine, read]], out: '200 1 200 typed object, r 200 typed object', code: 0, counts: [2, 1] }],
  [
    'a misspelt update',
    {
      batches: [[fine, wrong]],
      out: '200 1 200 typed object, 2 400 typed ModelValidationFailure',
      code: 1,
      counts: [2, 2],
      log: /^PATCH 400 {2}update-device-configuration-assignment v1\.0\n {2}breaking {2}request\.body\.undocumented-property/m,
    },
  ],
  [
    'an update without a content type',
    { batches: [[{ ...fine, headers: undefined }]], out: '200 1 400 typed ModelValidationFailure', code: 1, counts: [1, 1] },
  ],
  ['a method in lower case', { batches: [[{ ...fine, method: 'patch' }]], out: /^200 1 400/m, code: 1, counts: [1, 1] }],
  ['another operation', { batches: [[fine, other]], out: '200 1 200 typed object, o 400 typed BadRequest', code: 0, counts: [2, 1] }],
  ['a number as an id', { batches: [[{ ...fine, id: 7 }]], out: '200 7 200 typed object', code: 0, counts: [1, 1] }],
  [
    'one that depends on another, which comes later',
    {
      batches: [[{ ...read, dependsOn: ['1'] }, fine]],
      out: '200 1 200 typed object, r 200 typed object',
      code: 0,
      counts: [2, 1],
    },
  ],
  [
    'those that depend on one that fails',
    {
      batches: [[wrong, { ...fine, dependsOn: ['2'] }, { ...read, dependsOn: ['1'] }]],
      out: '200 1 424 typed FailedDependency, 2 400 typed ModelValidationFailure, r 424 typed FailedDependency',
      code: 1,
      counts: [3, 2],
    },
  ],
  ['twenty', { batches: [[fine], many(20)], out: /^200 0 200 typed object, 1 200/m, code: 0, counts: [21, 1] }],
  [
    'no JSON',
    {
      batches: [[fine], '{'],
      out: unread('The batch is not a JSON object'),
      code: 0,
      counts: [2, 1],
      log: /^POST 400 .*\n {2}The batch is not/m,
    },
  ],
  ['no list', { batches: [[fine], '{"requests":{}}'], out: unread('The batch is not a JSON object'), code: 0, counts: [2, 1] }],
  ['none', { batches: [[fine], []], out: unread('The batch holds no request'), code: 0, counts: [2, 1] }],
  ['too many', { batches: [[fine], many(21)], out: unread('The batch holds more than 20'), code: 0, counts: [22, 1] }],
  ['one id twice', { batches: [[fine, fine]], out: unread('Two requests of the batch have the same id'), code: 0, counts: [2, 2] }],
  ['one id twice, as a number and a text', { batches: [[fine, { ...fine, id: 1 }]], out: unread('Two requests'), code: 0, counts: [2, 2] }],
  ['a misspelt update in one that cannot be read', { batches: [[wrong, wrong]], out: unread('Two requests'), code: 1, counts: [2, 2] }],
  ['no id', { batches: [[{ ...fine, id: undefined }]], out: unread('A request of the batch has no id'), code: 0, counts: [1, 1] }],
  [
    'a dependency on nobody',
    { batches: [[{ ...fine, dependsOn: ['x'] }]], out: unread('A request of the batch depends'), code: 0, counts: [1, 1] },
  ],
  [
    'a dependency on itself',
    { batches: [[{ ...fine, dependsOn: ['1'] }]], out: unread('A request of the batch depends'), code: 0, counts: [1, 1] },
  ],
  [
    'weather that is simulated',
    {
      options: ['--simulate', 'throttled'],
      batches: [[fine, read]],
      out: /^200 1 429 typed \w+, r 200 typed object/m,
      code: 0,
      counts: [2, 1],
    },
  ],
  [
    'a broken connection',
    { options: ['--simulate', 'connection-lost'], batches: [[read, fine]], out: /^broken$/m, code: 0, counts: [2, 1] },
  ],
  [
    'recordings',
    {
      options: ['--recordings', recording],
      batches: [[read], [fine]],
      out: /^200 r 200 .*\n200 1 200 typed object/m,
      code: 0,
      counts: [2, 1],
    },
  ],
  [
    'what was not recorded',
    {
      options: ['--recordings', recording],
      batches: [[{ ...fine, url: `${url}x` }]],
      out: /^200 1 418 typed NoRecording/m,
      code: 1,
      counts: [1, 1],
    },
  ],
])('a batch with %s', async (_, { options = [], batches, out, code, counts, log = /^/ }) => {
  const file = join(folder.path, 'report.json');
  const result = await runCli(['serve', ...options, '--report', `json=${file}`, ...suite(...batches)]);
  const { summary } = JSON.parse(readFileSync(file, 'utf8')) as { summary: { exchanges: number; judged: number } };
  expect(result.stdout).toMatch(typeof out === 'string' ? `${out}\n` : out);
  expect(result.stderr).toMatch(log);
  expect({ code: result.code, counts: [summary.exchanges, summary.judged] }).toEqual({ code, counts });
  expect(result.stdout + result.stderr).not.toMatch(/made-up-secret|^\s+at .+:\d+:\d+/m);
});
