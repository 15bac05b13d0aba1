import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import { cases } from '../../../scripts/build/matrix/cases.js';
import { nodeVersions } from '../../../scripts/build/matrix/install.js';
import { commandLine } from '../../../scripts/cli/command-line.js';
import { runScript } from '../../run-cli.js';

test('without a registry nothing is tried, and nothing fails', async () => {
  const script = join(packageRoot, 'dist', 'scripts', 'build', 'matrix', 'matrix.js');
  const { code, stdout } = await runScript(script, ['--quick'], {
    environment: { npm_config_registry: 'http://127.0.0.1:9/', npm_config_fetch_retries: '0' },
  });
  expect(stdout).toMatch(
    /^Skipped: the npm registry cannot be reached, so no other Node was tried\. npm install .+ failed \(ECONNREFUSED\)\.$/m,
  );
  expect(code).toBe(0);
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
