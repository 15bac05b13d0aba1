/** Probes through the command, against the local cloud. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from '../../../../recordings/traffic/input/list-files.js';
import type { Recording } from '../../../../recordings/traffic/recording.js';
import type { ProbeRecord } from '../../../../scripts/verdict/report.js';
import { assignmentsIn } from '../../../equipment/emulated-assignments.js';
import { finished, startCli, type CliResult } from '../../../run-cli.js';
import { expectValid } from '../../report/expect-valid.js';
import { garbleUpdates } from '../faulty-graph.js';
import { leaveJournal } from '../leave-journal.js';
import { reportOf, useRunsOnCloud } from '../runs-on-cloud.js';

const { cloud, args, run, hasJournal, isUnchanged, methods, atFirst, expectNoIds, expectClean } = useRunsOnCloud();

interface ConfigAssignment {
  readonly operation: string;
  readonly policyId: string;
  readonly assignmentId: string;
}

/** A configuration of two assignments, of which these are marked. */
function writeMarked(marked: readonly number[] = [0], changes: Readonly<Record<string, unknown>> = {}): string {
  const { assignments } = cloud.config() as { assignments: readonly ConfigAssignment[] };
  return cloud.writeConfig({
    assignments: assignments.map((one, index) => (marked.includes(index) ? { ...one, probe: true } : one)),
    ...changes,
  });
}

function folder(name = 'probe'): string {
  return join(cloud.folder, name);
}

function probe(config: string, ...more: readonly string[]): Promise<CliResult> {
  return run(config, '--probe', ...more);
}

function probeOf(result: CliResult): ProbeRecord {
  const found = reportOf(result).probe;
  if (found === undefined) throw new Error(`The report has no probe: ${result.stdout} ${result.stderr}`);
  return found;
}

function recordings(name?: string): Recording {
  return listFiles(folder(name)).flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as Recording);
}

test('0: one update of the marked assignment, in v1.0, which is read in both versions, recorded and left as it was', async () => {
  const result = await probe(writeMarked([1]));
  expect([result.code, methods()]).toEqual([0, 'GET GET PATCH GET GET']);
  const [, second] = (cloud.config() as { assignments: readonly ConfigAssignment[] }).assignments;
  for (const line of cloud.asked) expect(decodeURIComponent(line)).toContain(`/${second?.policyId}/assignments/${second?.assignmentId}`);
  expect(cloud.asked.find((line) => line.startsWith('PATCH'))).toContain('/v1.0/');
  expectClean(result);
  await expectValid.json(result.stdout);

  const shown = probeOf(result);
  expect(shown).toMatchObject({ operation: second?.operation, apiVersion: 'v1.0', routed: 'yes', origin: 'emulator', tenant: 'unchanged' });
  expect(shown.reads.map(({ apiVersion }) => apiVersion)).toEqual(['v1.0', 'beta']);
  const filters = shown.betaOnly.filter(({ pointer }) => pointer.includes('Filter'));
  expect(filters.map(({ shown: ways }) => ways)).toEqual([
    { 'v1.0': 'absent', beta: 'null' },
    { 'v1.0': 'absent', beta: 'none' },
  ]);
  expect(shown.day).toBe(new Date().toISOString().slice(0, 10));
  expect(result.stderr).toContain('Recorded 5 exchanges into probe:\n');

  const all = recordings();
  expect(all.map(({ method }) => method).sort()).toEqual(['GET', 'GET', 'GET', 'GET', 'PATCH']);
  expect(new Set(all.map(({ recorded }) => recorded.origin))).toEqual(new Set(['emulator']));
  const texts = listFiles(folder()).map((file) => readFileSync(file, 'utf8'));
  expectNoIds({ ...result, stdout: texts.join('') });
});

test('1: a finding that a second update would have to confirm', async () => {
  cloud.emulator.simulate = 'not-routed';
  const result = await probe(writeMarked());
  expect([result.code, methods()]).toEqual([1, 'GET GET PATCH GET GET']);
  expect(probeOf(result).routed).toBe('no');
  expectClean(result);
});

test('2: no assignment is marked: no sign-in, and nothing is sent', async () => {
  const config = writeMarked([]);
  const { code, stdout, stderr } = await probe(config);
  expect([code, stdout, cloud.asked, existsSync(folder())]).toEqual([2, '', [], false]);
  expect(stderr).toBe(
    `graph-contracts: The configuration ${config} marks no assignment for a probe, so nothing was sent. Add "probe": true to one of its assignments; choose a policy that is not in use.\n`,
  );
});

test('2: two assignments are marked, also for a run that is no probe', async () => {
  const { code, stderr } = await run(writeMarked([0, 1]));
  expect([code, cloud.asked]).toEqual([2, []]);
  expect(stderr).toMatch(/line \d+, assignments\[1\]\.probe: assignments\[0\] is marked for the probe already\./);
});

test('2: the folder holds an earlier probe, which is not replaced', async () => {
  const config = writeMarked();
  await probe(config, '--folder', 'mine');
  const before = JSON.stringify(recordings('mine'));
  cloud.asked.length = 0;
  const { code, stdout, stderr } = await probe(config, '--folder', 'mine');
  expect([code, stdout, cloud.asked, JSON.stringify(recordings('mine'))]).toEqual([2, '', [], before]);
  expect(stderr).toMatch(
    /^graph-contracts: mine already holds recordings: \S+ and \d+ more\. Give this probe another folder with --folder\.\n$/,
  );
});

test('2: nothing is sent if nothing could be recorded', async () => {
  writeFileSync(folder(), 'a file');
  const { code, stderr } = await probe(writeMarked());
  expect([code, cloud.asked]).toEqual([2, []]);
  expect(stderr).toContain('probe cannot be read or written');
});

test.each(['throttled', 'connection-lost'] as const)('3: %s: the update is sent once', async (simulate) => {
  cloud.emulator.simulate = simulate;
  const result = await probe(writeMarked());
  expect([result.code, methods().match(/PATCH/g)?.length]).toEqual([3, 1]);
  expect(probeOf(result).routed).toBe('unknown');
  expectClean(result);
});

test('3: the sign-in fails, so there is no probe', async () => {
  cloud.authority.claims = { ...cloud.authority.claims, roles: [] };
  const result = await probe(writeMarked());
  expect(reportOf(result)).toMatchObject({ exitCode: 3, inconclusive: [{ reason: 'forbidden' }] });
  expect([result.code, cloud.asked, existsSync(folder())]).toEqual([3, [], false]);
});

test('4: an assignment with a filter is not updated in v1.0; in beta it is', async () => {
  const [first] = assignmentsIn(cloud.emulator.tenant);
  const target = { ...first?.target, deviceAndAppManagementAssignmentFilterId: 'f', deviceAndAppManagementAssignmentFilterType: 'include' };
  cloud.intercept = ({ url = '', method }, response, pass) => {
    const isBeta = method === 'GET' && url.startsWith('/beta/');
    if (isBeta) response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id: first?.assignmentId, target }));
    else pass();
  };
  const result = await probe(writeMarked(), '--folder', 'refused');
  expect([result.code, methods()]).toEqual([4, 'GET GET']);
  const { answer, sentences } = probeOf(result);
  expect([answer, sentences[0]]).toEqual([undefined, expect.stringMatching(/^No PATCH was sent to the assignment of /)]);
  expect(recordings('refused')).toHaveLength(2);
  cloud.intercept = undefined;
  cloud.asked.length = 0;
  const beta = await probe(writeMarked([0], { apiVersions: ['beta'] }));
  expect([beta.code, methods(), probeOf(beta).apiVersion]).toEqual([0, 'GET PATCH GET', 'beta']);
  expectClean(beta);
});

test('5: an assignment that cannot be restored; later, a probe restores it before anything else', async () => {
  const mend = garbleUpdates(cloud.emulator);
  const config = writeMarked();
  const result = await probe(config);
  expect([result.code, hasJournal(), probeOf(result).tenant]).toEqual([5, true, 'not-restored']);
  expect(result.stderr).toContain('could not be restored');
  expect(recordings().length).toBeGreaterThan(5);
  expectNoIds(result);
  mend();
  cloud.asked.length = 0;
  const next = await probe(config, '--folder', 'next');
  expect(next.code).toBe(0);
  expect(methods()).toBe('GET GET PATCH GET GET GET GET PATCH GET GET');
  expectClean(next);
});

test('a probe that was killed is completed by the next one, into the same folder', async () => {
  const config = writeMarked();
  const mend = garbleUpdates(cloud.emulator);
  const child = startCli(args(config, '--probe'), { cwd: cloud.folder, environment: cloud.environment });
  atFirst('PATCH', (pass, { response }) => {
    // The update is carried out, and its response never arrives.
    response.end = (() => {
      child.kill('SIGKILL');
      return response;
    }) as typeof response.end;
    pass();
  });
  expect((await finished(child)).code).toBeNull();
  expect([isUnchanged(), hasJournal()]).toEqual([false, true]);
  mend();
  cloud.intercept = undefined;
  const result = await probe(config);
  expect([result.code, recordings().length]).toEqual([0, 5]);
  expectClean(result);
});

test('the journal of another assignment is restored first', async () => {
  const config = writeMarked([1]);
  leaveJournal(cloud);
  const result = await probe(config);
  expect([result.code, hasJournal()]).toEqual([0, false]);
  expectClean(result);
});

test.each([
  ['--dry-run', "option '--probe' cannot be used with option '--dry-run'"],
  ['--restore', "option '--probe' cannot be used with option '--restore'"],
  ['--seal', "option '--seal' cannot be used with option '--probe'"],
  ['--unseal', "option '--unseal' cannot be used with option '--probe'"],
])('2: --probe with %s', async (option, message) => {
  const { code, stderr } = await probe(writeMarked(), option);
  expect([code, cloud.asked]).toEqual([2, []]);
  expect(stderr).toContain(message);
});

test.each([['--baseline'], ['--history']])('2: --probe with %s', async (option) => {
  mkdirSync(folder('empty'));
  const { code, stderr } = await probe(writeMarked(), option, folder('empty/file.json'));
  expect([code, stderr]).toEqual([2, expect.stringContaining(`option '--probe' cannot be used with option '${option}`)]);
});

test('2: --folder without --probe', async () => {
  const { code, stderr } = await run(writeMarked(), '--folder', 'mine');
  expect([code, stderr]).toEqual([2, "graph-contracts: option '--folder' cannot be used without option '--probe'\n"]);
});
