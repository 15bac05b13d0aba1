/** Which files a run of `check` reads: each once, by whatever names it goes; and no report is written over one of them. */
import { spawn } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import type { Report } from '../../../scripts/verdict/report.js';
import { useTemporaryFolder } from '../../recordings/temporary-folder.js';
import { finished, runCli, type CliResult } from '../../run-cli.js';

const pact = readFileSync(join(packageRoot, 'contracts/pacts/graph-assignment-client-microsoft-graph.json'), 'utf8');

const folder = useTemporaryFolder();
beforeEach(() => {
  folder.write('pacts/a.json', pact);
});

const check = (...args: readonly string[]): Promise<CliResult> => runCli(['check', ...args], { cwd: folder.path });

test('a file with several names is read once, and the order of the names changes nothing', async () => {
  symlinkSync(join(folder.path, 'pacts/a.json'), join(folder.path, 'b.json'));
  const names = ['pacts', './pacts/a.json', 'pacts/a.json', join(folder.path, 'pacts'), 'b.json'];
  const { code, stdout } = await check(...names, '--format', 'json');
  expect([code, (JSON.parse(stdout) as Report).summary.exchanges]).toEqual([0, 14]);
  expect((await check(...names.toReversed(), '--format', 'json')).stdout).toBe(stdout);
});

test.each<[string, readonly string[]]>([
  ['named', ['pacts/a.json', '--report', 'json=pacts/a.json']],
  ['named otherwise', ['./pacts/a.json', '--output', 'pacts/../pacts/a.json']],
  ['found', ['pacts', '--report', 'junit=pacts/a.json']],
  ['named by a link', ['link.json', '--output', 'pacts/a.json']],
  ['written by a link', ['pacts/a.json', '--output', 'link.json']],
])('a report over an input is refused before anything is judged: %s', async (_, args) => {
  symlinkSync(join(folder.path, 'pacts/a.json'), join(folder.path, 'link.json'));
  const { code, stdout, stderr } = await check(...args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^graph-contracts: The report would overwrite \S+\.json, which is an input\. Give another file\.\n$/);
  expect(readFileSync(join(folder.path, 'pacts/a.json'), 'utf8')).toBe(pact);
});

test.each([
  ['pacts/a.json', 'link.json', 2],
  ['link.json', 'pacts/a.json', 2],
  ['pacts/a.json', 'report.json', 0],
])('a report over standard input is refused: %s, and --output %s', async (input, output, expected) => {
  symlinkSync(join(folder.path, 'pacts/a.json'), join(folder.path, 'link.json'));
  const args = [process.execPath, join(packageRoot, 'dist/scripts/cli.js'), input, output];
  const { code } = await finished(spawn('sh', ['-c', '"$0" "$1" check - --output "$3" <"$2"', ...args], { cwd: folder.path }));
  expect([code, readFileSync(join(folder.path, 'pacts/a.json'), 'utf8')]).toEqual([expected, pact]);
});

test('the report of the last run may be written anew, though it is found', async () => {
  for (const format of ['json', 'sarif']) {
    const args = ['.', '--report', `${format}=report.json`];
    expect((await check(...args)).code).toBe(0);
    expect(await check(...args)).toMatchObject({ code: 0, stderr: expect.stringContaining('Skipped') as string });
  }
});
