/** Probes of an address of Microsoft Graph, answered in this process. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../../contracts/folders.js';
import { contracts } from '../../../../contracts/judge/compiled-contracts.js';
import type { Recording } from '../../../../recordings/traffic/recording.js';
import { listFiles } from '../../../../recordings/traffic/input/list-files.js';
import { graphOrigins } from '../../../../recordings/traffic/hosts.js';
import { GraphClient } from '../../../../scripts/client/graph-client.js';
import type { SimulationName } from '../../../../scripts/emulator/simulations.js';
import { readingLines } from '../../../../scripts/report/probe-text.js';
import { useTemporaryFolder } from '../../../recordings/temporary-folder.js';
import { FaultyGraph, type Reply } from '../faulty-graph.js';
import { answerInProcess, connectionTo, firstCheck } from '../runs-in-process.js';
import { probeIn, probeOn } from './probe-run.js';
import type { RecordResult } from '../../../../scripts/record/record-outcome.js';

let graph: FaultyGraph;
/** Changes each answer, counted from 1: the update is the third. */
let change: (reply: Reply, number: number) => Reply;
beforeEach(() => {
  graph = new FaultyGraph();
  change = asGraph;
  graph.choose = (number) => (carryOut) => change(carryOut(), number);
});
answerInProcess(() => graph.fetch);

const folder = useTemporaryFolder();

/** Without the mark of the emulator. */
function asGraph(reply: Reply): Reply {
  const headers = Object.entries(reply.headers ?? {}).filter(([name]) => name !== 'x-emulated-by');
  return { ...reply, headers: Object.fromEntries([...headers, ['request-id', '22222222-2222-4222-8222-222222222222']]) };
}

async function probe(simulate?: SimulationName, into = 'recorded'): Promise<RecordResult> {
  graph.emulator.simulate = simulate;
  const check = firstCheck(graph.emulator, 'v1.0');
  const allowed = [{ operation: check.contract.name, ...check.ids }];
  const client = new GraphClient({ baseUrl: graphOrigins.global, token: () => Promise.resolve('made-up'), allowed });
  const connection = connectionTo(graphOrigins.global, folder.path, [check], { client });
  return probeOn({ ...connection, probe: check }, `${folder.path}/${into}`);
}

function origins(): string[] {
  const all = listFiles(`${folder.path}/recorded`).flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as Recording);
  return all.map(({ recorded }) => recorded.origin);
}

test('answers of Graph: the recording and the reading are live', async () => {
  const shown = probeIn(await probe());
  expect([shown.origin, origins()]).toEqual(['live', Array(5).fill('live')]);
  expect(shown.sentences).toContainEqual(
    expect.stringMatching(/^Routed: yes\. Graph answered 200, the documented status, after \d+ ms\.$/),
  );
  expect(shown.sentences.at(-1)).toBe('Origin: live. Each answer comes from Microsoft Graph, and has a request id.');
  expect(shown.reading.reading).toMatch(
    /^Graph routes it: the status is 200, as documented\. \/target\/\w+FilterId: v1\.0 does not show it, beta shows null; /,
  );
  expect(shown.reading.reason).toBe(
    `A probe of Microsoft Graph on 2026-11-30 sent one PATCH in v1.0 (${contracts[0]?.name}). Its recording is live.`,
  );
});

test('Graph has no route', async () => {
  const shown = probeIn(await probe('not-routed'));
  expect([shown.origin, shown.routed, origins()]).toEqual(['live', 'no', Array(5).fill('live')]);
  expect(shown.reading.reading).toMatch(/^Graph does not route it: the answer is 400 \(No method match route template\)\./);
});

test.each<readonly [string, (reply: Reply) => Reply]>([
  ['an answer of a proxy', () => ({ status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' })],
  ['an answer without a request id', (reply) => ({ ...reply, headers: { 'content-type': 'application/json' } })],
  ['an answer of the emulator', (reply) => ({ ...reply, headers: { ...reply.headers, 'x-emulated-by': 'anything' } })],
])('%s: neither the recording of it nor the reading claims to be live', async (_, to) => {
  change = (reply, number) => (number === 3 ? to(asGraph(reply)) : asGraph(reply));
  const shown = probeIn(await probe());
  expect([shown.origin, origins().filter((origin) => origin !== 'live')]).toEqual(['emulator', ['emulator']]);
  expect(shown.sentences.at(-1)).toBe(
    'Origin: not live, because an answer does not show that it comes from Microsoft Graph. It may come from a proxy.',
  );
  expect(shown.reading.reason).toMatch(/It proves nothing about Microsoft Graph\.$/);
});

test('names and values of an answer that may be secrets are not shown', async () => {
  const secret = 'contoso.example';
  const id = '33333333-3333-4333-8333-333333333331';
  const body = {
    '@odata.context': `https://${secret}/$metadata#${id}`,
    [`@odata.${secret}`]: 1,
    [`${secret}@odata.type`]: 'x',
    [id]: id,
    [`Finance ${secret}`]: secret,
    target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: id, [`name of ${secret}`]: secret },
  };
  change = (reply, number) => {
    if (number !== 3) return asGraph(reply);
    const headers = { 'x-contoso': secret, 'set-cookie': `a=${secret}`, 'content-type': `application/json; boundary=${secret}` };
    return { status: 200, headers, body: JSON.stringify(body) };
  };
  const text = JSON.stringify(probeIn(await probe()));
  expect(text).not.toContain(secret);
  expect(text.toLowerCase()).not.toContain(id);
  expect(text).toContain('"name":"set-cookie"');

  const message = JSON.stringify({
    Message: `The policy Finance of ${secret} (${id}) cannot be changed. - Operation ID (for customer support): ${id}`,
  });
  change = (reply, number) =>
    number === 3 ? { status: 400, body: JSON.stringify({ error: { code: 'BadRequest', message } }) } : asGraph(reply);
  graph.methods.length = 0;
  const refused = probeIn(await probe(undefined, 'refused'));
  expect(refused.answer).toMatchObject({ errorCode: 'BadRequest', body: 'error' });
  expect(JSON.stringify(refused)).not.toMatch(new RegExp(`${secret}|${id}`, 'i'));
});

test('an answer that nests too deep to be redacted', async () => {
  change = (reply, number) =>
    number === 3 ? { status: 200, headers: {}, body: `${'['.repeat(5000)}${']'.repeat(5000)}` } : asGraph(reply);
  const { report, recorded } = await probe();
  expect([report.probe?.answer?.status, recorded?.notRedacted]).toEqual([200, 1]);
});

test('the reading is an entry of the file of readings, formatted', async () => {
  const lines = readingLines(probeIn(await probe()).reading);
  const text = ['export const readings = {', ...lines, '};', ''].join('\n');
  const prettier = join(packageRoot, 'node_modules/prettier/bin/prettier.cjs');
  const args = [prettier, '--stdin-filepath', join(packageRoot, 'contracts/compiler/readings.ts')];
  expect(execFileSync(process.execPath, args, { input: text, encoding: 'utf8' })).toBe(text);
});
