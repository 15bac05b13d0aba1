import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHistoryLine } from '../../../scripts/history/read-history.js';
import { testWith } from '../../equipment/needs-tool.js';
import { runCli } from '../../run-cli.js';
import { useTemporaryFolder } from '../../recordings/temporary-folder.js';
import { linesOf, textOf } from './history-lines.js';

const folder = useTemporaryFolder();

test('each run adds a line for each operation and API version, and history shows them together', async () => {
  for (const [simulate, code] of [
    [[], 0],
    [['--simulate', 'no-content'], 1],
    [['--simulate', 'throttled'], 3],
  ] as const) {
    expect((await runCli(['drift', '--history', 'runs.ndjson', ...simulate], { cwd: folder.path })).code).toBe(code);
  }
  const lines = readFileSync(join(folder.path, 'runs.ndjson'), 'utf8').trimEnd().split('\n').map(parseHistoryLine);
  expect(lines.map((line) => line?.verdict)).toEqual(
    ['agrees', 'disagrees', 'inconclusive'].flatMap((verdict) => Array.from({ length: 4 }, () => verdict)),
  );
  expect(lines.every((line) => line?.emulator)).toBe(true);
  expect(new Set(lines.map((line) => line?.run)).size).toBe(3);
  const { code, stdout, stderr } = await runCli(['history', 'runs.ndjson'], { cwd: folder.path });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('3 runs');
  expect(stdout).toContain('.x?');
  expect(stdout).toContain('All of them used the emulator and say nothing about Microsoft Graph.');
});

test.each(['pretty', 'markdown', 'html', 'json'])('%s: to stdout or, whole, to a file; the same each time', async (format) => {
  folder.write('runs.ndjson', textOf(linesOf('adia')));
  const { code, stdout } = await runCli(['history', 'runs.ndjson', '--format', format], { cwd: folder.path });
  const written = await runCli(['history', 'runs.ndjson', '--format', format, '--output', 'out'], { cwd: folder.path });
  expect({ code, written }).toEqual({ code: 0, written: { code: 0, stdout: '', stderr: '' } });
  expect(readFileSync(join(folder.path, 'out'), 'utf8')).toBe(stdout);
  expect(stdout).toContain({ pretty: '.x?.', markdown: '`.x?.`', html: '<!doctype html>', json: '"inconclusiveShare": 0.25' }[format]);
});

test('damaged lines are named, and are no failure', async () => {
  folder.write('runs.ndjson', `{"v":1,\n${textOf(linesOf('a'))}half`);
  const { code, stdout } = await runCli(['history', 'runs.ndjson'], { cwd: folder.path });
  expect(code).toBe(0);
  expect(stdout).toContain('2 damaged lines skipped: runs.ndjson:1, runs.ndjson:3.');
});

test.each([
  { args: ['nowhere.ndjson'], says: 'nowhere.ndjson: no such file. "graph-contracts drift --history nowhere.ndjson" creates it.' },
  { args: ['.'], says: 'the history cannot be read (EISDIR)' },
  {
    args: ['empty.ndjson'],
    says: 'No run in empty.ndjson, so there is nothing to show. "graph-contracts drift --history <file>" adds one',
  },
  { args: ['damaged.ndjson'], says: 'so there is nothing to show. 1 damaged line skipped.' },
  { args: ['runs.ndjson', '--since', '2099-01-01'], says: 'No run since 2099-01-01 in runs.ndjson' },
  { args: ['runs.ndjson', '--since', 'friday'], says: 'option \'--since\' argument "friday" is invalid.' },
  { args: ['runs.ndjson', '--format', 'xml'], says: 'Allowed choices are pretty, markdown, html, json.' },
  { args: ['runs.ndjson', '--output', 'no/out'], says: 'cannot be written to no/out' },
  { args: [], says: "missing required argument 'file'" },
])('history $args cannot run, and says why', async ({ args, says }) => {
  folder.write('empty.ndjson', '\n');
  folder.write('damaged.ndjson', 'x');
  folder.write('runs.ndjson', textOf(linesOf('a')));
  const { code, stdout, stderr } = await runCli(['history', ...args], { cwd: folder.path });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(says);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test.each([
  ['no/runs.ndjson', 'ENOENT'],
  ['.', 'EISDIR'],
])('a history that cannot be written keeps the run from starting: %s', async (file, code) => {
  const result = await runCli(['drift', '--history', file], { cwd: folder.path });
  const stderr = `graph-contracts: ${file}: the history cannot be written (${code}). Give a file in a folder that exists.\n`;
  expect(result).toEqual({ code: 2, stdout: '', stderr });
});

/** A device that takes no byte stands for a full disk. */
const fullDevice = '/dev/full';

testWith(fullDevice)('where the disk is full at the end, the report is written, but the run cannot pass', async () => {
  const { code, stdout, stderr } = await runCli(['drift', '--history', fullDevice], { cwd: folder.path });
  expect(code).toBe(2);
  expect(stdout).toMatch(/^cannot-run: 4 exchanges, 4 judged, .+ Exit code 2\.$/m);
  expect(stderr).toContain(`${fullDevice}: the history cannot be written (ENOSPC).`);
});
