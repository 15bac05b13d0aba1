import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { runCli, type CliResult } from '../../run-cli.js';
import { garbleUpdates } from './faulty-graph.js';
import { remarksIn, reportOf, useRunsOnCloud } from './runs-on-cloud.js';
import { assignmentsIn } from '../../equipment/emulated-assignments.js';

const { cloud, run, stateFile, hasJournal, methods, atFirst, expectNoIds, expectClean } = useRunsOnCloud();

test('0: Graph agrees, in every operation and version', async () => {
  const result = await run(cloud.writeConfig());
  const report = reportOf(result);
  expect(result.stderr).toContain('a cloud on loopback answers, not Microsoft Graph');
  expect(report.operations?.map(({ tenant, verdict }) => [tenant, verdict])).toEqual(Array(4).fill(['unchanged', 'agrees']));
  expect(result.code).toBe(0);
  expectClean(result);
});

test('1: a finding that occurs twice', async () => {
  cloud.emulator.simulate = 'no-content';
  const result = await run(cloud.writeOneCheck());
  expect(reportOf(result).findings[0]).toMatchObject({ code: 'response.status', count: 2 });
  expect(result.code).toBe(1);
  expectClean(result);
});

test('2: the configuration cannot be used', async () => {
  expect(await run(cloud.writeOneCheck({ assignments: [] }))).toMatchObject({ code: 2, stdout: '' });
  expect(await run(join(cloud.folder, 'nowhere.json'))).toMatchObject({ code: 2, stdout: '' });
  expect(cloud.asked).toEqual([]);
});

test('3: a finding that does not occur again', async () => {
  cloud.emulator.simulate = 'no-content';
  atFirst('PATCH', (pass, { request }) => {
    pass();
    request.on('end', () => setImmediate(() => (cloud.emulator.simulate = undefined)));
  });
  const result = await run(cloud.writeOneCheck());
  expect(reportOf(result).verdict).toBe('inconclusive');
  expect(result.code).toBe(3);
  expectClean(result);
});

function answerWith(response: ServerResponse, id?: string, target?: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id, target }));
}

/** Answers each GET, from this request on, with another assignment of the tenant, as a broken cache does. */
function showAnother(from: number): void {
  cloud.intercept = (request, response, pass) => {
    const [, other] = assignmentsIn(cloud.emulator.tenant);
    if (request.method !== 'GET' || cloud.asked.length < from) pass();
    else answerWith(response, other?.assignmentId, other?.target);
  };
}

test.each([[], ['--dry-run']])('3: Graph shows another assignment than the configured one, and nothing is sent %s', async (...more) => {
  showAnother(1);
  const result = await run(cloud.writeOneCheck(), ...more);
  expect(reportOf(result)).toMatchObject({
    verdict: 'inconclusive',
    night: { updates: 0, remarks: [expect.stringContaining('200 with another assignment than the configured one')] },
  });
  expect(methods()).toBe('GET');
  expectClean(result);
});

test('3: Graph shows another assignment after the update: not even --restore sends an update until the assignment is shown again', async () => {
  showAnother(2);
  const config = cloud.writeOneCheck();
  const result = await run(config);
  expect(reportOf(result)).toMatchObject({ verdict: 'inconclusive', operations: [{ tenant: 'not-proven' }] });
  const restored = await run(config, '--restore');
  expect(reportOf(restored)).toMatchObject({ verdict: 'inconclusive', night: { updates: 0 } });
  expect(methods().match(/PATCH/g)).toHaveLength(1);
  expect(hasJournal()).toBe(true);
  expectNoIds(result);
  expectNoIds(restored);
  cloud.intercept = undefined;
  expectClean(await run(config, '--restore'));
});

test('3: the application lacks the permission; the history has a line of this run too', async () => {
  cloud.authority.claims = { ...cloud.authority.claims, roles: [] };
  const history = join(cloud.folder, 'history.ndjson');
  const result = await run(cloud.writeOneCheck(), '--history', history);
  expect(reportOf(result)).toMatchObject({ verdict: 'inconclusive', inconclusive: [{ reason: 'forbidden' }] });
  expect(cloud.asked).toEqual([]);
  expectClean(result);
  const lines = readFileSync(history, 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { version: 'beta', verdict: 'inconclusive', reasons: ['forbidden'], status: null, attempts: 0, requestIds: [] },
  ]);
});

test('4: the token is for another tenant', async () => {
  cloud.authority.claims = { ...cloud.authority.claims, tid: '00000000-0000-4000-8000-00000000eeee' };
  const result = await run(cloud.writeOneCheck());
  expect(reportOf(result)).toMatchObject({ verdict: 'refused', night: { requests: 0 } });
  expect(cloud.asked).toEqual([]);
  expectClean(result);
});

test('4: a dry run finds a target that cannot be sent back', async () => {
  cloud.intercept = ({ url = '' }, response) => {
    answerWith(response, decodeURIComponent(url.split('/').at(-1) ?? ''), { groupId: 'g' });
  };
  const result = await run(cloud.writeOneCheck(), '--dry-run');
  const remarks = [expect.stringContaining('its target names no type')];
  expect(reportOf(result)).toMatchObject({ verdict: 'refused', exitCode: 4, night: { updates: 0, remarks } });
  expect(methods()).toBe('GET');
  expectClean(result);
});

test('4: another run is under way', async () => {
  const config = cloud.writeOneCheck();
  const second: CliResult[] = [];
  atFirst('PATCH', (pass) => {
    void run(config).then((ended) => {
      second.push(ended);
      pass();
    });
  });
  const first = await run(config);
  const remarks = ['Another run is under way', 'was being updated by another run'].map((text) => expect.stringContaining(text) as string);
  expect(second.map(reportOf)).toMatchObject([{ verdict: 'refused', night: { remarks } }]);
  expect([first.code, second[0]?.code]).toEqual([0, 4]);
  expectClean(first);
});

test('5: an assignment cannot be restored; later, --restore restores it, and does nothing else', async () => {
  const mend = garbleUpdates(cloud.emulator);
  const config = cloud.writeOneCheck();
  const result = await run(config);
  const report = reportOf(result);
  expect(report).toMatchObject({ verdict: 'not-restored', operations: [{ tenant: 'not-restored', verdict: 'disagrees' }] });
  expect(remarksIn(report)).toContain('drift --restore');
  expect(result.code).toBe(5);
  expect(hasJournal()).toBe(true);
  expectNoIds(result);

  mend();
  cloud.asked.length = 0;
  const restored = await run(config, '--restore');
  expect(reportOf(restored)).toMatchObject({ verdict: 'nothing-judged', night: { updates: 1 } });
  expect(methods()).toBe('GET PATCH GET');
  expect(restored.code).toBe(0);
  expectClean(restored);
});

/** A valid name until the report is written: then the name of its temporary file is too long for a file system. */
const longName = 'r'.repeat(250);

test.each<readonly [string, readonly string[]]>([
  ['drift', ['--output', longName]],
  ['drift', ['--report', `sarif=${longName}`]],
  ['drift', ['--history', 'history.ndjson', '--output', longName]],
  ['record', ['--output', longName]],
  ['record', ['--report', `sarif=${longName}`]],
  ['record', ['--check', '--output', longName]],
])('5: %s names the journal on stderr, even if a report cannot be written: %j', async (command, more) => {
  const config = cloud.writeOneCheck();
  const surroundings = { cwd: cloud.folder, environment: cloud.environment };
  if (more.includes('--check')) await runCli(['record', '--config', config], surroundings);
  garbleUpdates(cloud.emulator);
  const result = await runCli([command, '--config', config, '--budget', '0', ...more], surroundings);
  expect(result.code).toBe(5);
  expect(result.stderr).toContain('could not be restored.');
  expect(result.stderr).toContain(stateFile());
  expect(result.stderr).toContain('The report cannot be written to ');
  expect(hasJournal()).toBe(true);
  expectNoIds(result);
});

test('a dry run reads, shows what it would send, and sends no update', async () => {
  const result = await run(cloud.writeOneCheck(), '--dry-run');
  const report = reportOf(result);
  expect(report.night?.planned?.map(({ method }) => method)).toEqual(['GET', 'PATCH', 'GET']);
  expect(report.night?.planned?.[1]).toMatchObject({
    path: expect.stringMatching(/^\/beta\/.*\{.+\}\/assignments\/\{.+\}$/) as string,
    body: { target: { groupId: '{groupId}' } },
  });
  expect(methods()).toBe('GET');
  expect(result.code).toBe(0);
  expectClean(result);
});

test('without a journal, --restore sends nothing', async () => {
  const result = await run(cloud.writeOneCheck(), '--restore');
  expect(reportOf(result)).toMatchObject({ verdict: 'nothing-judged', night: { requests: 0 } });
  expect(cloud.asked).toEqual([]);
});
