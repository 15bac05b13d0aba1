/** The token expires during a run, the limit of requests is reached, or the history cannot be written. */
import { localTenantId } from '../../equipment/local-authority.js';
import { testWith } from '../../equipment/needs-tool.js';
import { runCli, type CliResult } from '../../run-cli.js';
import type { Report } from '../../../scripts/verdict/report.js';
import { garbleUpdates } from './faulty-graph.js';
import { remarksIn, reportOf, useRunsOnCloud } from './runs-on-cloud.js';
import { assignmentsIn } from '../../equipment/emulated-assignments.js';

const { cloud, stateFile, hasJournal, isUnchanged, methods, expectMended } = useRunsOnCloud();

async function run(config: string, ...more: string[]): Promise<CliResult & { report: Report }> {
  const result = await runCli(['drift', '--config', config, '--format', 'json', ...more], { environment: cloud.environment });
  return { ...result, report: reportOf(result) };
}

/** Calls `act` before a request is answered. Requests count from 1. */
function before(number: number, act: () => void): void {
  cloud.intercept = (_request, _response, pass) => {
    if (cloud.asked.length === number) act();
    pass();
  };
}

test.each([
  [1, 0, 'GET GET PATCH GET', 0, 'unchanged'],
  [2, 0, 'GET PATCH PATCH GET', 0, 'unchanged'],
  [3, 0, 'GET PATCH GET GET', 0, 'unchanged'],
  [5, 2, 'GET PATCH GET PATCH GET GET GET PATCH GET', 1, 'put-back'],
  [7, 2, 'GET PATCH GET PATCH GET GET PATCH PATCH GET', 1, 'put-back'],
  [8, 2, 'GET PATCH GET PATCH GET GET PATCH GET GET', 1, 'put-back'],
])(
  'a token that expires before request %i, when Graph garbles %i updates: a new one is fetched',
  async (at, garbled, sent, code, tenant) => {
    garbleUpdates(cloud.emulator, garbled);
    before(at, () => {
      cloud.authority.revoke();
    });
    const result = await run(cloud.writeOneCheck());
    expect([methods(), cloud.authority.asked.length]).toEqual([sent, 2]);
    expect([result.code, result.report.operations?.[0]?.tenant]).toEqual([code, tenant]);
    expect([isUnchanged(), hasJournal()]).toEqual([true, false]);
  },
);

test.each([
  [1, 0, 3, 'not-touched', false],
  [2, 0, 3, 'not-proven', true],
  [3, 0, 3, 'not-proven', true],
  [4, 2, 5, 'not-restored', true],
  [7, 2, 5, 'not-restored', true],
])(
  'a token that expires before request %i, when Graph garbles %i updates, and there is no new one: the next run restores the tenant',
  async (at, garbled, code, tenant, left) => {
    const mend = garbleUpdates(cloud.emulator, garbled);
    before(at, () => {
      cloud.authority.revoke();
      cloud.authority.refusal = { status: 401, code: 7000215, error: 'invalid_client' };
    });
    const config = cloud.writeOneCheck();
    const result = await run(config, '--budget', '0');
    expect([result.code, result.report.operations?.[0]?.tenant, hasJournal()]).toEqual([code, tenant, left]);
    if (code === 3) expect(isUnchanged()).toBe(true);

    cloud.authority.refusal = undefined;
    mend();
    await expectMended(config);
  },
);

test.each([
  [1, 1, false],
  [2, 2, true],
  [3, 3, true],
])(
  'a token that expires before request %i, and the new one is for another tenant: the report counts the sent requests, and the next run restores the tenant first',
  async (at, sent, left) => {
    before(at, () => {
      cloud.authority.revoke();
      cloud.authority.claims = { ...cloud.authority.claims, tid: '00000000-0000-4000-8000-00000000eeee' };
    });
    const config = cloud.writeOneCheck();
    const { code, report } = await run(config);
    const remarks = remarksIn(report);
    expect([code, report.night?.requests, cloud.asked.length, hasJournal()]).toEqual([4, sent, sent, left]);
    expect(remarks).toContain('The token is for another tenant than the configured one, so it is not used.');
    expect(remarks).not.toContain('nothing was sent');
    const advice = `was being updated when the run stopped early, and was not read back. The file ${stateFile()}`;
    expect([remarks.includes(advice), remarks.includes('drift --restore')]).toEqual([left, left]);

    cloud.authority.claims = { ...cloud.authority.claims, tid: localTenantId };
    await expectMended(config);
  },
);

test('the limit of requests ends a run before the next assignment', async () => {
  const assignments = assignmentsIn(cloud.emulator.tenant).map(({ operation, policyId, assignmentId }) => ({
    operation,
    policyId,
    assignmentId,
  }));
  const result = await run(cloud.writeConfig({ assignments, limits: { requests: 80 } }));
  expect(result.code).toBe(3);
  expect(remarksIn(result.report)).toMatch(
    /The run has sent 4\d of 80 requests, and reserves the rest for restoring the tenant: \d+ checks were not begun\./,
  );
  expect(new Set(result.report.operations?.map(({ tenant, verdict }) => `${tenant} ${verdict}`))).toEqual(new Set(['unchanged agrees']));
  expect([isUnchanged(), hasJournal()]).toEqual([true, false]);
});

const fullDevice = '/dev/full';

testWith(fullDevice)('a history that cannot be written does not hide that the tenant could not be restored', async () => {
  garbleUpdates(cloud.emulator, 100);
  const config = cloud.writeOneCheck();
  const result = await run(config, '--history', fullDevice);
  expect([result.code, result.report.verdict, hasJournal()]).toEqual([5, 'not-restored', true]);
  expect(result.stderr).toContain(`${fullDevice}: the history cannot be written (ENOSPC).`);
  expect(remarksIn(result.report)).toContain('drift --restore');
});
