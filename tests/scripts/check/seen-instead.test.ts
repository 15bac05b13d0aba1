/** Where nothing of the two operations was found, the sentence says which two they are, and what came instead: without an id, and without a host. */
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import type { Report } from '../../../scripts/verdict/report.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';
import { finished, runCli, startCli } from '../../run-cli.js';

const folder = new TemporaryFolder();
afterAll(() => {
  folder.remove();
});

const two = contracts.map(({ method, paths: [path = ''] }) => `${method} ${path}`).join(' and ');
const guid = 'aaaaaaaa-0000-4000-8000-00000000000b';
const host = 'intune.contoso.example';

const rows: readonly { readonly name: string; readonly asked: readonly string[]; readonly seen: string }[] = [
  { name: 'one request', asked: ['GET /v1.0/me'], seen: 'GET /v1.0/me (once)' },
  {
    name: 'ids, names and queries',
    asked: [`GET /v1.0/users/${guid}`, 'GET /v1.0/users/alice@contoso.example?$select=id', 'GET /v1.0/users/bob#x'],
    seen: 'GET /v1.0/users/{…} (3 times)',
  },
  {
    name: 'another method on the path of an operation',
    asked: [`GET /beta/deviceManagement/deviceConfigurations/${guid}/assignments/${guid}_x`],
    seen: 'GET /beta/deviceManagement/deviceConfigurations/{…}/assignments/{…} (once)',
  },
  {
    name: 'keys in parentheses',
    asked: [`GET /v1.0/deviceManagement/deviceConfigurations('${guid}')`, `GET /v1.0/users(%27${guid}%27)`],
    seen: 'GET /v1.0/deviceManagement/deviceConfigurations({…}) (once), GET /v1.0/users({…}) (once)',
  },
  { name: 'a path of nothing public', asked: ['POST /secret-project/x'], seen: 'POST /{…}/{…} (once)' },
  { name: 'no path', asked: ['GET ', 'GET /'], seen: 'GET / (2 times)' },
  { name: 'a method that is no word', asked: ['GET-ME-1c9b1d3e /v1.0/me'], seen: 'a strange method /v1.0/me (once)' },
  {
    name: 'the most frequent five, then by name',
    asked: ['me', 'users', 'groups', 'devices', 'organization', '$batch', 'groups', 'me', 'me'].map((word) => `GET /v1.0/${word}`),
    seen:
      'GET /v1.0/me (3 times), GET /v1.0/groups (2 times), GET /v1.0/$batch (once), GET /v1.0/devices (once), GET /v1.0/organization (once)' +
      ', and 1 other request',
  },
  {
    name: 'more paths than are kept apart',
    asked: Array.from({ length: 1_200 }, (_, number) => `GET /v1.0/users/${number}00000000`),
    seen: 'GET /v1.0/users/{…} (1,000 times), and 200 other requests',
  },
];

function ndjson(asked: readonly string[]): string {
  const lines = asked.map((line) => {
    const [method = '', path = ''] = line.split(' ');
    return JSON.stringify({ request: { method, url: `https://${host}${path}` }, response: { status: 200 } });
  });
  return `${lines.join('\n')}\n`;
}

test.each(rows)('check: $name', async ({ asked, seen }) => {
  folder.write('traffic.ndjson', ndjson(asked));
  const problem =
    'Nothing of the two operations in traffic.ndjson, so nothing was judged. ' +
    `Give traffic or pacts that use them, or --allow-empty. The two are ${two}. Seen instead: ${seen}.`;
  const { code, stdout, stderr } = await runCli(['check', 'traffic.ndjson', '--format', 'json'], { cwd: folder.path });
  expect([code, stderr, (JSON.parse(stdout) as Report).problems]).toEqual([2, `graph-contracts: ${problem}\n`, [problem]]);
});

test('check: nothing at all was seen, and it may pass', async () => {
  folder.write('empty/x.txt', '');
  const none = await runCli(['check', 'empty'], { cwd: folder.path });
  expect(none.stderr).toBe(
    'graph-contracts: Nothing of the two operations in empty, so nothing was judged. ' +
      `Give traffic or pacts that use them, or --allow-empty. The two are ${two}.\n`,
  );
  folder.write('traffic.ndjson', ndjson(['GET /v1.0/me']));
  const allowed = await runCli(['check', 'traffic.ndjson', '--allow-empty', '--format', 'json'], { cwd: folder.path });
  expect((JSON.parse(allowed.stdout) as Report).nothingJudged).toBe(
    `Nothing of the two operations in traffic.ndjson, so nothing was judged. The two are ${two}. Seen instead: GET /v1.0/me (once).`,
  );
});

test('check: a pact of another operation', async () => {
  const interaction = { description: 'x', request: { method: 'get', path: `/v1.0/users/${guid}` }, response: { status: 200 } };
  folder.write('pact.json', JSON.stringify({ consumer: { name: 'c' }, provider: { name: 'p' }, interactions: [interaction] }));
  const { code, stderr } = await runCli(['check', 'pact.json'], { cwd: folder.path });
  expect([code, stderr]).toEqual([2, expect.stringMatching(/Seen instead: get \/v1\.0\/users\/\{…\} \(once\)\.\n$/i)]);
});

test('record --from', async () => {
  folder.write('traffic.ndjson', ndjson([`GET /v1.0/users/${guid}`]));
  const { code, stderr } = await runCli(['record', '--from', 'traffic.ndjson', '--folder', 'recorded'], { cwd: folder.path });
  expect([code, stderr]).toEqual([
    2,
    'graph-contracts: Nothing of the two operations in traffic.ndjson, so nothing was recorded. ' +
      `Give traffic that uses them, or --allow-empty. The two are ${two}. Seen instead: GET /v1.0/users/{…} (once).\n`,
  ]);
});

test('record --proxy, of requests that did not leave the machine', async () => {
  const child = startCli(['record', '--proxy', '--port', '0', '--folder', 'recorded', '--format', 'json'], { cwd: folder.path });
  const ended = finished(child);
  const origin = await new Promise<string>((resolve) => {
    child.stderr.on('data', (chunk: Buffer) => {
      const [, found] = /on (http:\/\/\S+),/.exec(chunk.toString()) ?? [];
      if (found !== undefined) resolve(found);
    });
  });
  await fetch(`${origin}/v1.0/users/${guid}`);
  child.kill('SIGTERM');
  const { code, stderr } = await ended;
  expect(code).toBe(2);
  expect(stderr).toContain(` The two are ${two}. Seen instead: GET /v1.0/users/{…} (once).\n`);
  expect(stderr).not.toContain(guid);
});

test('serve', async () => {
  const script = `fetch(process.env.GRAPH_BASE_URL + '/v1.0/users/${guid}')`;
  const { code, stdout, stderr } = await runCli(['serve', '--format', 'json', '--', process.execPath, '-e', script]);
  expect(code).toBe(2);
  const [problem = ''] = (JSON.parse(stdout) as Report).problems ?? [];
  expect(problem).toContain(` The two are ${two}. Seen instead: GET /v1.0/users/{…} (once).`);
  expect(stdout + stderr).not.toContain(guid);
});
