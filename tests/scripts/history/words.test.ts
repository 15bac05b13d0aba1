import { htmlHistory } from '../../../scripts/history/html-history.js';
import { summarizeHistory } from '../../../scripts/history/summarize-history.js';
import { inconclusiveText, remarks, spanText } from '../../../scripts/history/words.js';
import { lineOf, linesOf } from './history-lines.js';

const places = (count: number): string => Array.from({ length: count }, (_, index) => `runs.ndjson:${index + 1}`).join(', ');

test.each([
  [0, []],
  [1, ['1 damaged line skipped: runs.ndjson:1.']],
  [5, [`5 damaged lines skipped: ${places(5)}.`]],
  [7, [`7 damaged lines skipped: ${places(5)} and 2 more.`]],
])('of %i damaged lines it names five', (count, expected) => {
  const damaged = Array.from({ length: count }, (_, index) => ({ file: 'runs.ndjson', line: index + 1 }));
  expect(remarks(summarizeHistory({ lines: [], damaged }))).toEqual(expected);
});

test.each([
  ['a', '1 run, 2026-11-01'],
  ['aaa', '3 runs, 2026-11-01 to 2026-11-03'],
])('the span of "%s" is "%s"', (verdicts, expected) => {
  expect(spanText(summarizeHistory({ lines: linesOf(verdicts), damaged: [] }))).toBe(expected);
});

test.each([
  [[false], []],
  [[true], ['This run used the emulator and says nothing about Microsoft Graph.']],
  [[true, true], ['All of them used the emulator and say nothing about Microsoft Graph.']],
  [[true, false], ['1 of them used the emulator and says nothing about Microsoft Graph.']],
  [[true, true, false], ['2 of them used the emulator and say nothing about Microsoft Graph.']],
])('runs with the emulator (%j) are named', (emulators, expected) => {
  const lines = emulators.map((emulator, index) => lineOf({ day: index + 1, emulator }));
  expect(remarks(summarizeHistory({ lines, damaged: [] }))).toEqual(expected);
});

test.each([
  ['aaa', 'none', '0 %'],
  ['iaa', '1 of 3 (33 %)', '33.3 %'],
  ['iia', '2 of 3 (67 %)', '66.7 %'],
  ['iiiiiiia', '7 of 8 (88 %)', '87.5 %'],
  ['ii', '2 of 2 (100 %)', '100 %'],
])('the share of inconclusive runs in %s is %s, and %s on the page', (verdicts, text, page) => {
  const summary = summarizeHistory({ lines: linesOf(verdicts), damaged: [] });
  expect(summary.operations.map(inconclusiveText)).toEqual([text]);
  const html = htmlHistory(summary).replaceAll(/\s+/g, ' ');
  expect(html).toContain(`<dt>inconclusive</dt> <dd>${page}</dd>`);
});
