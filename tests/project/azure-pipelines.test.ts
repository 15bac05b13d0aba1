/** The page about Azure Pipelines: its YAML parses, and its scripts work. */
import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { packageRoot } from '../../contracts/folders.js';
import { sharedTemporaryFolder } from '../recordings/temporary-folder.js';
import { finished, type CliResult } from '../run-cli.js';
import { textOf } from './workflow-files.js';

interface Gate {
  readonly resources: { readonly repositories: readonly { readonly repository: string }[] };
  readonly steps: readonly Step[];
}

interface DriftPipeline {
  readonly stages: readonly [
    { readonly jobs: readonly [{ readonly steps: readonly Step[] }] },
    {
      readonly condition: string;
      readonly jobs: readonly [Readonly<Record<'${{ each tenant in parameters.tenants }}', readonly [{ readonly strategy: Strategy }]>>];
    },
  ];
}

interface Strategy {
  readonly runOnce: { readonly deploy: { readonly steps: readonly Step[] } };
}

interface Step {
  readonly task?: string;
  readonly script?: string;
  readonly checkout?: string;
  readonly path?: string;
  readonly publish?: string;
  readonly displayName?: string;
  readonly inputs?: { readonly inlineScript?: string };
}

const [gate, nightly] = [...textOf('.github/azure-pipelines.md').matchAll(/```yaml\n([^]*?)```/g)].map(
  ([, yaml = '']) => parse(yaml) as unknown,
) as [Gate, DriftPipeline];

const folder = sharedTemporaryFolder();

test('the gate judges with the single file of the other checkout, and publishes', async () => {
  expect(gate.steps.map(({ checkout, task, displayName, publish }) => checkout ?? task ?? displayName ?? publish)).toEqual([
    'self',
    'tool',
    'Judge',
    'Show the report',
    'PublishTestResults@2',
    'contract.sarif',
  ]);
  expect(gate.steps.flatMap(({ checkout, path }) => (checkout === undefined ? [] : path))).toEqual(['s', 'tool']);
  expect(gate.resources.repositories.map(({ repository }) => repository)).toEqual(['tool']);
  const file = folder.write('agent/tool/.github/actions/check/graph-contracts.cjs', '');
  cpSync(join(packageRoot, 'dist/graph-contracts.cjs'), file);
  cpSync(join(packageRoot, 'contracts/pacts'), join(folder.path, 'agent/s/pacts'), { recursive: true });
  const script = gate.steps
    .map((step) => step.script ?? '')
    .join('\n')
    .replaceAll('$(Agent.BuildDirectory)', join(folder.path, 'agent'));
  const { code, stdout } = await finished(spawn('bash', ['-e', '-c', script], { cwd: join(folder.path, 'agent/s') }));
  expect([code, stdout]).toEqual([0, expect.stringMatching(/agrees:[^]+##vso\[task\.uploadsummary\]/)]);
  for (const name of ['contract.xml', 'contract.sarif']) expect(existsSync(join(folder.path, 'agent/s', name))).toBe(true);
});

const [build, drift] = nightly.stages;
const { steps } = drift.jobs[0]['${{ each tenant in parameters.tenants }}'][0].strategy.runOnce.deploy;
const run = steps.find(({ task }) => task === 'AzureCLI@2')?.inputs?.inlineScript ?? '';
const seal = steps.find(({ displayName }) => displayName === 'Seal the journal')?.script ?? '';

test('the stage that signs in installs nothing, checks nothing out, and runs on the default branch only', () => {
  const texts = steps.map(({ script = '', inputs }) => `${script}${inputs?.inlineScript ?? ''}`).join('\n');
  expect(texts).not.toMatch(/\b(?:npm|npx|curl|wget)\b/);
  expect(steps.flatMap(({ checkout }) => checkout ?? [])).toEqual(['none']);
  expect(drift.condition).toContain("eq(variables['Build.SourceBranch'], 'refs/heads/main')");
  expect(JSON.stringify(build)).not.toMatch(/azureSubscription|DRIFT_JOURNAL_KEY|secureFile/);
  expect(build.jobs[0].steps.flatMap(({ script = '' }) => (script.startsWith('npm ') ? script : []))).toEqual([
    'npm ci --ignore-scripts',
    'npm run build',
    'npm run prune',
  ]);
});

/** Runs a script with a `node` that notes its arguments and runs these commands. */
async function act(
  name: string,
  script: string,
  node: string,
  given: Readonly<Record<string, string>> = {},
): Promise<CliResult & { cwd: string; calls: string }> {
  const stub = folder.write(`${name}/node`, `#!/bin/sh\necho "$@" >>calls\n${node}\n`);
  chmodSync(stub, 0o755);
  const cwd = join(folder.path, name);
  const config = folder.write(`${name}/secure/drift.config.json`, '{}');
  const env = { PATH: process.env['PATH'], CONFIG: config, DRIFT_JOURNAL_KEY: 'a-made-up-key', TENANT: 'contoso', ...given };
  const result = await finished(spawn('bash', ['-e', '-c', script], { cwd, env }));
  return { ...result, cwd, calls: existsSync(join(cwd, 'calls')) ? readFileSync(join(cwd, 'calls'), 'utf8') : '' };
}

test.each([
  { exitCode: 0, code: 0, says: '' },
  { exitCode: 1, code: 1, says: 'type=error]Graph no longer does' },
  { exitCode: 2, code: 2, says: 'type=error]The nightly check could not run' },
  { exitCode: 3, code: 0, says: 'result=SucceededWithIssues' },
  { exitCode: 3, code: 3, says: 'type=error]Nothing has been proved for too long', ofHistory: 3 },
  { exitCode: 4, code: 4, says: 'type=error]A tenant-safety rule refused the nightly check' },
  { exitCode: 5, code: 5, says: 'type=error]THE TENANT WAS NOT RESTORED' },
  { exitCode: 0, code: 0, says: '', baseline: 'drift.baseline.json' },
])('a run with exit code $exitCode, baseline $baseline', async ({ exitCode, code, says, baseline, ofHistory = 0 }) => {
  const name = `${exitCode} ${ofHistory} ${baseline === undefined ? 'without' : 'with'} a baseline`;
  if (baseline !== undefined) folder.write(`${name}/${baseline}`, '{}');
  const result = await act(name, run, `case "$*" in *--fail-after*) exit ${ofHistory};; *--history*) exit ${exitCode};; esac`);
  expect(result.code).toBe(code);
  expect(result.stdout).toContain(says);
  const accepted = baseline === undefined ? '' : ` --baseline ${baseline}`;
  const config = `${result.cwd}/secure/drift.config.json`;
  expect(result.calls).toContain(
    `dist/scripts/cli.js drift --config ${config} --unseal\ndist/scripts/cli.js drift --config ${config} --tenant contoso${accepted} --history night/drift.history.ndjson `,
  );
});

test('a public project publishes no request id, and a forgotten journal is not unsealed', async () => {
  folder.write('forgotten/night/journal.sealed', 'of a lost key');
  const { calls, cwd } = await act('forgotten', run, 'exit 0', { PUBLIC_PROJECT: 'True', FORGET_JOURNAL: 'True' });
  expect(calls).toContain(' --tenant contoso --no-request-ids --history night/drift.history.ndjson ');
  expect(calls).toContain('history night/drift.history.ndjson --keep 400\n');
  expect([`${cwd}/night/journal.sealed`, `${cwd}/secure/.graph-contracts/journal.sealed`].filter(existsSync)).toEqual([]);
});

test.each([
  ['is not set', '$(DRIFT_JOURNAL_KEY)'],
  ['is empty', ''],
])('no run begins while the key %s', async (name, key) => {
  const { code, stdout, calls } = await act(name, run, 'exit 0', { DRIFT_JOURNAL_KEY: key });
  expect([code, stdout, calls]).toEqual([2, expect.stringContaining('DRIFT_JOURNAL_KEY is missing'), '']);
});

test('no run begins with a journal that cannot be unsealed, and the artifact keeps it', async () => {
  folder.write('forged/night/journal.sealed', 'forged');
  const { code, stdout, calls, cwd } = await act('forged', run, 'case "$*" in *--unseal) exit 5;; esac');
  expect([code, stdout]).toEqual([5, expect.stringContaining('THE TENANT WAS NOT RESTORED')]);
  expect(calls).not.toContain('--history night/drift.history.ndjson --report');
  expect(readFileSync(`${cwd}/secure/.graph-contracts/journal.sealed`, 'utf8')).toBe('forged');
  expect((await act('forged', seal, 'exit 0')).code).toBe(1);
  expect(readFileSync(`${cwd}/night/journal.sealed`, 'utf8')).toBe('forged');
});

test.each([
  ['a journal', 'echo sealed >secure/.graph-contracts/journal.sealed', true],
  ['no journal', '', false],
])('the artifact carries the sealed copy of %s, and no older one', async (name, node, carries) => {
  folder.write(`${name}/night/journal.sealed`, 'older');
  folder.write(`${name}/secure/.graph-contracts/unsealed`, '');
  const { code, cwd } = await act(name, seal, node);
  const file = `${cwd}/night/journal.sealed`;
  expect([code, existsSync(file) ? readFileSync(file, 'utf8') : undefined]).toEqual([0, carries ? 'sealed\n' : undefined]);
});
