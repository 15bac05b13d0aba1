import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import { cases } from '../../../scripts/build/matrix/cases.js';
import { newestOf, nodeVersions } from '../../../scripts/build/matrix/nodes.js';
import { tableOf } from '../../../scripts/build/matrix/table.js';
import { commandLine } from '../../../scripts/cli/command-line.js';
import { runScript } from '../../run-cli.js';

test('without a registry nothing is tried, and nothing fails', async () => {
  const script = join(packageRoot, 'dist', 'scripts', 'build', 'matrix', 'matrix.js');
  const { code, stdout } = await runScript(script, ['--quick'], { environment: { npm_config_registry: 'http://127.0.0.1:9/' } });
  expect(stdout).toMatch(
    /^Skipped: the npm registry cannot be reached, so no other Node was tried\. npm view node-.+ failed \(ECONNREFUSED\)\.$/m,
  );
  expect(code).toBe(0);
});

test.each([
  ['20.19.0', '20.19.0'],
  ['20', '20.20.2'],
  ['2', undefined],
  ['22', undefined],
])('the newest Node of %s is %s', (wanted, newest) => {
  expect(newestOf(wanted, ['20.20.2', '20.19.0', '20.9.0', '20.21.0-rc.1', '21.0.0', '24.1.0'])).toBe(newest);
});

test('the oldest Node of the list is the one that package.json asks for', () => {
  const { engines } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { engines: { node: string } };
  expect(`>=${nodeVersions[0] ?? ''}`).toBe(`${engines.node}.0`);
});

test('each command has a case', () => {
  const started = cases.flatMap(({ runs }) => runs.map(([, command]) => command));
  const commands = commandLine().commands.map((command) => command.name());
  expect(commands.filter((name) => !started.includes(name))).toEqual([]);
});

test('the table says what failed where, and why', () => {
  const result = { output: 'what it said\n' };
  expect(
    tableOf([
      { ...result, node: '20.19.0', case: 'check', outcome: 'passed' },
      { ...result, node: '26.0.0', case: 'check', outcome: 'FAILED' },
      { ...result, node: '20.19.0', case: 'undici8', outcome: 'needs a later Node' },
      { ...result, node: '26.0.0', case: 'undici8', outcome: 'passed' },
    ]).split('\n'),
  ).toEqual([
    '         Node 20.19.0        Node 26.0.0',
    'check    passed              FAILED',
    'undici8  needs a later Node  passed',
    '',
    'FAILED: check on Node 26.0.0',
    'what it said',
  ]);
});
