import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../../../scripts/tenant/config.js';
import { errorOfConfig } from './error-of-config.js';
import { sharedTemporaryFolder } from '../../recordings/temporary-folder.js';
import { runCli } from '../../run-cli.js';

const folder = sharedTemporaryFolder();

test('drift init writes a template with placeholders, which is valid once they are replaced', async () => {
  const { code, stdout, stderr } = await runCli(['drift', 'init'], { cwd: folder.path });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^Wrote drift\.config\.json\.\nNext:/);

  const file = join(folder.path, 'drift.config.json');
  const text = readFileSync(file, 'utf8');
  const problems = errorOfConfig(file).split('\n').slice(1);
  expect(problems.map((line) => /, (.+?): this is still the placeholder\. Give the id/.exec(line)?.[1])).toEqual([
    'tenantId',
    'assignments[0].policyId',
    'assignments[0].assignmentId',
    'assignments[1].policyId',
    'assignments[1].assignmentId',
  ]);

  folder.write('drift.config.json', text.replaceAll(/<[^>]+>/g, '00000000-0000-4000-8000-000000000001'));
  expect(readConfig(file)).toMatchObject({ cloud: { name: 'global' }, assignments: [{}, {}] });
});

test('drift init does not replace an existing file', async () => {
  folder.write('mine.json', 'mine');
  const { code, stderr } = await runCli(['drift', 'init', '--config', 'mine.json'], { cwd: folder.path });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: 'graph-contracts: mine.json exists already. Name another file with --config.\n',
  });
  expect(readFileSync(join(folder.path, 'mine.json'), 'utf8')).toBe('mine');
});

test('drift init reports why it cannot write', async () => {
  const { code, stderr } = await runCli(['drift', 'init', '--config', 'nowhere/mine.json'], { cwd: folder.path });
  expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot be written (ENOENT)') as string });
});
