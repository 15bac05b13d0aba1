import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { finished, runCli, startCli, type CliResult } from '../../run-cli.js';
import { garble, garbleUpdates, tenantState } from './faulty-graph.js';
import { leaveJournal } from './leave-journal.js';
import { remarksIn, reportOf, useRunsOnCloud } from './runs-on-cloud.js';

const { cloud, args, run, stateFile, hasJournal, isUnchanged, methods, expectNoIds, expectClean } = useRunsOnCloud();

test('0: Graph agrees, in every operation and version', async () => {
  const result = await run(cloud.writeConfig());
  const report = reportOf(result);
  expect(result.stderr).toContain('a cloud on loopback answers, not Microsoft Graph');
  expect(report.operations?.map(({ tenant, verdict }) => [tenant, verdict])).toEqual(Array(4).fill(['unchanged', 'agrees']));
  expect(result.code).toBe(0);
  expectClean(result);
});

test('1: Graph answers otherwise than documented, twice', async () => {
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

test.each<readonly [string, () => void]>([
  ['a throttled night', () => (cloud.emulator.simulate = 'throttled')],
  [
    'a finding that does not come again',
    () => {
      cloud.emulator.simulate = 'no-content';
      cloud.intercept = (request, _, pass) => {
        pass();
        if (request.method === 'PATCH') request.on('end', () => setImmediate(() => (cloud.emulator.simulate = undefined)));
      };
    },
  ],
  ['a permission that is missing', () => (cloud.emulator.simulate = 'forbidden')],
])('3: %s', async (_, prepare) => {
  prepare();
  const result = await run(cloud.writeOneCheck());
  expect(reportOf(result).verdict).toBe('inconclusive');
  expect(result.code).toBe(3);
  expectClean(result);
});

/** Answers each GET from the first one on that is chosen with another assignment of the tenant, as a broken cache on the way does. */
function showAnother(from: number): void {
  cloud.intercept = (request, response, pass) => {
    const [, other] = cloud.emulator.tenant.all;
    if (request.method !== 'GET' || cloud.asked.length < from) {
      pass();
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ id: other?.assignmentId, target: other?.target }));
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

test('3: Graph shows another assignment after the update: nothing else is sent, also not by --restore, until it is shown as it was', async () => {
  showAnother(2);
  const config = cloud.writeOneCheck();
  const result = await run(config);
  expect(reportOf(result)).toMatchObject({ verdict: 'inconclusive', operations: [{ tenant: 'not-proven' }] });
  const restored = await run(config, '--restore');
  expect(reportOf(restored)).toMatchObject({ verdict: 'inconclusive', night: { updates: 0 } });
  expect(cloud.asked.filter((asked) => asked.startsWith('PATCH'))).toHaveLength(1);
  expect(hasJournal()).toBe(true);
  expectNoIds(result);
  expectNoIds(restored);
  cloud.intercept = undefined;
  expectClean(await run(config, '--restore'));
});

test('3: the application lacks the permission; the history counts that night too', async () => {
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

test('4: the token is that of another tenant', async () => {
  cloud.authority.claims = { ...cloud.authority.claims, tid: '00000000-0000-4000-8000-00000000eeee' };
  const result = await run(cloud.writeOneCheck());
  expect(reportOf(result)).toMatchObject({ verdict: 'refused', night: { requests: 0 } });
  expect(cloud.asked).toEqual([]);
  expectClean(result);
});

test.each<[string, (text: string) => string, readonly string[]]>([
  ['names no type', (text) => text.replace(/"target":\{"@odata\.type":"[^"]*",?/, '"target":{'), []],
  ['has a number that cannot be kept exactly', (text) => text.replace('"target":{', '"target":{"n":9007199254740993,'), []],
  ['has a number that cannot be kept exactly', (text) => text.replace('"target":{', '"target":{"n":9007199254740993,'), ['--dry-run']],
])('4: Graph shows a target that %s, and nothing is sent %#', async (why, change, more) => {
  cloud.intercept = (_request, response, pass) => {
    const end = response.end.bind(response);
    const writeHead = response.writeHead.bind(response);
    response.writeHead = (status: number) => writeHead(status, { 'content-type': 'application/json' });
    response.end = ((text: unknown) => end(change(String(text)))) as typeof end;
    pass();
  };
  const result = await run(cloud.writeOneCheck(), ...more);
  expect(reportOf(result)).toMatchObject({
    verdict: 'refused',
    night: { updates: 0, remarks: [expect.stringContaining(`its target ${why}`)] },
  });
  expect(methods()).toBe('GET');
  expect(result.code).toBe(4);
  expectClean(result);
});

test('4: another run is under way', async () => {
  const config = cloud.writeOneCheck();
  const second: CliResult[] = [];
  cloud.intercept = (request, _, pass) => {
    if (request.method !== 'PATCH') pass();
    else
      void run(config).then((ended) => {
        second.push(ended);
        pass();
      });
  };
  const first = await run(config);
  expect(second.map(reportOf)).toMatchObject([
    {
      verdict: 'refused',
      night: {
        remarks: [expect.stringContaining('Another run is under way'), expect.stringContaining('was being updated by another run')],
      },
    },
  ]);
  expect([first.code, second[0]?.code]).toEqual([0, 4]);
  expectClean(first);
});

test.each<readonly [string, Readonly<Record<string, unknown>>]>([
  ['another tenant', { tenant: 'https://graph.microsoft.com another' }],
  ['an assignment that is not configured any more', { policyId: 'gone' }],
])('4: an interrupted run has left a journal about %s', async (_, changes) => {
  const config = cloud.writeOneCheck();
  const file = leaveJournal(cloud, changes);
  const result = await run(config);
  expect(reportOf(result)).toMatchObject({ verdict: 'refused', night: { remarks: [expect.stringContaining(file)] } });
  expect(cloud.asked).toEqual([]);
  expect(existsSync(file)).toBe(true);
});

test('5: an assignment cannot be put back; when it can, --restore does so, and nothing else', async () => {
  const { tenant } = cloud.emulator;
  const put = tenant.put.bind(tenant);
  garbleUpdates(cloud.emulator);
  const config = cloud.writeOneCheck();
  const result = await run(config);
  const report = reportOf(result);
  expect(report).toMatchObject({ verdict: 'not-restored', operations: [{ tenant: 'not-restored', verdict: 'disagrees' }] });
  expect(remarksIn(report)).toContain('drift --restore');
  expect(result.code).toBe(5);
  expect(hasJournal()).toBe(true);
  expectNoIds(result);

  tenant.put = put;
  cloud.asked.length = 0;
  const restored = await run(config, '--restore');
  expect(reportOf(restored)).toMatchObject({ verdict: 'nothing-judged', night: { updates: 1 } });
  expect(methods()).toBe('GET PATCH GET');
  expect(restored.code).toBe(0);
  expectClean(restored);
});

/** Nothing is wrong with it as long as nobody writes: then the name of the file beside it is longer than a file system takes. */
const longName = 'r'.repeat(250);

test.each<readonly [string, readonly string[]]>([
  ['drift', ['--output', longName]],
  ['drift', ['--report', `sarif=${longName}`]],
  ['drift', ['--history', 'history.ndjson', '--output', longName]],
  ['record', ['--output', longName]],
  ['record', ['--report', `sarif=${longName}`]],
  ['record', ['--check', '--output', longName]],
])('5: %s says so on stderr too, and where the journal is, though a report cannot be written: %j', async (command, more) => {
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

test('5: the journal of an interrupted run is damaged', async () => {
  const config = cloud.writeOneCheck();
  mkdirSync(dirname(stateFile()));
  writeFileSync(stateFile(), '{"format":1,');
  const result = await run(config);
  expect(reportOf(result)).toMatchObject({
    verdict: 'not-restored',
    night: { requests: 0, remarks: [expect.stringContaining('is damaged')] },
  });
  expect(cloud.asked).toEqual([]);
});

test('5: the assignment of an interrupted run is gone', async () => {
  const config = cloud.writeOneCheck();
  leaveJournal(cloud);
  cloud.emulator.tenant.clear();
  const result = await run(config, '--restore');
  expect(reportOf(result)).toMatchObject({
    verdict: 'not-restored',
    night: { updates: 0, remarks: [expect.stringContaining('it is gone')] },
  });
});

test('a run that was killed is mended by the next one, before anything else', async () => {
  const config = cloud.writeOneCheck();
  const mend = garbleUpdates(cloud.emulator);
  const child = startCli(args(config), { environment: cloud.environment });
  cloud.intercept = (request, response, pass) => {
    // The update is carried out, and its answer never comes.
    if (request.method === 'PATCH') {
      response.end = (() => {
        child.kill('SIGKILL');
        return response;
      }) as typeof response.end;
    }
    pass();
  };
  expect((await finished(child)).code).toBeNull();
  expect(isUnchanged()).toBe(false);
  mend();
  cloud.intercept = undefined;
  cloud.asked.length = 0;
  const result = await run(config);
  expect(methods()).toBe('GET PATCH GET GET PATCH GET');
  expect(result.code).toBe(0);
  expect(remarksIn(reportOf(result))).toContain('An interrupted run had left a journal.');
  expectClean(result);
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

test.each([
  ['has changed (target)', true, 3, 0, 'GET'],
  ['is in its earlier state', false, 0, 3, 'GET GET'],
])('a dry run beside the journal of an interrupted run says that its assignment %s', async (says, garbled, code, planned, asked) => {
  const config = cloud.writeOneCheck();
  leaveJournal(cloud);
  const [assignment] = cloud.emulator.tenant.all;
  if (garbled && assignment !== undefined) garble(cloud.emulator, assignment);
  const found = tenantState(cloud.emulator.tenant);
  const result = await run(config, '--dry-run');
  const report = reportOf(result);
  expect([result.code, report.night?.planned?.length ?? 0]).toEqual([code, planned]);
  expect(report.night?.remarks).toEqual([expect.stringContaining(`and its assignment ${says}`)]);
  expect(methods()).toBe(asked);
  expect([tenantState(cloud.emulator.tenant), hasJournal()]).toEqual([found, true]);
  expectNoIds(result);
});

test('a dry run beside a journal does not pass when its assignment cannot be looked at', async () => {
  const config = cloud.writeOneCheck();
  leaveJournal(cloud);
  cloud.intercept = (_request, response) => {
    response.writeHead(403, { 'content-type': 'application/json' }).end('{"error":{"code":"Forbidden","message":""}}');
  };
  const { code, stdout } = await run(config, '--dry-run');
  expect(code).toBe(3);
  expect(stdout).toContain('and its assignment could not be read (forbidden)');
});

test('without anything to put back, --restore sends nothing', async () => {
  const result = await run(cloud.writeOneCheck(), '--restore');
  expect(reportOf(result)).toMatchObject({ verdict: 'nothing-judged', night: { requests: 0 } });
  expect(cloud.asked).toEqual([]);
});

test('SIGINT ends the run at the next safe point: the assignment at hand is looked after', async () => {
  const child = startCli(args(cloud.writeConfig()), { environment: cloud.environment });
  let stopped = false;
  cloud.intercept = (request, _, pass) => {
    if (request.method !== 'PATCH' || stopped) {
      pass();
      return;
    }
    stopped = true;
    // The child has seen the signal when it has said so.
    child.stderr.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('next safe point')) pass();
    });
    child.kill('SIGINT');
  };
  const result = await finished(child);
  expect(reportOf(result).operations).toHaveLength(1);
  expect(methods()).toBe('GET GET PATCH GET GET');
  expect(result.code).toBe(3);
  expectClean(result);
});

test('3: SIGTERM before the update of the last check: that was not checked', async () => {
  const child = startCli(args(cloud.writeOneCheck()), { environment: cloud.environment });
  cloud.intercept = (_request, _, pass) => {
    child.stderr.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('next safe point')) pass();
    });
    child.kill('SIGTERM');
  };
  const result = await finished(child);
  expect(methods()).toBe('GET');
  expect(reportOf(result)).toMatchObject({
    verdict: 'inconclusive',
    night: { updates: 0, remarks: [expect.stringContaining('The run was stopped: ')] },
  });
  expect(result.code).toBe(3);
  expectClean(result);
});

test('a second signal stops at once, and leaves the journal to the next run', async () => {
  const config = cloud.writeOneCheck();
  const child = startCli(args(config), { environment: cloud.environment });
  cloud.intercept = (request, _, pass) => {
    if (request.method !== 'PATCH') {
      pass();
      return;
    }
    child.stderr.once('data', () => child.kill('SIGINT'));
    child.kill('SIGINT');
  };
  expect((await finished(child)).code).toBe(3);
  expect(hasJournal()).toBe(true);
  cloud.intercept = undefined;
  const next = await run(config);
  expect(next.code).toBe(0);
  expectClean(next);
});
