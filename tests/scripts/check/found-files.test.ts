/** What a searched folder holds besides traffic is passed over, and told; traffic that is broken fails the run. A file that is named was meant. */
import { readFileSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import type { Report } from '../../../scripts/verdict/report.js';
import { useTemporaryFolder } from '../../recordings/temporary-folder.js';
import { runCli } from '../../run-cli.js';

interface FoundFile {
  readonly file: string;
  readonly text: string;
  readonly encoding?: BufferEncoding;
  /** Why it fails the run when it is found; absent when it is passed over. */
  readonly found?: string;
  /** Why it fails the run when it is named; unless told, for the same reason. */
  readonly named?: string;
}

const rows = JSON.parse(readFileSync(join(__dirname, 'found-files.json'), 'utf8')) as readonly FoundFile[];
const strangers = rows.filter(({ found }) => found === undefined);
const broken = rows.filter(({ found }) => found !== undefined);
const pact = readFileSync(join(packageRoot, 'contracts/pacts/graph-assignment-client-microsoft-graph.json'));

const folder = useTemporaryFolder();
beforeEach(() => {
  folder.write('pact.json', pact);
});

function write(files: readonly FoundFile[]): string[] {
  for (const { file, text, encoding } of files) folder.write(file, Buffer.from(text, encoding));
  return files.map(({ file }) => file).sort();
}

const check = (...paths: readonly string[]): ReturnType<typeof runCli> =>
  runCli(['check', ...paths, '--format', 'json'], { cwd: folder.path });

/** What each file is told, by its name. */
async function toldOf(...paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { code, stdout } = await check(...paths);
  const { problems = [], summary } = JSON.parse(stdout) as Report;
  expect([code, summary.judged]).toEqual([2, 14]);
  return new Map(problems.map((problem) => [problem.slice(0, problem.indexOf(': ')), problem]));
}

test('strangers that are found are passed over', async () => {
  const files = write(strangers);
  truncateSync(folder.write('large.json', '{"a":'), 17 * 1024 * 1024);
  const { code, stderr } = await check('.');
  const skipped = [...files, 'large.json'].sort().join(', ');
  expect([code, stderr]).toEqual([0, `Skipped files of unknown format: ${skipped}.\n`]);
});

test('a link that leads nowhere is told when it is called as traffic is', async () => {
  symlinkSync('gone.json', join(folder.path, 'linked.json'));
  symlinkSync('gone', join(folder.path, 'linked'));
  const { code, stderr } = await check('.');
  expect([code, stderr]).toEqual([0, 'Skipped broken links: linked.json.\n']);
});

test('traffic that is found, and broken, is told', async () => {
  write(broken);
  const told = await toldOf('.');
  for (const { file, found = '' } of broken) expect(told.get(file)).toBe(`${file}: ${found}`);
  expect(told.size).toBe(broken.length);
});

test('a file that is named is told, whatever it is', async () => {
  const told = await toldOf('pact.json', ...write(rows));
  for (const { file, found = '', named = found } of rows) expect(told.get(file)).toContain(`${file}: ${named}`);
  expect(told.size).toBe(rows.length);
});

test('hidden folders are not searched, unless they are named', async () => {
  folder.write('.tools/broken.har', '{"lo');
  folder.write('a/.b/c/broken.har', '{"lo');
  folder.write('.pacts/pact.json', pact);
  expect((await check('.')).code).toBe(0);
  expect((await check('.pacts', '--allow-empty')).code).toBe(0);
  expect((await check('.tools')).code).toBe(2);
});
