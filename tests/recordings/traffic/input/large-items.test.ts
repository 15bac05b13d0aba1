/** An item beyond the size limit is skipped and named, and hides no other. One of another operation is only counted. */
import { appendFileSync } from 'node:fs';
import { runCli } from '../../../run-cli.js';
import { TemporaryFolder } from '../../temporary-folder.js';

const update = '/v1.0/deviceManagement/deviceConfigurations/1/assignments/2';
const next = JSON.stringify({ request: { method: 'PUT', url: update }, response: { status: 200 } });

const definition = JSON.stringify({ scope: 'https://graph.microsoft.com', method: 'PUT', path: update, status: 200, response: '' });

const folder = new TemporaryFolder();
afterAll(() => {
  folder.remove();
});

/** An exchange with an answer of 65 MiB, in two halves around it. */
function large(method: string, url: string): readonly [string, string] {
  return [`{"request":{"method":"${method}","url":"${url}"},"response":{"status":200,"body":"`, '"}}'];
}

const chunk = 'x'.repeat(1024 * 1024);

/** Writes a text with 65 MiB in its middle. */
function write(name: string, before: string, behind: string): string {
  const file = folder.write(name, before);
  for (let size = 0; size < 65; size += 1) appendFileSync(file, chunk);
  appendFileSync(file, behind);
  return file;
}

test.each<readonly [string, string, string, readonly [string, string, string], number, string]>([
  ['another operation in NDJSON', 'GET', '/v1.0/me/drive/items/1/content', ['', '\n', '\n'], 1, ''],
  ['an update in NDJSON', 'PATCH', update, ['', '\n', '\n'], 2, 'line 1: larger than 64 MiB.'],
  ['a batch in NDJSON', 'POST', '/v1.0/$batch', ['', '\n', '\n'], 2, 'line 1: larger than 64 MiB.'],
  ['another operation in a HAR', 'GET', '/v1.0/me/photo', ['{"log":{"entries":[', ',\n', ']}}'], 1, ''],
  ['an update in a HAR', 'PATCH', update, ['{"log":{"entries":[', ',\n', ']}}'], 2, 'entry 1 (line 1): larger than 64 MiB.'],
])('%s', async (name, method, url, frame, code, problem) => {
  const [first, last] = large(method, url);
  const [begin, separator, end] = frame;
  const file = write(`${name}.json`, begin + first, last + separator + next + end);
  const { stdout, stderr, ...ended } = await runCli(['check', '--format', 'json', '--input', begin === '' ? 'ndjson' : 'har', file]);
  const { findings } = JSON.parse(stdout) as { readonly findings: readonly { readonly code: string }[] };
  expect([ended.code, findings.map((finding) => finding.code)]).toEqual([code, ['request.method']]);
  expect(stderr).toContain(problem);
});

test('a nock recording whose first definition hides its format', async () => {
  write('nock/a.json', '[{"response":"', `",${definition.slice(1)},${definition}]`);
  const { code, stdout } = await runCli(['check', '--format', 'json', 'nock'], { cwd: folder.path });
  const { problems, summary } = JSON.parse(stdout) as { problems: unknown; summary: object };
  expect([code, problems]).toEqual([2, ['nock/a.json: definition 1 (line 1): larger than 64 MiB.']]);
  expect(summary).toMatchObject({ judged: 1 });
});
