import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { emulatedConnection } from '../../../scripts/drift/emulated-connection.js';
import { runDrift } from '../../../scripts/drift/run-drift.js';
import type { SimulationName } from '../../../scripts/emulator/simulations.js';
import { historyLine, type CheckedOperation, type HistoryLine } from '../../../scripts/history/history-line.js';
import { parseHistoryLine } from '../../../scripts/history/read-history.js';
import { VirtualClock } from '../drift/virtual-clock.js';

const run = { time: '2026-11-21T02:00:00.000Z', run: 'a-run', tool: '1.2.3', emulator: true };

async function resultsOf(simulate?: SimulationName): Promise<readonly CheckedOperation[]> {
  const stage = await emulatedConnection({ simulate });
  return (await runDrift({ ...stage, clock: new VirtualClock() }, { failOn: 'breaking' }).finally(stage.close)).results;
}

function lineOf(result: CheckedOperation | undefined, mark: Parameters<typeof historyLine>[3] = (finding) => finding): HistoryLine {
  const contract = contracts.find(({ name }) => name === result?.row.operation);
  if (result === undefined || contract === undefined) throw new Error('There is no operation.');
  return historyLine(run, result, contract, mark);
}

test('a run that agrees has a line for each operation and API version', async () => {
  const results = await resultsOf();
  const lines = results.map((result) => lineOf(result));
  expect(lines.map(({ operation, version }) => [operation, version])).toEqual(
    contracts.flatMap(({ name, apiVersions }) => apiVersions.map((version) => [name, version])),
  );
  const same = { ...run, v: 1, verdict: 'agrees', reasons: [], status: 200, milliseconds: 0, attempts: 1, contract: contracts[0]?.hash };
  expect(lines[0]).toMatchObject(same);
  // The emulator numbers the requests.
  expect(lines[0]?.requestIds.map((id) => Number(id.slice(-4)))).toEqual(results[0]?.exchanges.map((_, index) => index + 1));
  // The attempts that the run counted outweigh those in its exchanges.
  const [first] = results;
  expect(first && lineOf({ ...first, attempts: 4 }).attempts).toBe(4);
  // A request id of another form could hold anything.
  const exchanges = ['Bearer abc', '', 'a@b.c', '<script>'].map((id) => ({
    request: { method: 'GET', url: '' },
    response: { status: 200, headers: { 'Request-Id': id } },
  }));
  expect(first && lineOf({ ...first, exchanges }).requestIds).toEqual([]);
});

test('a run with drift keeps each finding once, and whether it is accepted or flaky', async () => {
  const [result] = await resultsOf('no-content');
  const line = lineOf(result);
  expect(line).toMatchObject({ verdict: 'disagrees', status: 204 });
  const codes = line.findings.map(({ code }) => code);
  expect(codes).toContain('response.status');
  expect(new Set(line.findings.map(({ fingerprint }) => fingerprint)).size).toBe(codes.length);

  const marked = lineOf(result, (finding) => {
    const state = finding.code === 'response.status' ? 'accepted' : 'expired';
    return { ...finding, baseline: { state, owner: 'a', reason: 'b', expires: '2026-12-31' } };
  });
  expect(marked.findings.filter(({ accepted }) => accepted).map(({ code }) => code)).toEqual(['response.status']);

  const flaky = (result?.judged ?? []).flatMap(({ judgement }) => (judgement.kind === 'outside' ? [] : judgement.findings));
  const { findings } = lineOf(result && { ...result, judged: [], flaky });
  expect(findings).toHaveLength(codes.length);
  expect(findings.filter((finding) => !finding.flaky)).toEqual([]);
});

test.each([
  [undefined, {}],
  ['no-content', {}],
  ['other-object', {}],
  ['other-target', {}],
  ['not-routed', {}],
  ['throttled', { verdict: 'inconclusive', reasons: ['throttled'], status: 429 }],
  ['connection-lost', { verdict: 'inconclusive', reasons: ['outage'], status: null }],
] as const)('no line holds an id of the tenant, and each line can be read again: %s', async (simulate, expected) => {
  const lines = (await resultsOf(simulate)).map((result) => lineOf(result));
  expect(lines).toHaveLength(contracts.flatMap(({ apiVersions }) => apiVersions).length);
  expect(lines[0]).toMatchObject(expected);
  for (const line of lines) {
    expect(JSON.stringify({ ...line, requestIds: [] })).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/i);
    expect(parseHistoryLine(JSON.stringify(line))).toEqual(line);
  }
});
