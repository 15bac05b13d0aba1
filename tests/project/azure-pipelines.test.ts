/** The page on Azure Pipelines: its YAML is YAML, and its scripts do what they say. */
import { spawn } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { TemporaryFolder } from '../recordings/temporary-folder.js';
import { finished } from '../run-cli.js';
import { textOf } from './workflow-files.js';

interface Night {
  readonly stages: readonly [
    { readonly jobs: readonly [{ readonly strategy: { readonly runOnce: { readonly deploy: { readonly steps: readonly Step[] } } } }] },
  ];
}

interface Step {
  readonly task?: string;
  readonly script?: string;
  readonly inputs?: { readonly inlineScript?: string };
}

const [gate, night] = [...textOf('.github/azure-pipelines.md').matchAll(/```yaml\n([^]*?)```/g)].map(
  ([, yaml = '']) => parse(yaml) as unknown,
) as [{ readonly steps: readonly Step[] }, Night];

const folder = new TemporaryFolder();
afterAll(() => {
  folder.remove();
});

test('the gate installs, judges, and publishes', () => {
  expect(gate.steps.flatMap(({ task, script }) => task ?? script?.split(' ').slice(0, 3).join(' ') ?? [])).toEqual([
    'UseNode@1',
    'npm install --no-save',
    'npx graph-contracts check',
    'if [ -f',
    'PublishTestResults@2',
  ]);
});

test.each([
  { exitCode: 0, code: 0, says: '' },
  { exitCode: 1, code: 1, says: 'type=error]Graph no longer does' },
  { exitCode: 2, code: 2, says: 'type=error]The night could not run' },
  { exitCode: 3, code: 0, says: 'result=SucceededWithIssues' },
  { exitCode: 4, code: 4, says: 'type=error]The night was refused' },
  { exitCode: 5, code: 5, says: 'type=error]THE TENANT WAS NOT PUT BACK' },
  { exitCode: 0, code: 0, says: '', baseline: '.github/drift.baseline.json' },
])('a night with exit code $exitCode, baseline $baseline', async ({ exitCode, code, says, baseline }) => {
  const { steps } = night.stages[0].jobs[0].strategy.runOnce.deploy;
  const script = steps.find(({ task }) => task === 'AzureCLI@2')?.inputs?.inlineScript ?? '';
  const name = `${String(exitCode)} ${baseline === undefined ? 'without' : 'with'} a baseline`;
  const npx = folder.write(`${name}/bin/npx`, `#!/bin/sh\necho "$@" >>asked\n[ "$2" = history ] || exit ${String(exitCode)}\n`);
  chmodSync(npx, 0o755);
  if (baseline !== undefined) folder.write(`${name}/${baseline}`, '{}');
  const cwd = join(folder.path, name);
  const env = { PATH: `${dirname(npx)}:${process.env['PATH'] ?? ''}`, CONFIG: '/secure/drift.config.json' };
  const result = await finished(spawn('bash', ['-e', '-c', script], { cwd, env }));
  expect(result.code).toBe(code);
  expect(result.stdout).toContain(says);
  const accepted = baseline === undefined ? '' : ` --baseline ${baseline}`;
  expect(readFileSync(join(cwd, 'asked'), 'utf8')).toContain(
    `graph-contracts drift --config /secure/drift.config.json${accepted} --history night/drift.history.ndjson `,
  );
});
