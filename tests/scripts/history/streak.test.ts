import { parseHistoryLine } from '../../../scripts/history/read-history.js';
import { summarizeHistory } from '../../../scripts/history/summarize-history.js';
import { streakSentences } from '../../../scripts/history/words.js';
import type { HistoryLine } from '../../../scripts/history/history-line.js';
import { compliance, configuration, findingOf, lineOf, linesOf, textOf } from './history-lines.js';

const throttled = { reasons: ['throttled'] };

interface Case {
  readonly name: string;
  readonly lines: readonly HistoryLine[];
  readonly least?: number;
  readonly expected: readonly string[];
}

test.each<Case>([
  { name: 'the last run judged', lines: linesOf('iiiia', throttled), expected: [] },
  { name: 'fewer runs than asked for', lines: linesOf('aii', throttled), expected: [] },
  {
    name: 'as many runs as asked for',
    lines: linesOf('aiii', throttled),
    expected: ['Nothing has been proved since 1 November 2026: throttled, 3 runs in a row.'],
  },
  {
    name: 'another number of runs',
    lines: linesOf('ai', throttled),
    least: 1,
    expected: ['Nothing has been proved since 1 November 2026: throttled, once.'],
  },
  {
    name: 'the reason of the last run',
    lines: [...linesOf('aii', throttled), lineOf({ day: 4, verdict: 'inconclusive', reasons: ['outage', 'forbidden'] })],
    expected: ['Nothing has been proved since 1 November 2026: outage, forbidden, 3 runs in a row.'],
  },
  {
    name: 'never',
    lines: linesOf('iii', throttled),
    expected: ['Nothing has been proved since the first run on 1 November 2026: throttled, 3 runs in a row.'],
  },
  {
    name: 'findings that did not recur',
    lines: linesOf('diii', { findings: [findingOf('response.status', { flaky: true })] }),
    expected: ['Nothing has been proved since 1 November 2026: findings that did not recur, 3 runs in a row.'],
  },
  {
    name: 'runs that ended early',
    lines: linesOf('aiii'),
    expected: ['Nothing has been proved since 1 November 2026: not begun, 3 runs in a row.'],
  },
  {
    name: 'runs without this operation do not count',
    lines: [...linesOf('a i i i', throttled), ...linesOf(' a a aa', { operation: compliance })],
    expected: [`Nothing has been proved about ${configuration} v1.0 since 1 November 2026: throttled, 3 runs in a row.`],
  },
  {
    name: 'an operation that the last run did not check any more',
    lines: [...linesOf('aiii', throttled), ...linesOf('aaaaa', { operation: compliance })],
    expected: [],
  },
  {
    name: 'two of three operations',
    lines: [
      ...linesOf('aiii', throttled),
      ...linesOf('aiii', { ...throttled, version: 'beta' }),
      ...linesOf('aaaa', { operation: compliance }),
    ],
    expected: [
      `Nothing has been proved about ${configuration} v1.0, ${configuration} beta since 1 November 2026: throttled, 3 runs in a row.`,
    ],
  },
  ...(['unauthorized', 'forbidden'] as const).map((reason) => ({
    name: `${reason} at sign-in, at once`,
    lines: [...linesOf('a'), lineOf({ day: 2, verdict: 'inconclusive', reasons: [reason], notSignedIn: true })],
    expected: [`Nothing has been proved since 1 November 2026: sign-in refused (${reason}), once.`],
  })),
  {
    name: 'an authority that cannot be reached',
    lines: [...linesOf('a'), lineOf({ day: 2, verdict: 'inconclusive', reasons: ['outage'], notSignedIn: true })],
    expected: [],
  },
  { name: 'a single forbidden answer of Graph', lines: linesOf('ai', { reasons: ['forbidden'] }), expected: [] },
])('$name', ({ lines, least = 3, expected }) => {
  const sorted = lines.toSorted((a, b) => a.time.localeCompare(b.time));
  expect(streakSentences(summarizeHistory({ lines: sorted, damaged: [] }), least)).toEqual(expected);
});

test('a failed sign-in is in a line, and read again', () => {
  const line = lineOf({ notSignedIn: true });
  expect(parseHistoryLine(textOf([line]))).toEqual(line);
  expect(parseHistoryLine(textOf([lineOf()]))?.notSignedIn).toBeUndefined();
});
