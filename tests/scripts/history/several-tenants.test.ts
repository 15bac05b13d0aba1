import { readHistory } from '../../../scripts/history/read-history.js';
import { summarizeHistory } from '../../../scripts/history/summarize-history.js';
import { lettersOf, streakSentences } from '../../../scripts/history/words.js';
import type { HistoryLine } from '../../../scripts/history/history-line.js';
import { runCli } from '../../run-cli.js';
import { useTemporaryFolder } from '../../recordings/temporary-folder.js';
import { compliance, configuration, linesOf, textOf } from './history-lines.js';

const folder = useTemporaryFolder();

/** The rows of a history that was written and read: the name and a letter for each night. */
function rowsOf(lines: readonly HistoryLine[]): Readonly<Record<string, string>> {
  const { operations } = summarizeHistory(readHistory([folder.write('runs.ndjson', textOf(lines))]));
  return Object.fromEntries(operations.map(({ name, version, lines: row }) => [`${name} ${version}`, lettersOf(row, 100)]));
}

test.each<{ name: string; lines: readonly HistoryLine[]; expected: Readonly<Record<string, string>> }>([
  {
    name: 'two assignments of one operation in each run',
    lines: [...linesOf('aaa', { assignment: 'aa0001' }), ...linesOf('aid', { assignment: 'aa0002' })],
    expected: { [`${configuration} #aa0001 v1.0`]: '...', [`${configuration} #aa0002 v1.0`]: '.?x' },
  },
  {
    name: 'one assignment is not named, nor are lines of earlier versions apart from it',
    lines: [
      ...linesOf('ad'),
      ...linesOf('  ia', { assignment: 'aa0001' }),
      ...linesOf('aaaa', { operation: compliance, assignment: 'aa0003' }),
    ],
    expected: { [`${configuration} v1.0`]: '.x?.', [`${compliance} v1.0`]: '....' },
  },
  {
    name: 'lines of earlier versions beside two assignments',
    lines: [...linesOf('a'), ...linesOf(' aa', { assignment: 'aa0001' }), ...linesOf(' ia', { assignment: 'aa0002' })],
    expected: {
      [`${configuration} #aa0001 v1.0`]: '_..',
      [`${configuration} #aa0002 v1.0`]: '_?.',
      [`${configuration} #unknown v1.0`]: '.__',
    },
  },
  {
    name: 'two tenants, whose runs of one day are one column',
    lines: [
      ...linesOf('aaa', { tenant: 'contoso' }).map((line) => ({ ...line, run: `c-${line.run}` })),
      ...linesOf(' id', { tenant: 'fabrikam' }).map((line) => ({ ...line, run: `f-${line.run}`, time: line.time.replace('T02', 'T03') })),
    ],
    expected: { [`contoso: ${configuration} v1.0`]: '...', [`fabrikam: ${configuration} v1.0`]: '_?x' },
  },
  {
    name: 'a tenant that ran twice on a day',
    lines: [
      ...linesOf('aa', { tenant: 'contoso' }).map((line) => ({ ...line, run: `c-${line.run}` })),
      ...linesOf('ai', { tenant: 'fabrikam' }).map((line) => ({ ...line, run: `f-${line.run}` })),
      ...linesOf('d', { tenant: 'fabrikam' }).map((line) => ({ ...line, run: 'again', time: line.time.replace('T02', 'T09') })),
    ],
    expected: { [`contoso: ${configuration} v1.0`]: '._.', [`fabrikam: ${configuration} v1.0`]: '.x?' },
  },
])('$name', ({ lines, expected }) => {
  expect(rowsOf(lines)).toEqual(expected);
});

test('the streak of a tenant is its own', () => {
  const lines = [
    ...linesOf('aaaaaa', { tenant: 'contoso' }).map((line) => ({ ...line, run: `c-${line.run}` })),
    ...linesOf('aiii', { tenant: 'fabrikam', reasons: ['throttled'] }).map((line) => ({ ...line, run: `f-${line.run}` })),
  ].toSorted((a, b) => a.time.localeCompare(b.time));
  expect(streakSentences(summarizeHistory({ lines, damaged: [] }), 3)).toEqual([
    `Nothing has been proved about fabrikam: ${configuration} v1.0 since 1 November 2026: throttled, 3 runs in a row.`,
  ]);
});

test('drift --tenant names the tenant of a run, and one history shows several', async () => {
  for (const [tenant, simulate] of [
    ['contoso', 'none'],
    ['fabrikam', 'throttled'],
  ] as const) {
    const answer = simulate === 'none' ? [] : ['--simulate', simulate];
    await runCli(['drift', '--tenant', tenant, '--history', 'runs.ndjson', ...answer], { cwd: folder.path });
  }
  const { stdout } = await runCli(['history', 'runs.ndjson'], { cwd: folder.path });
  expect(stdout).toMatch(new RegExp(`^ {2}contoso: ${configuration} +beta +none .+ \\.$`, 'm'));
  expect(stdout).toMatch(new RegExp(`^ {2}fabrikam: ${configuration} +beta +1 of 1 \\(100 %\\) .+ \\?$`, 'm'));
  expect(stdout).toContain('1 run, ');
});

test.each(['', 'a b', '<!--', 'x'.repeat(41)])('--tenant %j is refused', async (tenant) => {
  const { code, stderr } = await runCli(['drift', `--tenant=${tenant}`, '--history', 'runs.ndjson'], { cwd: folder.path });
  expect([code, stderr]).toEqual([2, expect.stringContaining('Give up to 40 letters, digits, dots, hyphens and underscores.')]);
});

test('--tenant without --history is refused', async () => {
  const { code, stderr } = await runCli(['drift', '--tenant', 'contoso'], { cwd: folder.path });
  expect([code, stderr]).toEqual([2, expect.stringContaining("option '--tenant' cannot be used without option '--history'")]);
});
