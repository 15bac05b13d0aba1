import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';
import { runScript, type CliResult } from '../../run-cli.js';

interface Issue {
  number: number;
  title: string;
  body: string;
  state: string;
  labels: readonly string[];
  comments: string[];
}

/** As much of GitHub as the nightly workflow needs, on loopback. */
class SmallGitHub {
  readonly issues: Issue[] = [];
  readonly labels: string[] = [];
  /** What it answers to everything; unless told, it does as GitHub does. */
  refusal?: { readonly status: number; readonly headers: Readonly<Record<string, string>> };
  private readonly server: Server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const [status, body] =
        request.headers.authorization === 'Bearer made-up'
          ? this.answer(
              request.method ?? '',
              new URL(request.url ?? '', 'http://x'),
              text === '' ? {} : (JSON.parse(text) as Partial<Issue>),
            )
          : ([401, {}] as const);
      response
        .writeHead(this.refusal?.status ?? status, { 'content-type': 'application/json', ...this.refusal?.headers })
        .end(JSON.stringify(body));
    });
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private answer(method: string, { pathname, searchParams }: URL, sent: Partial<Issue> & { name?: string }): readonly [number, unknown] {
    const [, , owner, name, thing, number, comments] = pathname.split('/');
    if (owner !== 'an-owner' || name !== 'a-repository') return [404, {}];
    if (thing === 'labels' && method === 'POST') {
      if (this.labels.includes(sent.name ?? '')) return [422, {}];
      this.labels.push(sent.name ?? '');
      return [201, {}];
    }
    if (thing !== 'issues') return [404, {}];
    if (number === undefined && method === 'GET') {
      const label = searchParams.get('labels') ?? '';
      return [200, this.issues.filter(({ state, labels }) => state === searchParams.get('state') && labels.includes(label))];
    }
    if (number === undefined) {
      const { title = '', body = '', labels = [] } = sent;
      this.issues.push({ number: this.issues.length + 1, title, body, state: 'open', labels, comments: [] });
      return [201, this.issues.at(-1)];
    }
    const issue = this.issues[Number(number) - 1];
    if (issue === undefined) return [404, {}];
    if (comments === 'comments') issue.comments.push(sent.body ?? '');
    else Object.assign(issue, sent);
    return [200, issue];
  }
}

const folder = new TemporaryFolder();
let github: SmallGitHub;
let api: string;
beforeEach(async () => {
  github = new SmallGitHub();
  api = await github.listen();
});
afterEach(() => {
  github.close();
});
afterAll(() => {
  folder.remove();
});

/** Tells a night as the workflow does. @param fingerprints of its findings; none for a night that could not report. */
function tell(exitCode: number | string, fingerprints?: readonly string[], token = 'made-up', verdict = 'x'): Promise<CliResult> {
  const json = join(folder.path, 'drift.json');
  const markdown = join(folder.path, 'drift.md');
  if (fingerprints !== undefined) {
    folder.write(
      'drift.json',
      JSON.stringify({ verdict, findings: fingerprints.map((fingerprint) => ({ fingerprint, severity: 'breaking' })) }),
    );
    folder.write('drift.md', `## The night\n${'|'.repeat(70_000)}`);
  }
  const files = fingerprints === undefined ? ['nowhere.json', 'nowhere.md'] : [json, markdown];
  const environment = {
    EXIT_CODE: String(exitCode),
    GITHUB_API_URL: api,
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_REPOSITORY: 'an-owner/a-repository',
    GITHUB_RUN_ID: '7',
    GITHUB_TOKEN: token,
  };
  return runScript(join(packageRoot, 'dist/scripts/github/drift-issue.js'), files, { environment });
}

test('drift opens one issue, the same drift adds no word, other drift a comment, and a night that agrees closes it', async () => {
  expect((await tell(1, ['a', 'b'])).code).toBe(1);
  expect(github.issues).toHaveLength(1);
  expect(github.issues[0]).toMatchObject({ state: 'open', labels: ['graph-contracts-drift'], comments: [] });
  expect(github.issues[0]?.title).toBe('Graph no longer does what its pages say (2 findings)');
  expect(github.issues[0]?.body).toContain('https://github.example/an-owner/a-repository/actions/runs/7');
  expect(github.issues[0]?.body.length).toBeLessThan(65_536);

  await tell(1, ['b', 'a']);
  expect(github.issues.map(({ comments }) => comments)).toEqual([[]]);
  await tell(1, ['a']);
  expect(github.issues).toHaveLength(1);
  expect(github.issues[0]?.comments).toHaveLength(1);
  expect(github.issues[0]?.title).toBe('Graph no longer does what its pages say (1 finding)');

  expect((await tell(0, [])).code).toBe(0);
  expect(github.issues[0]).toMatchObject({ state: 'closed' });
  await tell(1, ['a']);
  expect(github.issues.map(({ state }) => state)).toEqual(['closed', 'open']);
});

test.each([
  { exitCode: 2, code: 1, says: '::error::The night could not run' },
  { exitCode: 3, code: 0, says: '::warning::The night is inconclusive' },
  { exitCode: 4, code: 1, says: '::error::The night was refused' },
  { exitCode: '', code: 1, says: '::error::The night could not run' },
])('a night with exit code "$exitCode" neither opens nor closes', async ({ exitCode, code, says }) => {
  expect(await tell(exitCode)).toMatchObject({ code, stdout: expect.stringContaining(says) as string });
  expect(github.issues).toEqual([]);
  await tell(1, ['a']);
  const before = JSON.stringify(github.issues);
  await tell(exitCode, []);
  expect(JSON.stringify(github.issues)).toBe(before);
});

test('a run that judged nothing closes no issue', async () => {
  await tell(1, ['a']);
  const { code, stdout } = await tell(0, [], 'made-up', 'nothing-judged');
  expect([code, stdout]).toEqual([0, '::notice::Nothing was judged.\nThe issue was left as it is.\n']);
  expect(github.issues[0]).toMatchObject({ state: 'open', comments: [] });
});

test('a tenant that was not put back is told each night, with or without a report', async () => {
  const { code, stdout } = await tell(5);
  expect(code).toBe(1);
  expect(stdout).toContain('::error title=THE TENANT WAS NOT PUT BACK::');
  expect(github.issues[0]?.title).toBe('The tenant could not be put back: act now');
  expect(github.issues[0]?.body).toContain('> [!CAUTION]');
  await tell(5);
  expect(github.issues).toHaveLength(1);
  expect(github.issues[0]?.comments).toHaveLength(1);
});

test('an issue of somebody else with the same label is left alone', async () => {
  github.issues.push({ number: 1, title: 'x', body: 'not ours', state: 'open', labels: ['graph-contracts-drift'], comments: [] });
  await tell(0, []);
  expect(github.issues[0]).toMatchObject({ state: 'open', comments: [] });
});

test('what GitHub refuses fails the job, without the token', async () => {
  const { code, stdout, stderr } = await tell(1, ['a'], 'wrong');
  expect(code).toBe(1);
  expect(stdout).toContain('::error::GitHub answers 401 to GET issues. GITHUB_TOKEN has to be the token of this job.\n');
  expect(stdout + stderr).not.toContain('wrong');
});

const grant = ' The job needs "issues: write".';
const later = ' That passes: run this job again later.';

test.each<{ status: number; headers?: Record<string, string>; next: string }>([
  { status: 403, headers: { 'x-ratelimit-remaining': '17' }, next: grant },
  { status: 404, next: grant },
  { status: 403, headers: { 'x-ratelimit-remaining': '0' }, next: later },
  { status: 403, headers: { 'retry-after': '60' }, next: later },
  { status: 429, next: later },
  { status: 500, next: later },
  { status: 503, next: later },
  { status: 410, next: ' Turn the issues of the repository on.' },
  { status: 400, next: '' },
])('of $status, with $headers, the next step is told', async ({ status, headers = {}, next }) => {
  github.refusal = { status, headers };
  const { code, stdout } = await tell(1, ['a']);
  expect(code).toBe(1);
  expect(stdout).toContain(`::error::GitHub answers ${status} to GET issues.${next}\n`);
});
