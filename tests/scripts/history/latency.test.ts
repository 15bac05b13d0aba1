import { summarizeLatency, trendText } from '../../../scripts/history/latency.js';

const times = (count: number, time: number): number[] => Array<number>(count).fill(time);

test.each<[string, number[], ReturnType<typeof summarizeLatency>]>([
  ['none', [], undefined],
  ['one', [5], { last: 5, median: 5 }],
  ['two', [1, 4], { last: 4, median: 3 }],
  ['three, by number and not by letter', [10, 9, 100], { last: 100, median: 10 }],
  ['four in any order', [9, 1, 100, 3], { last: 3, median: 6 }],
  ['too few before the recent ones', [...times(2, 1), ...times(7, 2)], { last: 2, median: 2 }],
  ['just enough before them', [...times(3, 1), ...times(7, 2)], { last: 2, median: 2, trend: { recent: 2, earlier: 1 } }],
  ['old ones', [...times(50, 9), ...times(14, 1), ...times(7, 2)], { last: 2, median: 9, trend: { recent: 2, earlier: 5 } }],
  [
    'one slow run among the last',
    [...times(28, 100), ...times(6, 100), 9000],
    { last: 9000, median: 100, trend: { recent: 100, earlier: 100 } },
  ],
])('the latency of %s', (_name, given, expected) => {
  const before = [...given];
  expect(summarizeLatency(given)).toEqual(expected);
  expect(given).toEqual(before);
});

test.each<[recent: number | undefined, earlier: number, text: string]>([
  [undefined, 0, 'too few runs'],
  [0, 0, 'as before'],
  [1, 0, 'slower'],
  [100, 100, 'as before'],
  [1_004, 1_000, 'as before'],
  [1_006, 1_000, '+1 %'],
  [150, 100, '+50 %'],
  [50, 100, '\u221250 %'],
  [0, 100, '\u2212100 %'],
])('a median of %p beside one of %p before is "%s"', (recent, earlier, text) => {
  expect(trendText({ last: 1, median: 1, trend: recent === undefined ? undefined : { recent, earlier } })).toBe(text);
});
