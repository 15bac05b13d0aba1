import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { emulatedStage } from '../../../scripts/drift/emulated-target.js';
import { runDrift, type DriftResult } from '../../../scripts/drift/run-drift.js';
import type { SimulationName } from '../../../scripts/emulator/simulations.js';
import { nightLine, type NightLine } from '../../../scripts/history/history-line.js';
import { parseNightLine } from '../../../scripts/history/parse-night-line.js';
import { VirtualClock } from '../drift/virtual-clock.js';

const night = { time: new Date('2026-11-21T02:00:00Z'), run: 'a-run', toolVersion: '1.2.3', emulator: true };

/** As many lines as a night writes. */
const operations = contracts.flatMap(({ apiVersions }) => apiVersions).length;

async function nightOf(simulate?: SimulationName): Promise<DriftResult> {
  const stage = await emulatedStage(simulate === undefined ? {} : { simulate });
  return runDrift({ ...stage, clock: new VirtualClock() }, { failOn: 'breaking' }).finally(stage.close);
}

async function linesOf(simulate?: SimulationName): Promise<NightLine[]> {
  const { results } = await nightOf(simulate);
  return results.map((result) => {
    const contract = contracts.find(({ name }) => name === result.row.operation);
    if (contract === undefined) throw new Error(`No contract ${result.row.operation}.`);
    return nightLine(night, result, contract, (finding) => finding);
  });
}

test('a healthy night: what was seen, when, under which contract and tool', async () => {
  const { results } = await nightOf();
  const lines = await linesOf();
  expect(lines.map(({ operation, version }) => [operation, version])).toEqual(
    contracts.flatMap(({ name, apiVersions }) => apiVersions.map((version) => [name, version])),
  );
  expect(lines[0]).toMatchObject({
    v: 1,
    time: '2026-11-21T02:00:00.000Z',
    run: 'a-run',
    verdict: 'agrees',
    reasons: [],
    status: 200,
    milliseconds: 0,
    attempts: 1,
    contract: contracts[0]?.hash,
    tool: '1.2.3',
    emulator: true,
  });
  // Each request has one: the emulator counts them.
  expect(lines[0]?.requestIds.map((id) => Number(id.slice(-4)))).toEqual(results[0]?.exchanges.map((_, index) => index + 1));
});

test('a night of drift keeps each finding once, with its fingerprint, code, severity and message', async () => {
  const [line] = await linesOf('no-content');
  expect(line).toMatchObject({ verdict: 'disagrees', status: 204 });
  const codes = line?.findings.map(({ code }) => code) ?? [];
  expect(codes).toContain('response.status');
  expect(new Set(line?.findings.map(({ fingerprint }) => fingerprint)).size).toBe(codes.length);
});

test('a night of weather keeps its reason, and no status where nothing came back', async () => {
  expect((await linesOf('throttled'))[0]).toMatchObject({ verdict: 'inconclusive', reasons: ['throttled'], status: 429 });
  expect((await linesOf('connection-lost'))[0]).toMatchObject({ verdict: 'inconclusive', reasons: ['outage'], status: null });
});

test('attempts are those that the run counted, where it did', async () => {
  const { results } = await nightOf();
  const [result] = results;
  const [contract] = contracts;
  if (result === undefined || contract === undefined) throw new Error('There is no operation.');
  expect(nightLine(night, { ...result, attempts: 4 }, contract, (finding) => finding).attempts).toBe(4);
});

test('a finding that did not come again is kept as flaky', async () => {
  const [result] = (await nightOf('no-content')).results;
  const [contract] = contracts;
  if (result === undefined || contract === undefined) throw new Error('There is no operation.');
  const flaky = result.judged.flatMap(({ judgement }) => (judgement.kind === 'outside' ? [] : judgement.findings));
  const { findings } = nightLine(night, { ...result, judged: [], flaky }, contract, (finding) => finding);
  expect(findings.length).toBeGreaterThan(0);
  expect(findings.filter((finding) => !finding.flaky)).toEqual([]);
});

test('what is accepted is kept as accepted', async () => {
  const { results } = await nightOf('no-content');
  const [result] = results;
  const [contract] = contracts;
  if (result === undefined || contract === undefined) throw new Error('There is no operation.');
  const baseline = { state: 'accepted', owner: 'a', reason: 'b', expires: '2026-12-31' } as const;
  const { findings } = nightLine(night, result, contract, (finding) =>
    finding.code === 'response.status' ? { ...finding, baseline } : { ...finding, baseline: { ...baseline, state: 'expired' } },
  );
  expect(findings.filter(({ accepted }) => accepted).map(({ code }) => code)).toEqual(['response.status']);
});

test('no line holds an id of the tenant, whatever Graph answers; ids of requests only in their place', async () => {
  const answers = [undefined, 'no-content', 'other-object', 'other-target', 'not-routed', 'throttled'] as const;
  for (const simulate of answers) {
    const lines = await linesOf(simulate);
    expect(lines).toHaveLength(operations);
    for (const line of lines) {
      expect(JSON.stringify({ ...line, requestIds: [] })).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/i);
    }
  }
});

test('an id of a request that has another form could be anything, and is not kept', async () => {
  const { results } = await nightOf();
  const [result] = results;
  const [contract] = contracts;
  if (result === undefined || contract === undefined) throw new Error('There is no operation.');
  const exchanges = ['Bearer abc', '', 'a@b.c', '<script>'].map((id) => ({
    request: { method: 'GET', url: '' },
    response: { status: 200, headers: { 'Request-Id': id } },
  }));
  expect(nightLine(night, { ...result, exchanges }, contract, (finding) => finding).requestIds).toEqual([]);
});

test('what is written can be read', async () => {
  const lines = [...(await linesOf()), ...(await linesOf('no-content')), ...(await linesOf('connection-lost'))];
  expect(lines).toHaveLength(3 * operations);
  for (const line of lines) {
    expect(parseNightLine(JSON.stringify(line))).toEqual(line);
  }
});
