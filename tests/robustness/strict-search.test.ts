/** What a folder search cannot decode could hide a broken pact: with `--strict` it fails the run. Readable JSON of another kind never does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packageRoot } from '../../contracts/folders.js';
import type { Report } from '../../scripts/verdict/report.js';
import { TemporaryFolder } from '../recordings/temporary-folder.js';
import { runCli } from '../run-cli.js';
import { hiddenFiles, type HiddenFile } from './hidden-pacts.js';

const files = hiddenFiles(gzipSync);
const undecodable = files.filter(({ told }) => told !== undefined);
const readable = files.filter(({ told }) => told === undefined);

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
  folder.write('pact.json', readFileSync(join(packageRoot, 'contracts/pacts/graph-assignment-client-microsoft-graph.json')));
});
afterEach(() => {
  folder.remove();
});

function write(given: readonly HiddenFile[]): void {
  for (const { file, content } of given) folder.write(`sub/${file}`, content());
}

async function search(...options: readonly string[]): Promise<{ code: number | null; problems: readonly string[]; judged: number }> {
  const { code, stdout } = await runCli(['check', '.', '--format', 'json', ...options], { cwd: folder.path });
  const { problems = [], summary } = JSON.parse(stdout) as Report;
  return { code, problems, judged: summary.judged };
}

test('a strict search names each file that it cannot decode, and judges the others', async () => {
  write(files);
  const { code, problems, judged } = await search('--strict');
  expect([code, judged]).toEqual([2, 14]);
  const told = new Map(problems.map((problem) => [problem.slice('sub/'.length, problem.indexOf(': ')), problem]));
  expect([...told.keys()].sort()).toEqual(undecodable.map(({ file }) => file).sort());
  for (const { file, told: reason = '' } of undecodable) expect(told.get(file)).toContain(`sub/${file}: ${reason}`);
});

test('readable JSON of another kind passes a strict search', async () => {
  write(readable);
  expect(await search('--strict')).toEqual({ code: 0, problems: [], judged: 14 });
});

test('a search that is not strict passes all of them over', async () => {
  write(files);
  expect(await search()).toEqual({ code: 0, problems: [], judged: 14 });
});
