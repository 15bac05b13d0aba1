import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { emulatedTarget } from '../../../scripts/drift/emulated-target.js';
import { runDrift } from '../../../scripts/drift/run-drift.js';
import type { SimulationName } from '../../../scripts/emulator/simulations.js';
import { historyLine, type CheckedOperation, type HistoryLine } from '../../../scripts/history/history-line.js';
import { parseHistoryLine } from '../../../scripts/history/read-history.js';
import { VirtualClock } from '../drift/virtual-clock.js';

const run = { time: '2026-11-21T02:00:00.000Z', run: 'a-run', tool: '1.2.3', emulator: true };

async function resultsOf(simulate?: SimulationName): Promise<readonly CheckedOperation[]> {
  const stage = await emulatedTarget({ simulate });
  return (await runDrift({ ...stage, clock: new VirtualClock() }, { failOn: 'breaking' }).finally(stage.close)).results;
}

async function firstResult(simulate?: SimulationName): Promise<CheckedOperation> {
  const [result] = await resultsOf(simulate);
  if (result === undefined) throw new Error('There is no operation.');
  return result;
}

function lineOf(result: CheckedOperation, mark: Parameters<typeof historyLine>[3] = (finding) => finding): HistoryLine {
  const contract = contracts.find(({ name }) => name === result.row.operation);
  if (contract === undefined) throw new Error(`No contract ${result.row.operation}.`);
  return historyLine(run, result, contract, mark);
}

test('a run that agrees has a line for each operation and API version', async () => {
  const results = await resultsOf();
  const lines = results.map((result) => lineOf(result));
  expect(lines.map(({ operation, version }) => [operation, version])).toEqual(
    contracts.flatMap(({ name, apiVersions }) => apiVersions.map((version) => [name, version])),
  );
  expect(lines[0]).toMatchObject({
    ...run,
    v: 1,
    verdict: 'agrees',
    reasons: [],
    status: 200,
    milliseconds: 0,
    attempts: 1,
    contract: contracts[0]?.hash,
  });
  // Each request has one: the emulator counts them.
  expect(lines[0]?.requestIds.map((id) => Number(id.slice(-4)))).toEqual(results[0]?.exchanges.map((_, index) => index + 1));
});

test('a run with drift keeps each finding once', async () => {
  const line = lineOf(await firstResult('no-content'));
  expect(line).toMatchObject({ verdict: 'disagrees', status: 204 });
  const codes = line.findings.map(({ code }) => code);
  expect(codes).toContain('response.status');
  expect(new Set(line.findings.map(({ fingerprint }) => fingerprint)).size).toBe(codes.length);
});

test('an inconclusive run keeps its reason, and no status without a response', async () => {
  expect(lineOf(await firstResult('throttled'))).toMatchObject({ verdict: 'inconclusive', reasons: ['throttled'], status: 429 });
  expect(lineOf(await firstResult('connection-lost'))).toMatchObject({ verdict: 'inconclusive', reasons: ['outage'], status: null });
});

test('attempts that the run counted go before those in the exchanges', async () => {
  expect(lineOf({ ...(await firstResult()), attempts: 4 }).attempts).toBe(4);
});

test('unconfirmed findings are kept as flaky', async () => {
  const result = await firstResult('no-content');
  const flaky = result.judged.flatMap(({ judgement }) => (judgement.kind === 'outside' ? [] : judgement.findings));
  const { findings } = lineOf({ ...result, judged: [], flaky });
  expect(findings.length).toBeGreaterThan(0);
  expect(findings.filter((finding) => !finding.flaky)).toEqual([]);
});

test('findings that the baseline accepts are kept as accepted, expired ones are not', async () => {
  const { findings } = lineOf(await firstResult('no-content'), (finding) => {
    const state = finding.code === 'response.status' ? 'accepted' : 'expired';
    return { ...finding, baseline: { state, owner: 'a', reason: 'b', expires: '2026-12-31' } };
  });
  expect(findings.filter(({ accepted }) => accepted).map(({ code }) => code)).toEqual(['response.status']);
});

test('no line holds an id of the tenant, and each line can be read again', async () => {
  for (const simulate of [undefined, 'no-content', 'other-object', 'other-target', 'not-routed', 'throttled', 'connection-lost'] as const) {
    const lines = (await resultsOf(simulate)).map((result) => lineOf(result));
    expect(lines).toHaveLength(contracts.flatMap(({ apiVersions }) => apiVersions).length);
    for (const line of lines) {
      expect(JSON.stringify({ ...line, requestIds: [] })).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/i);
      expect(parseHistoryLine(JSON.stringify(line))).toEqual(line);
    }
  }
});

test('a request id of another form could be anything, and is not kept', async () => {
  const exchanges = ['Bearer abc', '', 'a@b.c', '<script>'].map((id) => ({
    request: { method: 'GET', url: '' },
    response: { status: 200, headers: { 'Request-Id': id } },
  }));
  expect(lineOf({ ...(await firstResult()), exchanges }).requestIds).toEqual([]);
});
