/** Runs that a kill or a signal interrupts, and runs after them. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { finished, startCli, type CliResult } from '../../run-cli.js';
import { garble, garbleUpdates, tenantState } from './faulty-graph.js';
import { leaveJournal } from './leave-journal.js';
import { remarksIn, reportOf, useRunsOnCloud } from './runs-on-cloud.js';
import { assignmentsIn } from '../../equipment/emulated-assignments.js';

const { cloud, args, run, stateFile, hasJournal, isUnchanged, methods, atFirst, expectNoIds, expectClean } = useRunsOnCloud();

test.each<readonly [string, Readonly<Record<string, unknown>>]>([
  ['another tenant', { tenant: 'https://graph.microsoft.com another' }],
  ['an assignment that is no longer configured', { policyId: 'gone' }],
])('4: the journal is about %s', async (_, changes) => {
  const config = cloud.writeOneCheck();
  const file = leaveJournal(cloud, changes);
  const result = await run(config);
  expect(reportOf(result)).toMatchObject({ verdict: 'refused', night: { remarks: [expect.stringContaining(file)] } });
  expect(cloud.asked).toEqual([]);
  expect(existsSync(file)).toBe(true);
});

test('5: the journal is damaged', async () => {
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

test('5: the assignment of the journal is gone', async () => {
  const config = cloud.writeOneCheck();
  leaveJournal(cloud);
  cloud.emulator.tenant.clear();
  const result = await run(config, '--restore');
  expect(reportOf(result)).toMatchObject({
    verdict: 'not-restored',
    night: { updates: 0, remarks: [expect.stringContaining('it is gone')] },
  });
});

test('a run that was killed is completed by the next one, before anything else', async () => {
  const config = cloud.writeOneCheck();
  const mend = garbleUpdates(cloud.emulator);
  const child = startCli(args(config), { environment: cloud.environment });
  atFirst('PATCH', (pass, { response }) => {
    // The update is carried out, and its response never arrives.
    response.end = (() => {
      child.kill('SIGKILL');
      return response;
    }) as typeof response.end;
    pass();
  });
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

test.each([
  ['has changed (target)', true, 3, 0, 'GET'],
  ['is in its earlier state', false, 0, 3, 'GET GET'],
])('a dry run beside a journal remarks that the assignment %s', async (state, garbled, code, planned, sent) => {
  const config = cloud.writeOneCheck();
  leaveJournal(cloud);
  const [assignment] = assignmentsIn(cloud.emulator.tenant);
  if (garbled && assignment !== undefined) garble(cloud.emulator, assignment);
  const found = tenantState(cloud.emulator.tenant);
  const result = await run(config, '--dry-run');
  const report = reportOf(result);
  expect([result.code, report.night?.planned?.length ?? 0]).toEqual([code, planned]);
  const estimate = planned === 0 ? [] : ['A run sends 3 requests, 1 update among them, and takes less than a minute.'];
  expect(report.night?.remarks).toEqual([expect.stringContaining(`and its assignment ${state}`), ...estimate]);
  expect(methods()).toBe(sent);
  expect([tenantState(cloud.emulator.tenant), hasJournal()]).toEqual([found, true]);
  expectNoIds(result);
});

test('a dry run beside a journal does not pass if its assignment cannot be read', async () => {
  const config = cloud.writeOneCheck();
  leaveJournal(cloud);
  cloud.intercept = (_request, response) => {
    response.writeHead(403, { 'content-type': 'application/json' }).end('{"error":{"code":"Forbidden","message":""}}');
  };
  const { code, stdout } = await run(config, '--dry-run');
  expect(code).toBe(3);
  expect(stdout).toContain('and its assignment could not be read (forbidden)');
});

describe('a signal', () => {
  /** Sends a signal at the first request of a method, and lets that pass once the command has acknowledged the signal. */
  function signalAt(method: string, signal: NodeJS.Signals, config: string): Promise<CliResult> {
    const child = startCli(args(config), { environment: cloud.environment });
    atFirst(method, (pass) => {
      child.stderr.on('data', (chunk: Buffer) => {
        if (chunk.toString().includes('next safe point')) pass();
      });
      child.kill(signal);
    });
    return finished(child);
  }

  test('SIGINT during an update ends the run after the read-back', async () => {
    const result = await signalAt('PATCH', 'SIGINT', cloud.writeConfig());
    expect(reportOf(result).operations).toHaveLength(1);
    expect(methods()).toBe('GET GET PATCH GET GET');
    expect(result.code).toBe(3);
    expectClean(result);
  });

  test('SIGTERM before the update of the last check leaves that inconclusive', async () => {
    const result = await signalAt('GET', 'SIGTERM', cloud.writeOneCheck());
    expect(methods()).toBe('GET');
    expect(reportOf(result)).toMatchObject({
      verdict: 'inconclusive',
      night: { updates: 0, remarks: [expect.stringContaining('The run was stopped: ')] },
    });
    expect(result.code).toBe(3);
    expectClean(result);
  });

  test('a second one stops at once, and leaves the journal to the next run', async () => {
    const config = cloud.writeOneCheck();
    const child = startCli(args(config), { environment: cloud.environment });
    atFirst('PATCH', () => {
      child.stderr.once('data', () => child.kill('SIGINT'));
      child.kill('SIGINT');
    });
    expect((await finished(child)).code).toBe(3);
    expect(hasJournal()).toBe(true);
    cloud.intercept = undefined;
    const next = await run(config);
    expect(next.code).toBe(0);
    expectClean(next);
  });
});
