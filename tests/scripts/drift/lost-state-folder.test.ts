/** During an update the state folder or the folder of the recordings is removed or becomes read-only: the tenant is restored first. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ReadOnlyFolder } from '../../equipment/read-only-folder.js';
import { runCli, type CliResult } from '../../run-cli.js';
import { garbleUpdates } from './faulty-graph.js';
import { remarksIn, reportOf, useRunsOnCloud } from './runs-on-cloud.js';

const { cloud, args, run, stateFile, hasJournal, isUnchanged, methods, atFirst, expectMended } = useRunsOnCloud();

const stateFolder = (): string => dirname(stateFile());

function atFirstUpdate(act: () => void): void {
  atFirst('PATCH', (pass) => {
    act();
    pass();
  });
}

function runWithReadOnly(path: string, args: readonly string[]): Promise<CliResult> {
  const folder = new ReadOnlyFolder(path);
  atFirstUpdate(() => {
    folder.close();
  });
  // Such a run has a process of its own: its lock stays, and the next run takes it over only because that process has ended.
  return runCli(args, { cwd: cloud.folder, environment: { ...cloud.environment, ...folder.environment } });
}

function remove(): void {
  rmSync(stateFolder(), { recursive: true });
}

function replaceByFile(): void {
  remove();
  writeFileSync(stateFolder(), '');
}

async function expectNothingLeft(config: string): Promise<void> {
  await expectMended(config);
  expect(readdirSync(stateFolder()).filter((name) => !name.startsWith('journal.json.found'))).toEqual([]);
}

describe('the state folder becomes read-only', () => {
  const lock = /The lock \S+journal\.json\.lock cannot be removed \(EROFS\)/;

  test.each([
    ['that cannot be restored', Infinity, 5, 'not-restored', ' holds its ids and its earlier state: send PATCH '],
    ['that is restored', 1, 3, 'put-back', ' cannot be removed (EROFS)'],
    ['that is unchanged', 0, 3, 'unchanged', ' cannot be removed (EROFS)'],
  ])('an assignment %s', async (_, garbled, code, tenant, remark) => {
    const mend = garbleUpdates(cloud.emulator, garbled);
    const config = cloud.writeOneCheck();
    const result = await runWithReadOnly(stateFolder(), args(config));
    const report = reportOf(result);
    expect([result.code, report.operations?.[0]?.tenant, hasJournal()]).toEqual([code, tenant, true]);
    expect(remarksIn(report)).toContain(`${stateFile()}${remark}`);
    expect(remarksIn(report)).not.toMatch(/nothing is sent|was not read back/i);
    expect(result.stderr).toMatch(lock);
    if (code === 5) expect(result.stderr).toContain('could not be restored');
    else expect(isUnchanged()).toBe(true);
    mend();
    await expectNothingLeft(config);
  });

  test('while the journal stays, no other assignment is updated', async () => {
    const result = await runWithReadOnly(stateFolder(), args(cloud.writeConfig()));
    expect(reportOf(result).operations).toHaveLength(1);
    expect(methods().match(/PATCH/g)).toHaveLength(1);
    expect(result.code).toBe(3);
  });
});

describe('the folder of the recordings becomes read-only', () => {
  test.each([
    ['an assignment that cannot be restored', Infinity, 5, 'not-restored'],
    ['an assignment that is unchanged', 0, 2, 'cannot-run'],
  ])('%s', async (_, garbled, code, verdict) => {
    garbleUpdates(cloud.emulator, garbled);
    const into = join(cloud.folder, 'recorded');
    const result = await runWithReadOnly(into, ['record', ...args(cloud.writeOneCheck(), '--folder', into).slice(1)]);
    expect([result.code, reportOf(result).verdict, hasJournal()]).toEqual([code, verdict, code === 5]);
    expect(result.stderr).toContain(`The recordings in ${into} cannot be read or written (EROFS).`);
    expect(result.stderr).toMatch(/The lock \S+\.recording\.lock cannot be removed \(EROFS\)/);
    if (code === 5) expect(result.stderr).toContain(stateFile());
  });
});

describe('the state folder is removed', () => {
  test.each([
    ['that cannot be restored: the journal is written again', Infinity, 5, 'not-restored', true],
    ['that is restored', 1, 3, 'put-back', false],
    ['that is unchanged', 0, 0, 'unchanged', false],
  ])('an assignment %s', async (_, garbled, code, tenant, left) => {
    const mend = garbleUpdates(cloud.emulator, garbled);
    atFirstUpdate(remove);
    const config = cloud.writeOneCheck();
    const result = await run(config);
    const report = reportOf(result);
    expect([result.code, report.operations?.[0]?.tenant, hasJournal()]).toEqual([code, tenant, left]);
    expect(remarksIn(report).includes(`${stateFile()} holds its ids and its earlier state`)).toBe(left);
    expect(remarksIn(report)).not.toMatch(/nothing is sent|cannot be removed/i);
    mend();
    await expectNothingLeft(config);
  });

  test('and removed again: the advice of the report holds in the end', async () => {
    const mend = garbleUpdates(cloud.emulator);
    cloud.intercept = (request, _, pass) => {
      if (request.method === 'PATCH') rmSync(stateFolder(), { recursive: true, force: true });
      pass();
    };
    const config = cloud.writeOneCheck();
    const { code } = await run(config);
    expect([code, hasJournal()]).toEqual([5, true]);
    mend();
    await expectNothingLeft(config);
  });

  test('and the assignment cannot be read: the next run reads it first', async () => {
    atFirstUpdate(remove);
    const { intercept } = cloud;
    cloud.intercept = (request, response, pass) => {
      if (request.method === 'GET' && cloud.asked.length > 1) response.writeHead(503).end();
      else intercept?.(request, response, pass);
    };
    const config = cloud.writeOneCheck();
    const result = await run(config);
    expect([result.code, reportOf(result).operations?.[0]?.tenant, hasJournal()]).toEqual([3, 'not-proven', true]);
    await expectNothingLeft(config);
  });

  test('without its lock, no further assignment is updated', async () => {
    atFirstUpdate(remove);
    const result = await run(cloud.writeConfig());
    const report = reportOf(result);
    expect([result.code, report.operations?.length]).toEqual([3, 1]);
    expect(remarksIn(report)).toContain(`${stateFile()}.lock was removed during the run: 3 checks were not begun.`);
    expect(methods().match(/PATCH/g)).toHaveLength(1);
  });
});

describe('a file replaces the state folder', () => {
  test('an assignment that cannot be restored: the report names no file', async () => {
    garbleUpdates(cloud.emulator);
    atFirstUpdate(replaceByFile);
    const result = await run(cloud.writeOneCheck());
    const remarks = remarksIn(reportOf(result));
    expect(result.code).toBe(5);
    expect(remarks).toContain('no file holds the earlier state');
    expect(remarks).not.toMatch(/holds its ids|--restore|nothing is sent/i);
    expect(result.stderr).toContain('no file holds the earlier state');
  });

  test('an assignment that is unchanged', async () => {
    atFirstUpdate(replaceByFile);
    const result = await run(cloud.writeOneCheck());
    expect([result.code, reportOf(result).verdict]).toEqual([0, 'agrees']);
  });
});
