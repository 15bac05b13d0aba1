import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import type { HistoryLine } from '../../../scripts/history/history-line.js';
import { useTemporaryFolder } from '../../recordings/temporary-folder.js';
import { runScript, type CliResult } from '../../run-cli.js';
import { compliance, configuration, linesOf, textOf } from '../history/history-lines.js';
import { GitHubStub } from './github-stub.js';

const label = 'graph-contracts-drift';

const folder = useTemporaryFolder();
let github: GitHubStub;
let api: string;
beforeEach(async () => {
  github = new GitHubStub(label);
  api = await github.listen();
});
afterEach(() => {
  github.close();
});

/** Runs the script as the workflow does. @param fingerprints of the findings; without a report if undefined. */
function afterRun(
  exitCode: number | string,
  fingerprints?: readonly string[],
  token = 'made-up',
  verdict = 'x',
  own: Readonly<Record<string, string>> = {},
): Promise<CliResult> {
  if (fingerprints !== undefined) {
    const findings = fingerprints.map((fingerprint) => ({ fingerprint, severity: 'breaking' }));
    folder.write('drift.json', JSON.stringify({ verdict, findings }));
    folder.write('drift.md', `## The report\n${'|'.repeat(70_000)}`);
  }
  const files = [...(fingerprints === undefined ? ['nowhere.json', 'nowhere.md'] : ['drift.json', 'drift.md']), 'drift.history.ndjson'].map(
    (name) => join(folder.path, name),
  );
  const environment = {
    EXIT_CODE: String(exitCode),
    GITHUB_API_URL: api,
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_REPOSITORY: 'an-owner/a-repository',
    GITHUB_RUN_ID: '7',
    GITHUB_TOKEN: token,
    ...own,
  };
  return runScript(join(packageRoot, 'dist/scripts/github/drift-issue.js'), files, { environment });
}

test('drift opens one issue, other drift adds a comment, and a run that agrees closes it', async () => {
  expect((await afterRun(1, ['a', 'b'])).code).toBe(1);
  expect(github.issues).toHaveLength(1);
  expect(github.issues[0]).toMatchObject({ state: 'open', labels: [label], comments: [] });
  expect(github.issues[0]?.title).toBe('Graph no longer does what its pages say (2 findings)');
  expect(github.issues[0]?.body).toContain('https://github.example/an-owner/a-repository/actions/runs/7');
  expect(github.issues[0]?.body.length).toBeLessThan(65_536);

  await afterRun(1, ['b', 'a']);
  expect(github.issues.map(({ comments }) => comments)).toEqual([[]]);
  await afterRun(1, ['a']);
  expect(github.issues).toHaveLength(1);
  expect(github.issues[0]?.comments).toHaveLength(1);
  expect(github.issues[0]?.title).toBe('Graph no longer does what its pages say (1 finding)');

  expect((await afterRun(0, [])).code).toBe(0);
  expect(github.issues[0]).toMatchObject({ state: 'closed' });
  await afterRun(1, ['a']);
  expect(github.issues.map(({ state }) => state)).toEqual(['closed', 'open']);
});

test.each([
  { exitCode: 2, code: 1, says: '::error::The nightly check could not run' },
  { exitCode: 3, code: 0, says: '::warning::The nightly check is inconclusive' },
  { exitCode: 4, code: 1, says: '::error::A tenant-safety rule refused' },
  { exitCode: '', code: 1, says: '::error::The nightly check could not run' },
])('a run with exit code "$exitCode" neither opens nor closes', async ({ exitCode, code, says }) => {
  expect(await afterRun(exitCode)).toMatchObject({ code, stdout: expect.stringContaining(says) as string });
  expect(github.issues).toEqual([]);
  await afterRun(1, ['a']);
  const before = JSON.stringify(github.issues);
  await afterRun(exitCode, []);
  expect(JSON.stringify(github.issues)).toBe(before);
});

test('a run that judged nothing closes no issue', async () => {
  await afterRun(1, ['a']);
  const { code, stdout } = await afterRun(0, [], 'made-up', 'nothing-judged');
  expect([code, stdout]).toEqual([0, '::notice::Nothing was judged.\nThe issue was not changed.\n']);
  expect(github.issues[0]).toMatchObject({ state: 'open', comments: [] });
});

test('a tenant that was not restored adds a comment for each run, with or without a report', async () => {
  const { code, stdout } = await afterRun(5);
  expect(code).toBe(1);
  expect(stdout).toContain('::error title=THE TENANT WAS NOT RESTORED::');
  expect(github.issues[0]?.title).toBe('The tenant could not be restored: act now');
  expect(github.issues[0]?.body).toContain('> [!CAUTION]');
  await afterRun(5);
  expect(github.issues).toHaveLength(1);
  expect(github.issues[0]?.comments).toHaveLength(1);
});

test('another issue with the same label is not changed', async () => {
  github.issues.push({ number: 1, title: 'x', body: 'not ours', state: 'open', labels: [label], comments: [] });
  await afterRun(0, []);
  expect(github.issues[0]).toMatchObject({ state: 'open', comments: [] });
});

test('a refusal of GitHub fails the job, without the token', async () => {
  const { code, stdout, stderr } = await afterRun(1, ['a'], 'wrong');
  expect(code).toBe(1);
  expect(stdout).toContain('::error::GitHub answers 401 to GET issues. GITHUB_TOKEN must be the token of this job.\n');
  expect(stdout + stderr).not.toContain('wrong');
});

const grant = ' The job needs "issues: write".';
const later = ' Run this job again later.';

test.each<{ status: number; headers?: Record<string, string>; next: string }>([
  { status: 403, headers: { 'x-ratelimit-remaining': '17' }, next: grant },
  { status: 404, next: grant },
  { status: 403, headers: { 'x-ratelimit-remaining': '0' }, next: later },
  { status: 403, headers: { 'retry-after': '60' }, next: later },
  { status: 429, next: later },
  { status: 500, next: later },
  { status: 503, next: later },
  { status: 410, next: ' Enable issues in the repository.' },
  { status: 400, next: '' },
])('the next step after $status, with $headers', async ({ status, headers = {}, next }) => {
  github.refusal = { status, headers };
  const { code, stdout } = await afterRun(1, ['a']);
  expect(code).toBe(1);
  expect(stdout).toContain(`::error::GitHub answers ${status} to GET issues.${next}\n`);
});

describe('runs that prove nothing', () => {
  const inconclusive = { reasons: ['throttled'] };
  const streak = 'Nothing has been proved since 1 November 2026: throttled, 3 runs in a row.';

  async function afterRuns(verdicts: string, own: Partial<HistoryLine> = inconclusive, environment = {}): Promise<CliResult> {
    folder.write('drift.history.ndjson', textOf(linesOf(verdicts, own)));
    return afterRun(3, [], 'made-up', 'inconclusive', environment);
  }

  test('fail and open one issue from the third on, and a run that agrees closes it', async () => {
    expect((await afterRuns('aii')).code).toBe(0);
    expect(github.issues).toEqual([]);
    const third = await afterRuns('aiii');
    expect(third).toMatchObject({ code: 1, stdout: expect.stringContaining(`::error::${streak}\nThe issue was opened.\n`) as string });
    expect(github.issues[0]?.title).toBe('Nothing has been proved for too long');
    expect(github.issues[0]?.body).toContain(`> [!WARNING]\n> ${streak}\n`);
    expect((await afterRuns('aiiii')).stdout).toContain('The issue was updated.');
    expect(github.issues[0]?.body).toContain('throttled, 4 runs in a row.');
    expect(github.issues[0]?.comments).toEqual([]);
    await afterRun(0, []);
    expect(github.issues).toMatchObject([{ state: 'closed' }]);
  });

  test('fail at once if the sign-in was refused', async () => {
    const { code, stdout } = await afterRuns('i', { reasons: ['unauthorized'], notSignedIn: true });
    expect([code, stdout]).toEqual([1, expect.stringContaining('sign-in refused (unauthorized), once.\nThe issue was opened.')]);
  });

  test('fail after another number of runs, if the workflow names one', async () => {
    expect((await afterRuns('ai', inconclusive, { DRIFT_FAIL_AFTER: '1' })).code).toBe(1);
    expect((await afterRuns('aiii', inconclusive, { DRIFT_FAIL_AFTER: '4' })).code).toBe(0);
  });

  test('leave the findings of the issue in it, and tell its watchers once', async () => {
    await afterRun(1, ['a', 'b']);
    const found = github.issues[0]?.body ?? '';
    await afterRuns('diii');
    await afterRuns('diiii');
    expect(github.issues).toHaveLength(1);
    expect(github.issues[0]?.body.endsWith(found)).toBe(true);
    expect(github.issues[0]?.body.match(/WARNING/g)).toHaveLength(1);
    expect(github.issues[0]?.comments).toEqual([expect.stringContaining('Nothing has been proved for too long')]);
    folder.write('drift.history.ndjson', textOf(linesOf('diiiid')));
    await afterRun(1, ['a', 'b']);
    expect(github.issues[0]?.body).toBe(found);
    expect(github.issues[0]?.comments).toHaveLength(1);
  });

  test('are named beside the findings of other operations', async () => {
    folder.write('drift.history.ndjson', textOf([...linesOf('aiii', inconclusive), ...linesOf('dddd', { operation: compliance })]));
    await afterRun(1, ['a']);
    expect(github.issues[0]?.title).toBe('Graph no longer does what its pages say (1 finding)');
    expect(github.issues[0]?.body).toContain(`> Nothing has been proved about ${configuration} v1.0 since 1 November 2026`);
  });

  test('say nothing to the runner, whatever their history holds', async () => {
    const { stdout } = await afterRuns('iii', { reasons: ['x\n::set-output name=a::b'] });
    expect(stdout).not.toMatch(/^::set-output/m);
    expect(github.issues[0]?.body).not.toMatch(/^::set-output/m);
  });
});

test('each tenant has an issue of its own', async () => {
  const ofTenant = (tenant: string, exitCode: number, fingerprints: readonly string[]): Promise<CliResult> =>
    afterRun(exitCode, fingerprints, 'made-up', 'x', { TENANT: tenant });
  await afterRun(1, ['a']);
  await ofTenant('contoso-2', 1, ['a']);
  await ofTenant('contoso', 1, ['b']);
  expect(github.issues.map(({ title }) => title)).toEqual([
    'Graph no longer does what its pages say (1 finding)',
    'Graph no longer does what its pages say in contoso-2 (1 finding)',
    'Graph no longer does what its pages say in contoso (1 finding)',
  ]);
  await ofTenant('contoso', 0, []);
  await afterRun(0, []);
  expect(github.issues.map(({ state }) => state)).toEqual(['closed', 'open', 'closed']);
  folder.write('drift.history.ndjson', textOf([...linesOf('aiii', { tenant: 'contoso-2' }), ...linesOf('aiii', { tenant: 'other' })]));
  expect((await ofTenant('contoso', 3, [])).code).toBe(0);
  expect((await ofTenant('contoso-2', 3, [])).code).toBe(1);
  expect(github.issues[1]?.title).toBe('Nothing has been proved for too long (contoso-2)');
});
