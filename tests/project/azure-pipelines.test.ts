/** The page on Azure Pipelines: its YAML is YAML, and its scripts do what they say. */
import { spawn } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
])('a night with exit code $exitCode', async ({ exitCode, code, says }) => {
  const { steps } = night.stages[0].jobs[0].strategy.runOnce.deploy;
  const script = steps.find(({ task }) => task === 'AzureCLI@2')?.inputs?.inlineScript ?? '';
  const bin = join(folder.path, `bin-${String(exitCode)}`);
  const npx = folder.write(`bin-${String(exitCode)}/npx`, '');
  writeFileSync(npx, `#!/bin/sh\necho "$@" >>${bin}/asked\n[ "$2" = history ] || exit ${String(exitCode)}\n`);
  chmodSync(npx, 0o755);
  const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}` };
  const result = await finished(spawn('bash', ['-e', '-c', script], { cwd: bin, env }));
  expect(result.code).toBe(code);
  expect(result.stdout).toContain(says);
  expect(readFileSync(join(bin, 'asked'), 'utf8')).toContain('graph-contracts drift --config drift.config.json');
});
