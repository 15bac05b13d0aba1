/** docs/pipelines.md: its YAML parses, its scripts work, and each option of another tool was looked up in that tool's help. */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { packageRoot } from '../../contracts/folders.js';
import { codeUnder } from '../equipment/documents.js';
import { sharedTemporaryFolder } from '../recordings/temporary-folder.js';
import { finished, type CliResult } from '../run-cli.js';
import { textOf } from './workflow-files.js';

const folder = sharedTemporaryFolder();
const pact = readFileSync(join(packageRoot, 'contracts/pacts/graph-assignment-client-microsoft-graph.json'), 'utf8');
const broken = pact.replaceAll('"target":', '"targets":');
/** A repository with the single file where ours has it. */
const repository = join(folder.path, 'tool');

beforeAll(() => {
  const home = join(repository, '.github/actions/check');
  mkdirSync(home, { recursive: true });
  cpSync(join(packageRoot, '.github/actions/check/graph-contracts.cjs'), join(home, 'graph-contracts.cjs'));
  const git = (...args: readonly string[]): Buffer => execFileSync('git', ['-C', repository, ...args]);
  git('init', '--quiet');
  git('add', '.');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--message', 'tool');
});

/** Runs a script in a folder with one pact, as a CI does. */
function run(name: string, written: string, script: string): Promise<CliResult> {
  folder.write(`${name}/pacts/pact.json`, written);
  const env = { PATH: process.env['PATH'], HOME: folder.path, GRAPH_CONTRACTS: `file://${repository}` };
  return finished(spawn('sh', ['-e', '-c', script], { cwd: join(folder.path, name), env }));
}

interface GitLabJobs {
  readonly contract: {
    readonly script: readonly string[];
    readonly artifacts: { readonly paths: readonly string[]; readonly reports: { readonly junit: string } };
  };
}

const gitLab = parse(codeUnder('pipeline: gitlab')) as GitLabJobs;
const { artifacts } = gitLab.contract;
const scripts: readonly (readonly [name: string, script: string, files: readonly string[]])[] = [
  ['a plain shell', codeUnder('pipeline: single-file'), ['contract.xml', 'contract.md']],
  ['GitLab', gitLab.contract.script.join('\n'), [...artifacts.paths, artifacts.reports.junit]],
  ['Jenkins', /sh '''\n([^]*?)'''/.exec(codeUnder('pipeline: jenkins'))?.[1] ?? 'exit 9', ['contract.xml']],
];

test.each(scripts)('the lines for %s pass and fail as the pact does, and write their reports', async (name, script, files) => {
  const { code, stdout } = await run(`${name} sound`, pact, script);
  expect([code, stdout]).toEqual([0, expect.stringContaining('agrees:')]);
  expect((await run(`${name} broken`, broken, script)).code).toBe(1);
  for (const file of files) expect(readFileSync(join(folder.path, `${name} broken`, file), 'utf8')).toMatch(/disagrees|<failure/);
});

test('Jenkins may run twice in one workspace, and reads the report that is written', async () => {
  const [, script = ''] = scripts.find(([name]) => name === 'Jenkins') ?? [];
  for (const code of [0, 0]) expect((await run('twice', pact, script)).code).toBe(code);
  expect(codeUnder('pipeline: jenkins')).toContain(`post { always { junit 'contract.xml' } }`);
});

test('the hook for pre-commit judges the files that it is given', async () => {
  const [hook] = parse(textOf('.pre-commit-hooks.yaml')) as { id: string; entry: string; files: string; language: string }[];
  const config = parse(codeUnder('pipeline: pre-commit')) as { repos: { repo: string; rev: string; hooks: { id: string }[] }[] };
  expect(config.repos.map((one) => one.hooks)).toEqual([[{ id: hook?.id }]]);
  // A script of the hook's own repository: pre-commit installs nothing for it.
  expect(hook?.language).toBe('script');
  const entry = `"${repository}"/${hook?.entry ?? ''}`;
  const matching = new RegExp(hook?.files ?? '');
  expect(['pacts/a.json', 'x/pacts/b/c.json', 'pacts.json', 'mypacts/a.json', 'pacts/a.txt'].map((file) => matching.test(file))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
  expect((await run('hook sound', pact, `${entry} pacts/pact.json`)).code).toBe(0);
  expect((await run('hook broken', broken, `${entry} pacts/pact.json`)).code).toBe(1);
  expect(
    (await run('hook other', '{"consumer":{"name":"a"},"provider":{"name":"b"},"interactions":[]}', `${entry} pacts/pact.json`)).code,
  ).toBe(0);
});

test('the lines for a broker name options of pact-cli 18', () => {
  const known: Readonly<Record<string, readonly string[]>> = {
    publish: ['--consumer-app-version', '--branch'],
    'get-pacts': ['--provider', '--consumer', '--branch', '--latest', '--download', '--download-dir'],
    'can-i-deploy': ['--pacticipant', '--version', '--latest', '--branch', '--to-environment'],
  };
  const lines = ['broker', 'broker-fetch'].flatMap((name) => codeUnder(`pipeline: ${name}`).match(/pact-broker .+/g) ?? []);
  expect(lines).toHaveLength(3);
  for (const line of lines) {
    const [, command = ''] = line.split(' ');
    expect(known[command] ?? []).toEqual(expect.arrayContaining(line.match(/--[\w-]+/g) ?? []));
  }
});
