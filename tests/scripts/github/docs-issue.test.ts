import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import { useTemporaryFolder } from '../../recordings/temporary-folder.js';
import { runScript, type CliResult } from '../../run-cli.js';
import { GitHubStub } from './github-stub.js';

const label = 'graph-contracts-docs';

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

/** Runs the script as the workflow does. */
function afterRun(exitCode: number | string, fingerprints: readonly string[]): Promise<CliResult> {
  const findings = fingerprints.map((fingerprint) => ({ fingerprint, severity: 'additive' }));
  folder.write('docs.json', JSON.stringify({ verdict: 'x', findings }));
  folder.write('docs.md', '## The report');
  const environment = {
    EXIT_CODE: String(exitCode),
    GITHUB_API_URL: api,
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_REPOSITORY: 'an-owner/a-repository',
    GITHUB_RUN_ID: '7',
    GITHUB_TOKEN: 'made-up',
  };
  const files = ['docs.json', 'docs.md'].map((name) => join(folder.path, name));
  return runScript(join(packageRoot, 'dist/scripts/github/docs-issue.js'), files, { environment });
}

test('changed pages open one issue, another change updates it, and pages that agree close it', async () => {
  github.issues.push({
    number: 1,
    title: 'x',
    body: '<!-- graph-contracts drift exit=1 -->',
    state: 'open',
    labels: ['graph-contracts-drift'],
    comments: [],
  });
  expect((await afterRun(1, ['a'])).code).toBe(1);
  expect(github.issues[1]).toMatchObject({
    title: "Microsoft's pages have changed (1 finding)",
    state: 'open',
    labels: [label],
    comments: [],
  });
  expect(github.issues[1]?.body).toContain('## The report');
  await afterRun(1, ['a']);
  expect(github.issues[1]?.comments).toEqual([]);
  await afterRun(1, ['a', 'b']);
  expect(github.issues).toHaveLength(2);
  expect(github.issues[1]).toMatchObject({
    title: "Microsoft's pages have changed (2 findings)",
    comments: [expect.stringContaining('2 findings')],
  });

  expect(await afterRun(0, [])).toMatchObject({
    code: 0,
    stdout: "::notice::Microsoft's pages say what ours say.\nThe issue was closed.\n",
  });
  expect(github.issues.map(({ state }) => state)).toEqual(['open', 'closed']);
});

test.each([2, 4, ''])('pages that could not be compared (exit code "%s") fail the job, and change no issue', async (exitCode) => {
  const { code, stdout } = await afterRun(exitCode, []);
  expect(code).toBe(1);
  expect(stdout).toContain('::error::The pages could not be compared: see the log of the job "compare".');
  expect(github.issues).toEqual([]);
});
