import { htmlHistory } from '../../../scripts/history/page/html-history.js';
import { summarizeHistory } from '../../../scripts/history/summarize-history.js';
import { damagedText, emulatorText, inconclusiveText, spanText } from '../../../scripts/history/words.js';
import { nightLine, nights } from './history-lines.js';

const damagedLines = (count: number) => Array.from({ length: count }, (_, index) => ({ file: 'nights.ndjson', line: index + 1 }));

test.each([
  [0, undefined],
  [1, '1 damaged line passed over: nights.ndjson:1.'],
  [5, `5 damaged lines passed over: ${[1, 2, 3, 4, 5].map((line) => `nights.ndjson:${line}`).join(', ')}.`],
  [7, `7 damaged lines passed over: ${[1, 2, 3, 4, 5].map((line) => `nights.ndjson:${line}`).join(', ')} and 2 more.`],
])('of %i damaged lines it names five', (count, expected) => {
  expect(damagedText(summarizeHistory({ lines: [], damaged: damagedLines(count) }))).toBe(expected);
});

test.each([
  ['', 'no nights'],
  ['a', '1 night, 2026-11-01'],
  ['aaa', '3 nights, 2026-11-01 to 2026-11-03'],
])('the span of "%s" is "%s"', (verdicts, expected) => {
  expect(spanText(summarizeHistory({ lines: nights(verdicts), damaged: [] }))).toBe(expected);
});

test.each([
  [[false], undefined],
  [[true], 'This night ran against the emulator, and says nothing about Microsoft Graph.'],
  [[true, true], 'All of them ran against the emulator, and say nothing about Microsoft Graph.'],
  [[true, false], '1 of them ran against the emulator, and says nothing about Microsoft Graph.'],
  [[true, true, false], '2 of them ran against the emulator, and say nothing about Microsoft Graph.'],
])('of nights with the emulator (%j) it says so', (emulators, expected) => {
  const lines = emulators.map((emulator, index) => nightLine({ day: index + 1, emulator }));
  expect(emulatorText(summarizeHistory({ lines, damaged: [] }))).toBe(expected);
});

test.each([
  ['aaa', 'none', '0 %'],
  ['iaa', '1 of 3 (33 %)', '33.3 %'],
  ['iia', '2 of 3 (67 %)', '66.7 %'],
  ['iiiiiiia', '7 of 8 (88 %)', '87.5 %'],
  ['ii', '2 of 2 (100 %)', '100 %'],
])('the share of inconclusive nights in %s is %s, and %s on the page', (verdicts, text, page) => {
  const summary = summarizeHistory({ lines: nights(verdicts), damaged: [] });
  expect(summary.operations.map(inconclusiveText)).toEqual([text]);
  const html = htmlHistory(summary, { name: 'graph-contracts', version: '0.1.0' }).replaceAll(/\s+/g, ' ');
  expect(html).toContain(`<dt>inconclusive</dt> <dd>${page}</dd>`);
});
