/** A run that judged nothing never says "agrees": each format says "nothing was judged" in words, and the exit code is that of the process. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formats } from '../../../scripts/verdict/destinations.js';
import type { Report } from '../../../scripts/verdict/report.js';
import { TemporaryFolder } from '../../recordings/temporary-folder.js';
import { finished, runCli, startCli, type CliResult } from '../../run-cli.js';
import { expectValid } from './expect-valid.js';

const folder = new TemporaryFolder();
afterAll(() => {
  folder.remove();
});

folder.write('read.ndjson', '{"request":{"method":"GET","url":"https://contoso.example/v1.0/me"},"response":{"status":200}}\n');
folder.write('empty/notes.txt', 'nothing');

const saysNothing = /nothing was (?:judged|recorded)/i;
const idle = [process.execPath, '-e', ''];

interface Row {
  readonly args: readonly string[];
  readonly verdict: string;
  readonly code: number;
  /** What follows "--". */
  readonly command?: readonly string[];
  /** Whether it runs until it is stopped. */
  readonly stays?: true;
}

const rows: readonly Row[] = [
  { args: ['drift', '--dry-run'], verdict: 'nothing-judged', code: 0 },
  { args: ['check', 'read.ndjson', '--allow-empty'], verdict: 'nothing-judged', code: 0 },
  { args: ['check', 'empty', '--allow-empty'], verdict: 'nothing-judged', code: 0 },
  { args: ['check', 'read.ndjson'], verdict: 'cannot-run', code: 2 },
  { args: ['check', 'empty'], verdict: 'cannot-run', code: 2 },
  { args: ['record', '--from', 'read.ndjson', '--folder', 'recorded'], verdict: 'cannot-run', code: 2 },
  { args: ['record', '--from', 'read.ndjson', '--folder', 'recorded', '--allow-empty'], verdict: 'nothing-judged', code: 0 },
  { args: ['serve'], command: idle, verdict: 'cannot-run', code: 2 },
  { args: ['serve', '--allow-empty'], command: idle, verdict: 'nothing-judged', code: 0 },
  { args: ['serve', '--port', '0'], stays: true, verdict: 'nothing-judged', code: 0 },
  { args: ['record', '--proxy', '--port', '0', '--folder', 'recorded', '--allow-empty'], stays: true, verdict: 'nothing-judged', code: 0 },
];

async function run({ args, command = [], stays }: Row): Promise<CliResult> {
  const line = [...args, ...formats.flatMap((format) => ['--report', `${format}=report.${format}`])];
  if (!stays) return runCli([...line, ...(command.length === 0 ? [] : ['--', ...command])], { cwd: folder.path });
  const child = startCli(line, { cwd: folder.path });
  child.stdout.once('data', () => child.kill('SIGTERM'));
  return finished(child);
}

test.each(rows)('$args $command', async (row) => {
  const { code, stdout } = await run(row);
  expect({ code, says: saysNothing.test(stdout), agrees: /\bagrees\b/.test(stdout) }).toEqual({
    code: row.code,
    says: true,
    agrees: false,
  });
  for (const format of formats) {
    const text = readFileSync(join(folder.path, `report.${format}`), 'utf8');
    await expectValid[format](text);
    expect([format, text]).toEqual([format, expect.stringMatching(saysNothing)]);
    expect(format === 'sarif' ? '' : text.replace(/<style>[^]*<\/style>/, '')).not.toMatch(/\bagrees\b/);
  }
  const { verdict, exitCode, summary } = JSON.parse(readFileSync(join(folder.path, 'report.json'), 'utf8')) as Report;
  expect({ verdict, exitCode, judged: summary.judged }).toEqual({ verdict: row.verdict, exitCode: row.code, judged: 0 });
});
