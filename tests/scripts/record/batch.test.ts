import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import type { Recording } from '../../../recordings/traffic/recording.js';
import { assignmentPath } from '../../../scripts/client/assignment.js';
import { Emulator } from '../../../scripts/emulator/emulator.js';
import { GraphServer } from '../../../scripts/serve/graph-server.js';
import { useTemporaryFolder } from '../../recordings/temporary-folder.js';
import { runCli, type CliResult } from '../../run-cli.js';
import { startProxy } from './recorded-folder.js';
import { assignmentsIn } from '../../equipment/emulated-assignments.js';

const token = 'eyJ0eXAi.made-up.token-of-a-test';
const emulator = new Emulator();
const [contract] = contracts;
const ids = assignmentsIn(emulator.tenant).find(({ operation }) => operation === contract?.name);
if (contract === undefined || ids === undefined) throw new Error('The emulator has an assignment.');
const path = assignmentPath(contract, 'v1.0', ids);
const url = path.replace('/v1.0', '');
const headers = { 'Content-Type': 'application/json' };
const target = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' };
const body = { '@odata.type': '#microsoft.graph.deviceCompliancePolicyAssignment', target };
const fine = { id: '1', method: 'PATCH', url, headers, body };
const wrong = { ...fine, id: '2', body: { target: { ...target, undocumented: 'of the second one' } } };
const read = { id: '3', method: 'GET', url };

let arrived: string[];
const graph = new GraphServer(
  ({ request, origin, judgement }) => emulator.answer(request, origin, judgement),
  ({ request }) => arrived.push(`${request.method} ${request.url}`),
  (error) => {
    throw error;
  },
);
let graphOrigin: string;
const folder = useTemporaryFolder();
beforeAll(async () => {
  graphOrigin = await graph.listen(0, '127.0.0.1');
});
afterAll(() => graph.close());
beforeEach(() => {
  arrived = [];
});

interface Answered {
  readonly responses?: readonly { readonly id: string; readonly status: number }[];
  readonly error?: { readonly message: string };
}

/** Sends batches through the proxy, one after the other, and ends it. */
async function through(
  batches: readonly unknown[],
  packed = false,
): Promise<CliResult & { readonly answers: readonly (readonly [number, Answered])[] }> {
  const { child, origin, ended } = await startProxy(folder.path, ['--graph', graphOrigin]);
  const answers: [number, Answered][] = [];
  for (const requests of batches) {
    const text = JSON.stringify({ requests });
    const answer = await fetch(`${origin}/v1.0/$batch`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...(packed ? { 'content-encoding': 'gzip' } : {}) },
      body: packed ? gzipSync(text) : text,
    });
    answers.push([answer.status, (await answer.json()) as Answered]);
  }
  child.kill('SIGTERM');
  return { ...(await ended), answers };
}

function recordings(): Record<string, Recording> {
  const operation = join(folder.path, contract?.name ?? '');
  return Object.fromEntries(
    readdirSync(operation).map((name) => [name, JSON.parse(readFileSync(join(operation, name), 'utf8')) as Recording]),
  );
}

test.each([false, true])('each request inside is judged and recorded by itself (packed: %s)', async (packed) => {
  const { code, stdout, stderr, answers } = await through([[fine, read, wrong]], packed);
  const [status, { responses = [] }] = answers[0] ?? [0, {}];
  expect([status, responses.map((one) => [one.id, one.status])]).toEqual([
    200,
    [
      ['1', 200],
      ['3', 200],
      ['2', 400],
    ],
  ]);
  expect(arrived).toEqual([`PATCH ${path}`, `GET ${path}`, `PATCH ${path}`]);
  expect(code).toBe(1);
  expect(stdout).toContain('PATCH update-device-compliance-policy-assignment v1.0  200  agrees\n');
  expect(stdout).toMatch(/ {2}400 {2}disagrees\n {2}breaking {2}request\.body\.undocumented-property/);
  expect(stdout).toContain('disagrees: 3 exchanges, 2 judged, 1 of other operations, 1 breaking');
  const all = recordings();
  expect(Object.keys(all).sort()).toEqual(['200-all-devices-target.json', '400-refused.json']);
  const sent = (all['200-all-devices-target.json'] ?? []).filter(({ method }) => method === 'PATCH');
  expect(sent).toMatchObject([
    {
      scope: 'https://graph.microsoft.com:443',
      path: expect.stringMatching(/^\/v1\.0\/deviceManagement\/deviceCompliancePolicies\//) as string,
      body,
      reqheaders: { 'content-type': 'application/json' },
      status: 200,
      recorded: { origin: 'emulator', apiVersion: 'v1.0', requestHeaders: { 'content-type': 'application/json' } },
    },
  ]);
  const text = JSON.stringify(all);
  expect(JSON.stringify(sent)).not.toContain('undocumented');
  expect([text, stdout, stderr].join('\n')).not.toMatch(new RegExp(`${token}|\\$batch|${ids.assignmentId}`));
});

test('what was recorded of one answers the same request alone, and in a batch', async () => {
  await through([[fine]]);
  const [definition] = Object.values(recordings()).flat();
  const single = { ...fine, url: definition?.path.replace('/v1.0', ''), body: definition?.body };
  const script = `(async () => {
    const headers = { authorization: 'Bearer x', 'content-type': 'application/json' };
    const ask = async (method, path, body) => {
      const answer = await fetch(process.env.GRAPH_BASE_URL + path, { method, headers, body: JSON.stringify(body) });
      return [answer.status, await answer.json()];
    };
    const one = ${JSON.stringify(single)};
    const [status, alone] = await ask('PATCH', '/v1.0' + one.url, one.body);
    const [, { responses }] = await ask('POST', '/v1.0/$batch', { requests: [one] });
    console.log(status, JSON.stringify(alone) === JSON.stringify(responses[0].body), responses[0].headers['x-graph-contracts']);
  })()`;
  const { code, stdout } = await runCli(['serve', '--recordings', folder.path, '--', process.execPath, '-e', script]);
  expect(stdout).toMatch(/^200 true recorded$/m);
  expect(code).toBe(0);
});

test.each<[string, readonly unknown[], number, RegExp]>([
  ['another operation', [fine, { ...read, url: '/me' }], 2, /A request in this batch stays here\. Its path is not one of/],
  ['a misspelt path', [fine, { ...fine, id: '2', url: url.replace('deviceC', 'devicec') }], 1, /Its path is similar to that of/],
  ['a method in lower case', [{ ...fine, method: 'patch' }], 1, /Only GET and PATCH pass on this path/],
  ['a misspelt update besides', [wrong, { ...read, method: 'DELETE' }], 1, /Only GET and PATCH pass on this path/],
  ['one id twice', [fine, fine], 2, /Two requests of the batch have the same id/],
  ['nothing', [], 2, /The batch holds no request/],
])('a batch with %s stays here, and each request inside is judged', async (_what, requests, code, why) => {
  const result = await through([requests]);
  expect(result.answers).toEqual([[403, { error: expect.objectContaining({ message: expect.stringMatching(why) as string }) as object }]]);
  expect(arrived).toEqual([]);
  expect(result.stdout).toMatch(why);
  expect([result.code, readdirSync(folder.path)]).toEqual([code, []]);
  expect(result.stderr).toContain(`${Math.max(requests.length, 1)} request`);
});
