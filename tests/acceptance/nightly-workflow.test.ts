/** The workflow of the nightly check, step by step as GitHub runs it: with the built command, a cloud on loopback, a stub of GitHub's API and a bare repository. */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';
import { useLocalCloud } from '../equipment/local-cloud.js';
import { readWorkflow, scriptOf } from '../project/workflow-files.js';
import { useTemporaryFolder } from '../recordings/temporary-folder.js';
import { finished, type CliResult } from '../run-cli.js';
import { GitHubStub } from '../scripts/github/github-stub.js';

const { jobs } = readWorkflow('nightly-drift.yml');
const cloud = useLocalCloud();
const folder = useTemporaryFolder();
const github = new GitHubStub('graph-contracts-drift');
let api: string;
beforeAll(async () => {
  api = await github.listen();
});
afterAll(() => {
  github.close();
});

/** Runs a named step of a job in the workspace of that job. */
function runStep(job: string, step: string, workspace: string, environment: Readonly<Record<string, string>>): Promise<CliResult> {
  const script = scriptOf(jobs[job]?.steps ?? [], step);
  const env = { PATH: process.env['PATH'], RUNNER_TEMP: join(folder.path, 'temporary'), ...environment };
  return finished(spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], { cwd: workspace, env }));
}

/** A workspace into which the artifact of the job `build` was unpacked. */
function newWorkspace(name: string): string {
  const path = join(folder.path, name);
  mkdirSync(path, { recursive: true });
  symlinkSync(process.execPath, join(path, 'node'));
  symlinkSync(join(packageRoot, 'dist'), join(path, 'dist'));
  return path;
}

const origin = (): string => join(folder.path, 'server', 'an-owner', 'a-repository');

/** The exit code of each job after one night. @param own what differs from a night that works. */
async function night(
  number: number,
  own: Readonly<Record<string, string>> = {},
): Promise<{ drift: CliResult; seal: CliResult; issue: CliResult }> {
  const workspace = newWorkspace(`drift ${number}`);
  if (existsSync(join(origin(), 'refs/heads/drift-history')))
    execFileSync('sh', [
      '-c',
      'git -C "$0" show drift-history:drift.history.ndjson >"$1"',
      origin(),
      join(workspace, 'drift.history.ndjson'),
    ]);
  mkdirSync(join(folder.path, 'temporary'), { recursive: true });
  const config = readFileSync(cloud.writeOneCheck());
  const secrets = { DRIFT_CONFIG: config.toString('base64'), DRIFT_JOURNAL_KEY: 'a-made-up-key', ...cloud.environment, ...own };
  const drift = await runStep('drift', 'Nightly check', workspace, { ...secrets, GITHUB_STEP_SUMMARY: join(workspace, 'summary') });
  const seal = await runStep('drift', 'Seal the journal', workspace, secrets);

  const keeping = join(folder.path, `history ${number}`);
  cpSync(join(workspace, 'night'), join(keeping, 'nights', 'night-test-tenant'), { recursive: true });
  const repository = { GITHUB_SERVER_URL: `file://${join(folder.path, 'server')}`, GITHUB_REPOSITORY: 'an-owner/a-repository' };
  expect((await runStep('history', 'Keep the history', keeping, { ...repository, GITHUB_TOKEN: 'made-up', GITHUB_RUN_ID: '1' })).code).toBe(
    0,
  );

  const reporting = newWorkspace(`issue ${number}`);
  cpSync(join(workspace, 'night'), join(reporting, 'night'), { recursive: true });
  const given = { ...repository, GITHUB_API_URL: api, GITHUB_TOKEN: 'made-up', GITHUB_RUN_ID: String(number) };
  return { drift, seal, issue: await runStep('issue', 'Open, update or close the issue', reporting, given) };
}

test('a night that agrees, one whose secret is wrong, and one that agrees again', async () => {
  execFileSync('git', ['init', '--quiet', '--bare', origin()]);
  const first = await night(1);
  expect([first.drift.code, first.seal.code, first.issue.code]).toEqual([0, 0, 0]);
  expect(first.issue.stdout).toContain('::notice::Graph does what its pages say.');

  const second = await night(2, { AZURE_CLIENT_SECRET: 'another' });
  expect([second.drift.code, second.seal.code, second.issue.code]).toEqual([0, 0, 1]);
  expect(second.issue.stdout).toMatch(/^::error::Nothing has been proved since .+: sign-in refused \(unauthorized\), once\.$/m);
  expect(github.issues).toMatchObject([{ state: 'open', title: 'Nothing has been proved for too long' }]);

  const third = await night(3);
  expect([third.drift.code, third.seal.code, third.issue.code]).toEqual([0, 0, 0]);
  expect(github.issues).toMatchObject([{ state: 'closed' }]);

  const kept = execFileSync('git', ['-C', origin(), 'show', 'drift-history:drift.history.ndjson'], { encoding: 'utf8' });
  expect(kept.trimEnd().split('\n')).toHaveLength(3);
  const { tenantId, assignments } = cloud.config() as { tenantId: string; assignments: { policyId: string }[] };
  const published = [
    kept,
    JSON.stringify(github.issues),
    ...['drift.json', 'drift.md', 'drift.sarif', 'history.html'].map((name) =>
      readFileSync(join(folder.path, 'drift 3', 'night', name), 'utf8'),
    ),
  ];
  expect(published.filter((text) => text.includes(tenantId) || text.includes(assignments[0]?.policyId ?? 'none'))).toEqual([]);
});
