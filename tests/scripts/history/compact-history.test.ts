import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readHistory } from '../../../scripts/history/read-history.js';
import { summarizeHistory, type HistorySummary } from '../../../scripts/history/summarize-history.js';
import { runCli } from '../../run-cli.js';
import { useTemporaryFolder } from '../../recordings/temporary-folder.js';
import { compliance, findingOf, linesOf, textOf } from './history-lines.js';

const folder = useTemporaryFolder();

/** When each finding was first and last seen, and whether it is open; and the last judged run of each operation. */
function compared({ findings, operations }: HistorySummary): unknown {
  return [
    findings.map(({ fingerprint, name, firstSeen, lastSeen, open, url }) => [fingerprint, name, firstSeen, lastSeen, open, url]),
    operations.map(({ name, streak }) => [name, streak?.lastJudged]),
  ];
}

test('--keep drops old runs, and what shows when a finding began and ended stays', async () => {
  const finding = { findings: [findingOf('response.status')] };
  const lines = [
    ...linesOf('aaaa    aaaaiiiii', {}),
    ...linesOf('    dddd', finding),
    ...linesOf('aaaaaaaaaaaaaaaaa', { operation: compliance, findings: [findingOf('response.body.type-omitted', { fingerprint: 'b' })] }),
  ].toSorted((a, b) => a.time.localeCompare(b.time));
  const file = folder.write('runs.ndjson', `${textOf(lines)}{"half`);
  const before = compared(summarizeHistory(readHistory([file])));
  const { code, stdout } = await runCli(['history', 'runs.ndjson', '--keep', '2026-11-15'], { cwd: folder.path });
  expect([code, stdout]).toEqual([0, 'runs.ndjson: kept 12 of 35 lines.\n']);
  expect(compared(summarizeHistory(readHistory([file])))).toEqual(before);
  expect(readFileSync(join(folder.path, 'runs.ndjson'), 'utf8')).toContain('{"half');
  // A second time changes nothing.
  const text = readFileSync(file, 'utf8');
  await runCli(['history', 'runs.ndjson', '--keep', '2026-11-15'], { cwd: folder.path });
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test.each([
  { args: ['runs.ndjson', '--keep', 'friday'], says: 'option \'--keep\' argument "friday" is invalid.' },
  { args: ['runs.ndjson', 'runs.ndjson', '--keep', '30'], says: 'With --keep, give one history.' },
  { args: ['nowhere.ndjson', '--keep', '30'], says: 'nowhere.ndjson: no such file.' },
  { args: ['runs.ndjson', '--keep', '30', '--since', '30'], says: "'--keep <when>' cannot be used with option '--since <when>'" },
  { args: ['runs.ndjson', '--keep', '30', '--output', 'x'], says: "'--keep <when>' cannot be used with option '--output <file>'" },
])('history $args cannot run', async ({ args, says }) => {
  const file = folder.write('runs.ndjson', textOf(linesOf('a')));
  const { code, stderr } = await runCli(['history', ...args], { cwd: folder.path });
  expect([code, stderr]).toEqual([2, expect.stringContaining(says)]);
  expect(readFileSync(file, 'utf8')).toBe(textOf(linesOf('a')));
});
