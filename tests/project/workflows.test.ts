/** The workflows: properties that actionlint does not check, and their scripts, run as GitHub runs them. */
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packageRoot } from '../../contracts/folders.js';
import { sharedTemporaryFolder } from '../recordings/temporary-folder.js';
import { finished, type CliResult } from '../run-cli.js';
import { checkAction, readWorkflow, scriptOf, stepsOf, textOf, workflowNames } from './workflow-files.js';

const folder = sharedTemporaryFolder();

/** Runs the script of a step, as `shell: bash` does. */
function runStep(script: string, cwd: string, env: Readonly<Record<string, string>>): Promise<CliResult> {
  return finished(
    spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], { cwd, env: { PATH: process.env['PATH'], ...env } }),
  );
}

/** A folder of its own for one test. */
function newFolder(name: string): string {
  const path = join(folder.path, name);
  mkdirSync(path, { recursive: true });
  return path;
}

test('each action is one of ours, or pinned to a commit, and has its tag beside it', () => {
  const used = workflowNames.flatMap((name) => textOf(`.github/workflows/${name}`).match(/uses: .+/g) ?? []);
  expect(used.length).toBeGreaterThan(15);
  const pinned = /^uses: (?:\.\/|[\w-]+\/[\w-]+\/\.github\/|(?:actions|github)\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$)/;
  expect(used.filter((one) => !pinned.test(one))).toEqual([]);
  // One release of an action, and one commit of a release.
  const releases = new Set(used.flatMap((one) => /([\w-]+\/[\w-]+)[\w/-]*(@[0-9a-f]{40} # v.+)/.exec(one)?.slice(1).join('') ?? []));
  expect(new Set([...releases].map((one) => one.replace(/@.*/, ''))).size).toBe(releases.size);
  expect(checkAction.runs.steps.flatMap(({ uses }) => uses ?? [])).toEqual([]);
});

test('no checkout leaves its token behind, and no script has a value of an expression in it', () => {
  const steps = workflowNames.flatMap(stepsOf);
  const checkouts = steps.filter(({ uses = '' }) => uses.startsWith('actions/checkout@'));
  expect(checkouts.length).toBeGreaterThan(5);
  expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
  expect([...steps, ...checkAction.runs.steps].filter(({ run = '' }) => run.includes('${{'))).toEqual([]);
});

describe.each(['nightly-drift.yml', 'nightly-docs.yml'])('the rights of %s', (name) => {
  const { jobs, permissions } = readWorkflow(name);
  const holders = Object.values(jobs).filter((job) => Object.values(job.permissions ?? {}).includes('write'));

  test('a job that may write or sign in installs nothing and checks nothing out', () => {
    expect(permissions).toEqual({});
    expect(holders.length).toBeGreaterThan(0);
    for (const { steps = [] } of holders) {
      const scripts = steps.map(({ run = '' }) => run).join('\n');
      expect(scripts).not.toMatch(/\b(?:npm|npx|yarn|pnpm|pip|apt-get|curl|wget)\b/);
      expect(steps.filter(({ uses = '' }) => /^actions\/(?:checkout|setup-node)@/.test(uses))).toEqual([]);
    }
  });

  test('a job that installs can only read the code', () => {
    const installing = Object.values(jobs).filter(({ steps = [] }) => steps.some(({ run = '' }) => run.startsWith('npm ')));
    expect(installing.map((job) => [job.permissions, job.environment])).toEqual([[{ contents: 'read' }, undefined]]);
  });

  test('no job has two kinds of rights', () => {
    const rights = holders.map((job) =>
      Object.entries(job.permissions ?? {}).flatMap(([right, level]) => (level === 'write' ? right : [])),
    );
    const expected = name === 'nightly-drift.yml' ? ['id-token', 'contents', 'issues', 'security-events'] : ['issues'];
    expect(rights).toEqual(expected.map((right) => [right]));
  });
});

test('only the job that can sign in holds the secrets of the tenant, in an environment', () => {
  const { jobs } = readWorkflow('nightly-drift.yml');
  const holding = Object.entries(jobs).filter(([, job]) => JSON.stringify(job).includes('secrets.'));
  expect(holding.map(([name, { permissions, environment }]) => [name, permissions, environment])).toEqual([
    ['drift', { 'id-token': 'write' }, '${{ matrix.tenant }}'],
  ]);
});

test.each([
  ['schedule', 'refs/heads/main', 'refs/heads/', 0],
  ['workflow_dispatch', 'refs/heads/main', 'refs/heads/main', 0],
  ['workflow_dispatch', 'refs/heads/attempt', 'refs/heads/main', 1],
  ['workflow_dispatch', 'refs/tags/main', 'refs/heads/main', 1],
  ['workflow_dispatch', 'refs/heads/', 'refs/heads/main', 1],
])('a run by %s of %s, where %s is the default branch, ends with %i before anything is built', async (event, ref, branch, code) => {
  const steps = readWorkflow('nightly-drift.yml').jobs['build']?.steps ?? [];
  expect(steps[0]?.name).toBe('Refuse other branches');
  const result = await runStep(scriptOf(steps, 'Refuse other branches'), folder.path, {
    EVENT: event,
    BRANCH: ref,
    DEFAULT_BRANCH: branch,
  });
  expect([result.code, result.stdout.includes('::error')]).toEqual([code, code === 1]);
});

describe("the nightly comparison with Microsoft's pages", () => {
  const workflow = readWorkflow('nightly-docs.yml');
  const upstream = 'upstream/api-reference';

  test('the job that reads the pages can write nothing, and the other one only issues', () => {
    expect(workflow.jobs['compare']?.permissions).toEqual({ contents: 'read' });
    expect(workflow.jobs['report']?.permissions).toEqual({ issues: 'write' });
  });

  test('checks out what it compares', () => {
    const checkout = stepsOf('nightly-docs.yml').find((step) => step.with?.['path'] === 'upstream');
    const patterns = String(checkout?.with?.['sparse-checkout']).trim().split('\n');
    expect(patterns.map((pattern) => `upstream${pattern}`)).toEqual(['v1.0', 'beta'].map((version) => `${upstream}/${version}/api/`));
  });

  test.each([
    { exitCode: 0, committed: undefined },
    { exitCode: 1, committed: '.github/docs.baseline.json' },
    { exitCode: 2, committed: undefined },
  ])('passes on exit code $exitCode, with a baseline if there is one: $committed', async ({ exitCode, committed }) => {
    const [cwd, bin] = [newFolder(`docs ${exitCode}`), newFolder(`docs bin ${exitCode}`)];
    writeFileSync(join(bin, 'node'), `#!/bin/sh\necho "$@" >calls\necho report >night/docs.md\nexit ${exitCode}\n`, { mode: 0o755 });
    if (committed !== undefined) {
      mkdirSync(dirname(join(cwd, committed)), { recursive: true });
      writeFileSync(join(cwd, committed), '{}');
    }
    const { code } = await runStep(scriptOf(stepsOf('nightly-docs.yml'), 'Compare'), cwd, {
      PATH: `${bin}:${process.env['PATH'] ?? ''}`,
      GITHUB_OUTPUT: join(cwd, 'outputs'),
      GITHUB_STEP_SUMMARY: join(cwd, 'summary'),
    });
    expect(code).toBe(0);
    expect(readFileSync(join(cwd, 'outputs'), 'utf8')).toBe(`exit-code=${exitCode}\n`);
    expect(readFileSync(join(cwd, 'summary'), 'utf8')).toBe('report\n');
    const baseline = committed === undefined ? '' : ` --baseline ${committed}`;
    expect(readFileSync(join(cwd, 'calls'), 'utf8')).toBe(
      `dist/scripts/cli.js docs ${upstream}${baseline} --fail-on additive --report json=night/docs.json --report markdown=night/docs.md\n`,
    );
  });
});

describe('the action', () => {
  const script = scriptOf(checkAction.runs.steps, 'Judge');
  const url = 'https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations/a/assignments/b';
  const broken = { request: { method: 'POST', url }, response: { status: 200 } };

  const home = newFolder('the action alone');
  beforeAll(() => {
    cpSync(join(packageRoot, 'dist', 'graph-contracts.cjs'), join(home, 'graph-contracts.cjs'));
  });

  async function act(
    name: string,
    paths: string,
    given: Readonly<Record<string, string>> = {},
  ): Promise<CliResult & { outputs: string; summary: string }> {
    const cwd = newFolder(name);
    writeFileSync(join(cwd, 'broken.ndjson'), `${JSON.stringify(broken)}\n`);
    const [outputs, summary] = [join(cwd, 'outputs'), join(cwd, 'summary')];
    const result = await runStep(script, cwd, {
      GITHUB_ACTION_PATH: home,
      GITHUB_OUTPUT: outputs,
      GITHUB_STEP_SUMMARY: summary,
      RUNNER_TEMP: cwd,
      PATHS: paths,
      FAIL_ON: 'breaking',
      CONTRACTS: '',
      STRICT: 'true',
      ...given,
    });
    return { ...result, outputs: readFileSync(outputs, 'utf8'), summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '' };
  }

  test('marks the line that breaks a line of a page, and fails', async () => {
    const { code, stdout, outputs, summary } = await act('broken', 'broken.ndjson');
    expect(stdout).toMatch(
      /^::error file=broken\.ndjson,line=1,title=request\.method::.+ Promised in contracts\/pages\/[\w-]+\.md:\d+\. See https:\/\/learn\.microsoft\.com\/[\w/-]+\.$/m,
    );
    expect(summary).toContain('## graph-contracts check: disagrees');
    expect(outputs).toMatch(/^exit-code=1\nsarif=.+check\.sarif\n$/);
    expect(code).toBe(1);
  });

  test('passes what agrees, and takes several paths', async () => {
    const pacts = join(packageRoot, 'contracts', 'pacts');
    const { code, summary } = await act('sound', `${pacts} ${join(packageRoot, 'recordings')}`);
    expect(summary).toContain('## graph-contracts check: agrees');
    expect(code).toBe(0);
  });

  test('has an input for each variable, and the defaults that these tests use', () => {
    const { inputs, runs } = checkAction;
    const variables = Object.keys(inputs).map((name) => [name.toUpperCase().replace('-', '_'), `\${{ inputs.${name} }}`]);
    expect(runs.steps.map(({ env }) => env)).toEqual([Object.fromEntries(variables)]);
    expect(Object.values(inputs).map((input) => input.default)).toEqual([undefined, 'breaking', '', 'true']);
    const called = stepsOf('gate.yml').find(({ uses }) => uses?.endsWith('/actions/check'));
    expect(Object.keys(called?.with ?? {})).toEqual(Object.keys(inputs));
  });

  test.each<[string, string]>([
    ['lines of a block', 'sound\nbroken.ndjson\n'],
    ['blank lines and indentation', '\n  sound\n\n\tbroken.ndjson  \n\n'],
    ['words on lines', 'sound sound\n sound broken.ndjson'],
    ['a folded block', 'sound broken.ndjson\n'],
  ])('takes each of the paths that stand on several lines: %s', async (name, paths) => {
    cpSync(join(packageRoot, 'contracts', 'pacts'), join(newFolder(name), 'sound'), { recursive: true });
    const { code, stdout, summary } = await act(name, paths);
    expect(stdout).toContain('::error file=broken.ndjson,line=1,');
    expect(summary).toContain('15 exchanges');
    expect(code).toBe(1);
  });

  test.each<[string, string[], string]>([
    ['spaces', ['two words/a b.ndjson'], 'two words/a b.ndjson'],
    ['spaces, in a pattern', ['two words/a b.ndjson', 'two words/c.ndjson'], 'two words/*.ndjson'],
    ['a path of spaces before words that are paths', ['a b', 'a', 'b'].map((name) => `${name}.ndjson`), 'a b.ndjson\na.ndjson b.ndjson'],
    ['folders below folders', ['x/y/z/a.ndjson', 'x/b.ndjson'], '**/*.ndjson'],
    ['a line break in a name', ['lines/a\nb.ndjson'], 'lines/*'],
    ['a name that is a pattern', ['[a]*.ndjson'], '[a]*.ndjson'],
    [
      'names for a shell',
      ['$(touch created).ndjson', ';touch created;.ndjson', '`touch created`.ndjson'],
      '$(touch created).ndjson\n;touch created;.ndjson\n`touch created`.ndjson',
    ],
    ['carriage returns', ['a b.ndjson', 'c.ndjson'], 'a b.ndjson\r\nc.ndjson\r\n'],
  ])('judges each path, with %s', async (name, files, paths) => {
    const cwd = newFolder(`named ${name}`);
    for (const file of files) {
      mkdirSync(dirname(join(cwd, file)), { recursive: true });
      writeFileSync(join(cwd, file), `${JSON.stringify(broken)}\n`);
    }
    const { code, stdout } = await act(`named ${name}`, paths);
    const shown = paths.includes('**') ? files.length + 1 : files.length;
    expect([code, stdout.match(/^::error file=/gm)?.length]).toEqual([1, shown]);
    expect(existsSync(join(cwd, 'created'))).toBe(false);
  });

  test('adds contracts, one a line', async () => {
    const url = 'https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations/a/assignments';
    const cwd = newFolder('companions');
    writeFileSync(
      join(cwd, 'list.ndjson'),
      `${JSON.stringify({ request: { method: 'GET', url, headers: { authorization: 'Bearer made-up' } }, response: { status: 204 } })}\n`,
    );
    const { code, summary } = await act('companions', 'list.ndjson', { CONTRACTS: '\r\n companions\r\n' });
    expect([code, summary]).toEqual([1, expect.stringContaining('response.status')]);
    expect((await act('hostile contracts', 'broken.ndjson', { CONTRACTS: '--help' })).code).toBe(2);
  });

  test.each<[string, string, number]>([
    ['true', 'true', 2],
    ['false', 'false', 0],
    ['neither', '--help', 2],
  ])('strict is %s', async (name, strict, expected) => {
    const found = newFolder(`strict ${name}/found`);
    writeFileSync(join(found, 'notes.json'), '// a comment\n{}');
    cpSync(join(packageRoot, 'contracts', 'pacts'), join(found, 'sound'), { recursive: true });
    expect((await act(`strict ${name}`, 'found', { STRICT: strict })).code).toBe(expected);
  });

  test.each<[string, string, string]>([
    ['none', 'exit 127', 'and this runner has none. Put actions/setup-node before it.'],
    ['a very old one', 'echo v8.17.0', 'and this runner has v8.17.0. Put actions/setup-node before it.'],
    ['one that is slightly too old', 'echo v20.18.3', 'and this runner has v20.18.3. Put actions/setup-node before it.'],
  ])('says which Node it needs where there is %s', async (name, script, says) => {
    const bin = newFolder(`node ${name}`);
    writeFileSync(join(bin, 'node'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const { code, stdout, outputs } = await act(`node ${name}`, 'broken.ndjson', { PATH: `${bin}:${process.env['PATH'] ?? ''}` });
    const { engines } = JSON.parse(textOf('package.json')) as { engines: { node: string } };
    expect(stdout).toBe(`::error title=graph-contracts::The check needs Node.js ${engines.node.replace('>=', '')} or later, ${says}\n`);
    expect([code, outputs]).toEqual([2, 'exit-code=2\n']);
  });

  test('counts the annotations that GitHub does not show', async () => {
    const cwd = newFolder('many');
    const lines = Array.from({ length: 15 }, (_, at) =>
      JSON.stringify({ ...broken, request: { ...broken.request, url: url.replace('/b', `/b${at}`) } }),
    );
    writeFileSync(join(cwd, 'many.ndjson'), `${lines.join('\n')}\n`);
    const annotations = (await act('many', 'many.ndjson')).stdout.match(/^::error .+/gm) ?? [];
    expect(annotations).toHaveLength(10);
    expect(annotations.at(-1)).toContain('6 more are not shown: GitHub shows 10 of each kind for a step.');
  });

  test('says what cannot be read', async () => {
    const { code, stdout, outputs } = await act('missing', 'nowhere.json');
    expect(stdout).toContain('::error title=graph-contracts::nowhere.json: no such file');
    expect(outputs).toContain('exit-code=2');
    expect(code).toBe(2);
  });

  test.each<[string, string, number]>([
    ['--help', '--help broken.ndjson', 2],
    ['--help, named last', 'broken.ndjson --help', 2],
    ['-h', 'broken.ndjson -h', 2],
    ['--version', '--version', 2],
    ['--allow-empty', '--allow-empty broken.ndjson', 2],
    ['--output', '--output out.txt broken.ndjson', 2],
    ['--report', '--report=sarif=elsewhere broken.ndjson', 2],
    ['--', '-- broken.ndjson', 2],
    ['standard input', '- broken.ndjson', 2],
    ['a pattern', '*.ndjson', 1],
    ['a pattern without a match', '*.har', 2],
    ['nothing', ' \n', 2],
    ['standard input alone', '-', 2],
    ['every folder', '**', 1],
    ['lines that end with a carriage return', 'broken.ndjson\r\nbroken.ndjson\r\n', 1],
  ])('is never green for what stands in the paths: %s', async (name, paths, expected) => {
    const { code, stdout, outputs } = await act(`hostile ${name}`, paths);
    expect(stdout).toMatch(/^::error /m);
    expect(outputs).toMatch(new RegExp(`^exit-code=${expected}$`, 'm'));
    expect(code).toBe(expected);
  });

  test.each(['--help', '', 'breaking --help', 'none'])('is never green for another level to fail on: %j', async (failOn) => {
    const { code, stdout, outputs } = await act(`level ${failOn}`, 'broken.ndjson', { FAIL_ON: failOn });
    expect(stdout).toMatch(/^::error title=graph-contracts::The check ended with exit code 2 and wrote no report/m);
    expect([code, outputs]).toEqual([2, 'exit-code=2\n']);
  });

  test.each(['--help', '--output', '-h'])('judges a file called %s', async (file) => {
    const cwd = newFolder(`a file called ${file}`);
    writeFileSync(join(cwd, file), `${JSON.stringify(broken)}\n`);
    const { code, stdout } = await act(`a file called ${file}`, file);
    expect(stdout).toContain(`::error file=${file},line=1,title=request.method::`);
    expect(code).toBe(1);
  });

  test('leaves an inconclusive run inconclusive', async () => {
    const cwd = newFolder('inconclusive');
    const sound = {
      method: 'PATCH',
      url,
      headers: { authorization: 'Bearer made-up', 'content-type': 'application/json' },
      body: { target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } },
    };
    writeFileSync(join(cwd, 'throttled.ndjson'), `${JSON.stringify({ request: sound, response: { status: 429 } })}\n`);
    expect((await act('inconclusive', 'throttled.ndjson')).code).toBe(3);
  });

  test('fails for a packed file in a folder, which could hide a pact', async () => {
    const found = newFolder('packed/found');
    writeFileSync(join(found, 'pact.json'), gzipSync('{}'));
    cpSync(join(packageRoot, 'contracts', 'pacts'), join(found, 'sound'), { recursive: true });
    expect((await act('packed', 'found')).code).toBe(2);
  });

  test('lets nothing that the command says reach the runner as a command', async () => {
    const { stdout } = await act('said', '::error::x ::set-output##[error] no\n::warning::such');
    const lines = stdout.split('\n');
    const mark = lines.find((line) => line.startsWith('::stop-commands::'))?.slice('::stop-commands::'.length) ?? '';
    expect(mark).toMatch(/^[0-9a-f]{32}$/);
    const [first, last] = [lines.indexOf(`::stop-commands::${mark}`), lines.indexOf(`::${mark}::`)];
    expect([first, last > first]).toEqual([0, true]);
    expect(lines.slice(last + 1).filter((line) => /^::(?!(?:error|notice) title=graph-contracts::)/.test(line))).toEqual([]);
    expect((await act('said again', 'x')).stdout).not.toContain(mark);
  });

  test('paths are words, not commands', async () => {
    const { code, stdout } = await act('words', '$(touch created) ;touch created');
    expect(code).toBe(2);
    expect(stdout).toContain('cannot-run');
    expect(existsSync(join(folder.path, 'words', 'created'))).toBe(false);
  });
});

describe('the nightly check', () => {
  const steps = stepsOf('nightly-drift.yml');

  interface Case {
    readonly name: string;
    /** The exit code of `drift`. Default: 0. */
    readonly exitCode?: number;
    /** The exit code of `drift --unseal`. Default: 0. No run begins after another one. */
    readonly ofUnseal?: number;
    /** The secret that seals the journal. Default: a made-up key. */
    readonly key?: string;
    /** The exit code of `history`. Default: 0. */
    readonly ofHistory?: number;
    /** The content that `drift` writes to the history. Default: a line. */
    readonly history?: string;
    readonly secret?: string;
    /** Files of the repository beside those that it always has. */
    readonly committed?: readonly string[];
    /** What the workflow knows of the repository. Default: a public one. */
    readonly environment?: Readonly<Record<string, string>>;
    /** The expected calls of the command. Default: a run without a baseline, and a page of its history if it has one. */
    readonly calls?: readonly RegExp[];
    readonly says?: string;
  }

  const config = '{ "signIn": "auto" } // our tenant\n';
  const [unsealing, aRun, privately, shortening, aPage] = [
    /^drift --config .+\/drift\.config\.json --unseal$/,
    /^drift --config .+\/drift\.config\.json --no-request-ids --history drift\.history\.ndjson --report /,
    /^drift --config .+\/drift\.config\.json --history drift\.history\.ndjson --report /,
    /^history drift\.history\.ndjson --keep 400$/,
    /^history drift\.history\.ndjson --format html /,
  ];
  const refused = '::error title=nightly drift::The secret DRIFT_CONFIG is missing';
  const cases: readonly Case[] = [
    ...[0, 1, 2, 3, 4, 5].map((exitCode) => ({ name: `exit code ${exitCode}`, exitCode })),
    { name: 'a history that cannot be shown', ofHistory: 2 },
    { name: 'a run that could not start', exitCode: 2, history: '' },
    {
      name: 'a baseline',
      committed: ['drift.baseline.json'],
      calls: [unsealing, /^drift --config .+ --baseline drift\.baseline\.json --no-request-ids --history /, shortening, aPage],
    },
    { name: 'a private repository', environment: { IS_PRIVATE: 'true' }, calls: [unsealing, privately, shortening, aPage] },
    {
      name: 'request ids that are asked for',
      environment: { DRIFT_REQUEST_IDS: 'true' },
      calls: [unsealing, privately, shortening, aPage],
    },
    {
      name: 'one of several tenants',
      environment: { TENANT: 'contoso' },
      calls: [unsealing, /^drift --config .+ --tenant contoso --no-request-ids --history /, shortening, aPage],
    },
    { name: 'an event that does not say who can read', environment: { IS_PRIVATE: '' } },
    { name: 'no key', key: '', ofUnseal: 2, exitCode: 2, says: '::error title=nightly drift::The secret DRIFT_JOURNAL_KEY is missing' },
    { name: 'a journal that cannot be unsealed', ofUnseal: 5, exitCode: 5 },
    { name: 'no configuration', secret: '', exitCode: 2, says: refused },
    { name: 'a configuration that is not in base64', secret: config, exitCode: 2, says: refused },
  ];

  test.each(cases)(
    'passes on the exit code, and continues: $name',
    async ({ name, exitCode = 0, ofHistory = 0, history = '{}\n', ...given }) => {
      const [cwd, temporary] = ['night', 'temporary'].map((kind) => newFolder(`${kind} ${name}`)) as [string, string];
      const stub = join(cwd, 'node');
      // The stub notes its arguments, and copies the configuration while it exists.
      writeFileSync(
        stub,
        `#!/bin/sh\nshift\necho "$@" >>calls\ncase "$*" in *--unseal) cp "$3" read; exit ${given.ofUnseal ?? 0};; esac\n[ "$1" = history ] && exit ${ofHistory}\ncp "$3" read\nprintf '${history}' >drift.history.ndjson\necho report >night/drift.md\nexit ${exitCode}\n`,
      );
      chmodSync(stub, 0o755);
      for (const file of given.committed ?? []) {
        mkdirSync(dirname(join(cwd, file)), { recursive: true });
        writeFileSync(join(cwd, file), '{}');
      }
      const { code, stdout } = await runStep(scriptOf(steps, 'Nightly check'), cwd, {
        GITHUB_STEP_SUMMARY: join(cwd, 'summary'),
        RUNNER_TEMP: temporary,
        ...given.environment,
        DRIFT_JOURNAL_KEY: given.key ?? 'a-made-up-key',
        DRIFT_CONFIG: given.secret ?? Buffer.from(config).toString('base64'),
      });
      expect({ code, says: stdout.split('\n')[0] }).toEqual({ code: 0, says: expect.stringContaining(given.says ?? '') as string });
      expect(readFileSync(join(cwd, 'night', 'exit-code'), 'utf8')).toBe(`${exitCode}\n`);
      const hasRun = given.ofUnseal === undefined;
      expect(existsSync(join(cwd, 'summary')) ? readFileSync(join(cwd, 'summary'), 'utf8') : '').toBe(hasRun ? 'report\n' : '');
      const { calls = [unsealing, ...(hasRun ? [aRun] : []), ...(hasRun && history !== '' ? [shortening, aPage] : [])] } = given;
      expect(readFileSync(join(cwd, 'calls'), 'utf8').trim().split('\n')).toEqual(calls.map((one) => expect.stringMatching(one) as string));
      if (given.secret === undefined) expect(readFileSync(join(cwd, 'read'), 'utf8')).toBe(config);
      // The configuration is outside of the repository, and the artifact holds nothing of it.
      const kept = history === '' ? ['drift.md', 'exit-code'] : ['drift.history.ndjson', 'drift.md', 'exit-code'];
      expect(readdirSync(join(cwd, 'night')).sort()).toEqual(hasRun ? kept : ['exit-code']);
      expect(readdirSync(temporary, { recursive: true }).sort()).toEqual([
        '.graph-contracts',
        'drift.config.json',
        ...(hasRun ? ['unsealed'] : []),
      ]);
    },
  );

  test('caches the folder of the sealed journal alone', () => {
    const kept = steps.filter(({ uses = '' }) => uses.startsWith('actions/cache/')).map((step) => step.with?.['path']);
    expect(kept).toEqual(['${{ runner.temp }}/sealed', '${{ runner.temp }}/sealed']);
  });

  interface Sealing {
    readonly name: string;
    /** Whether `drift --seal` leaves a sealed journal, and its exit code. Default: a journal, and 0. */
    readonly journal?: false;
    readonly ofSeal?: number;
    /** Whether the step before it has unsealed the cached journal. Default: yes. */
    readonly unsealed?: false;
    readonly code: number;
    /** The files in the cached folder. After a step that fails, nothing is cached. */
    readonly cached: readonly string[];
  }

  test.each<Sealing>([
    { name: 'a journal', code: 0, cached: ['journal.sealed', 'run'] },
    { name: 'no journal, so that the cached one does not come again', journal: false, code: 0, cached: ['run'] },
    { name: 'a journal that cannot be sealed', ofSeal: 2, code: 2, cached: ['journal.sealed'] },
    { name: 'a cached one that was not unsealed', unsealed: false, code: 1, cached: ['journal.sealed'] },
  ])('seals after the run: $name', async ({ name, journal, ofSeal = 0, unsealed, code, cached }) => {
    const temporary = newFolder(`sealing ${name}`);
    const state = join(temporary, '.graph-contracts');
    for (const path of [state, join(temporary, 'sealed')]) mkdirSync(path);
    writeFileSync(join(temporary, 'sealed', 'journal.sealed'), 'cached');
    writeFileSync(join(state, 'journal.json'), 'ids');
    if (unsealed !== false) writeFileSync(join(temporary, 'unsealed'), '');
    const made = journal === false ? '' : `echo "$*" >"$RUNNER_TEMP/.graph-contracts/journal.sealed"`;
    writeFileSync(join(temporary, 'node'), `#!/bin/sh\n[ -n "$DRIFT_JOURNAL_KEY" ] || exit 9\n${made}\nexit ${ofSeal}\n`, { mode: 0o755 });
    const result = await runStep(scriptOf(steps, 'Seal the journal'), temporary, {
      RUNNER_TEMP: temporary,
      DRIFT_JOURNAL_KEY: 'a-made-up-key',
    });
    expect([result.code, readdirSync(join(temporary, 'sealed')).sort()]).toEqual([code, cached]);
    if (code === 0 && journal !== false)
      expect(readFileSync(join(temporary, 'sealed', 'journal.sealed'), 'utf8')).toBe(
        `dist/scripts/cli.js drift --config ${temporary}/drift.config.json --seal\n`,
      );
  });

  test('unseals the cached journal', async () => {
    const temporary = newFolder('unsealing');
    mkdirSync(join(temporary, 'sealed'));
    writeFileSync(join(temporary, 'sealed', 'journal.sealed'), 'cached');
    writeFileSync(join(temporary, 'node'), '#!/bin/sh\nexit 5\n', { mode: 0o755 });
    const { code } = await runStep(scriptOf(steps, 'Nightly check'), temporary, {
      RUNNER_TEMP: temporary,
      DRIFT_JOURNAL_KEY: 'a-made-up-key',
      DRIFT_CONFIG: Buffer.from(config).toString('base64'),
    });
    expect([code, readFileSync(join(temporary, '.graph-contracts', 'journal.sealed'), 'utf8')]).toEqual([0, 'cached']);
  });

  test('keeps the history of all tenants on a separate branch, a commit for each run', async () => {
    const server = newFolder('server');
    const origin = join(server, 'an-owner', 'a-repository');
    const git = (...args: readonly string[]): string => execFileSync('git', args, { encoding: 'utf8' });
    git('init', '--quiet', '--bare', origin);
    const kept = (): string => git('-C', origin, 'show', 'drift-history:drift.history.ndjson');
    const environment = { GITHUB_SERVER_URL: `file://${server}`, GITHUB_REPOSITORY: 'an-owner/a-repository', GITHUB_TOKEN: 'made-up' };
    // Each tenant shortens the history as it was before the run (`given`), and appends to it. A crash may have left half a line.
    interface NightsOfTenants {
      readonly given?: string;
      readonly nights: Readonly<Record<string, string>>;
      readonly expected: string;
    }
    const runs: readonly NightsOfTenants[] = [
      { nights: { contoso: 'c1\n', fabrikam: 'f1\n' }, expected: 'c1\nf1\n' },
      { nights: { contoso: 'c1\nf1\nc2\n', fabrikam: 'c1\nf1\nf2' }, expected: 'c1\nf1\nc2\nf2\n' },
      { nights: { contoso: 'c3\n' }, expected: 'c1\nf1\nc2\nf2\nc3\n' },
      {
        given: 'c1\nf1\nc2\nf2\nc3\n',
        nights: { contoso: 'f1\nc2\nf2\nc3\nc4\n', fabrikam: 'f1\nc2\nf2\nc3\nf3\n' },
        expected: 'f1\nc2\nf2\nc3\nc4\nf3\n',
      },
      { given: 'another\n', nights: { contoso: 'c5\n' }, expected: 'f1\nc2\nf2\nc3\nc4\nf3\nc5\n' },
    ];
    for (const [index, { given, nights, expected }] of runs.entries()) {
      const cwd = newFolder(`keeping ${index}`);
      for (const [tenant, lines] of Object.entries(nights)) {
        mkdirSync(join(cwd, 'nights', `night-${tenant}`), { recursive: true });
        writeFileSync(join(cwd, 'nights', `night-${tenant}`, 'drift.history.ndjson'), lines);
        const sum = given === undefined ? undefined : createHash('sha256').update(given).digest('hex');
        if (sum !== undefined) writeFileSync(join(cwd, 'nights', `night-${tenant}`, 'given-history'), `${sum}  -\n`);
      }
      const result = await runStep(scriptOf(steps, 'Keep the history'), cwd, { ...environment, GITHUB_RUN_ID: String(index) });
      expect([result.code, result.stderr]).toEqual([0, '']);
      expect(kept()).toBe(expected);
      expect(readFileSync(join(cwd, 'store', '.git', 'config'), 'utf8')).not.toMatch(/extraheader/i);
    }
    expect(git('-C', origin, 'log', '--format=%s', 'drift-history').trim().split('\n')).toHaveLength(runs.length);
    expect(git('-C', origin, 'ls-tree', '--name-only', 'drift-history').trim()).toBe('drift.history.ndjson');
  });

  test('never replaces the history if the branch cannot be read', async () => {
    const cwd = newFolder('unreachable');
    mkdirSync(join(cwd, 'nights', 'night-a'), { recursive: true });
    writeFileSync(join(cwd, 'nights', 'night-a', 'drift.history.ndjson'), 'a\n');
    const environment = { GITHUB_SERVER_URL: `file://${cwd}`, GITHUB_REPOSITORY: 'no/where', GITHUB_TOKEN: 'made-up', GITHUB_RUN_ID: '1' };
    expect((await runStep(scriptOf(steps, 'Keep the history'), cwd, environment)).code).not.toBe(0);
  });
});
