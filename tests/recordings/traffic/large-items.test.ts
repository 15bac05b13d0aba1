/** An item that is larger than what is read is skipped and named, and hides no other. One of another operation is counted, and nothing more. */
import { appendFileSync } from 'node:fs';
import { runCli } from '../../run-cli.js';
import { TemporaryFolder } from '../temporary-folder.js';

const update = '/v1.0/deviceManagement/deviceConfigurations/1/assignments/2';
const next = JSON.stringify({ request: { method: 'PUT', url: update }, response: { status: 200 } });

const folder = new TemporaryFolder();
afterAll(() => {
  folder.remove();
});

/** An exchange with an answer of 65 MiB, in two halves around it. */
function large(method: string, url: string): readonly [string, string] {
  return [`{"request":{"method":"${method}","url":"${url}"},"response":{"status":200,"body":"`, '"}}'];
}

const chunk = 'x'.repeat(1024 * 1024);

function write(name: string, [first, last]: readonly [string, string], [begin, separator, end]: readonly [string, string, string]): string {
  const file = folder.write(name, begin + first);
  for (let size = 0; size < 65; size += 1) appendFileSync(file, chunk);
  appendFileSync(file, `${last}${separator}${next}${end}`);
  return file;
}

test.each<readonly [string, string, string, readonly [string, string, string], number, string]>([
  ['another operation in NDJSON', 'GET', '/v1.0/me/drive/items/1/content', ['', '\n', '\n'], 1, ''],
  ['an update in NDJSON', 'PATCH', update, ['', '\n', '\n'], 2, 'line 1: larger than 64 MiB.'],
  ['a batch in NDJSON', 'POST', '/v1.0/$batch', ['', '\n', '\n'], 2, 'line 1: larger than 64 MiB.'],
  ['another operation in a HAR', 'GET', '/v1.0/me/photo', ['{"log":{"entries":[', ',\n', ']}}'], 1, ''],
  ['an update in a HAR', 'PATCH', update, ['{"log":{"entries":[', ',\n', ']}}'], 2, 'entry 1 (line 1): larger than 64 MiB.'],
])('%s', async (name, method, url, frame, code, problem) => {
  const file = write(`${name}.json`, large(method, url), frame);
  const { stdout, stderr, ...ended } = await runCli(['check', '--format', 'json', '--input', frame[0] === '' ? 'ndjson' : 'har', file]);
  const { findings } = JSON.parse(stdout) as { readonly findings: readonly { readonly code: string }[] };
  expect([ended.code, findings.map((finding) => finding.code)]).toEqual([code, ['request.method']]);
  expect(stderr).toContain(problem);
});
