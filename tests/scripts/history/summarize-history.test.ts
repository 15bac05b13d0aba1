import { latencyOf, trendText } from '../../../scripts/history/latency.js';
import { outcomeOf } from '../../../scripts/history/outcome.js';
import { historySince, sinceMoment } from '../../../scripts/history/since.js';
import { summarizeHistory, type FindingHistory } from '../../../scripts/history/summarize-history.js';
import type { NightLine } from '../../../scripts/history/history-line.js';
import { compliance, configuration, kept, nightLine, nights } from './history-lines.js';

const status = kept('response.status');

function findingOf(lines: readonly NightLine[]): FindingHistory | undefined {
  return summarizeHistory({ lines, damaged: [] }).findings[0];
}

/** Nights of which those with a capital letter saw the finding. */
function withFinding(verdicts: string): NightLine[] {
  return nights(verdicts.toLowerCase()).map((line, index) => ({ ...line, findings: /[A-Z]/.test(verdicts[index] ?? '') ? [status] : [] }));
}

test.each([
  ['aaD', { open: true, nights: 1, judgedNights: 3, firstSeen: 3, lastSeen: 3 }],
  ['DDDDa', { open: false, nights: 4, judgedNights: 5, firstSeen: 1, lastSeen: 4 }],
  ['aDaDa', { open: false, nights: 2, judgedNights: 5, firstSeen: 2, lastSeen: 4 }],
  ['Di', { open: true, nights: 1, judgedNights: 1, firstSeen: 1, lastSeen: 1 }],
  ['iDiiaii', { open: false, nights: 1, judgedNights: 2, firstSeen: 2, lastSeen: 2 }],
])('%s: a night that could not judge neither keeps a finding open nor ends it', (verdicts, expected) => {
  const { open, nights: count, judgedNights, firstSeen, lastSeen } = findingOf(withFinding(verdicts)) ?? {};
  const dayOf = (time = ''): number => Number(time.slice(8, 10));
  expect({ open, nights: count, judgedNights, firstSeen: dayOf(firstSeen), lastSeen: dayOf(lastSeen) }).toEqual(expected);
});

test('the last wording and state of a finding hold, and flaky nights are counted', () => {
  const lines = [
    nightLine({ day: 1, verdict: 'inconclusive', findings: [{ ...status, flaky: true, message: 'old' }] }),
    nightLine({ day: 2, verdict: 'agrees', findings: [{ ...status, accepted: true, message: 'new' }] }),
  ];
  expect(findingOf(lines)).toMatchObject({ message: 'new', accepted: true, open: true, flaky: 1, nights: 2, judgedNights: 2 });
});

test('open findings come first, then the worst, then the latest', () => {
  const finding = (fingerprint: string, code: 'response.status' | 'response.body.null') => kept(code, { fingerprint });
  const lines = [
    nightLine({ day: 1, findings: [finding('gone', 'response.status')] }),
    nightLine({ day: 2, findings: [finding('later', 'response.status')] }),
    nightLine({ day: 3, findings: [finding('unknown', 'response.body.null'), finding('open', 'response.status')] }),
  ];
  const { findings } = summarizeHistory({ lines, damaged: [] });
  expect(findings.map(({ fingerprint }) => fingerprint)).toEqual(['open', 'unknown', 'later', 'gone']);
});

test('operations stand by name, v1.0 before beta, each with a place for every night', () => {
  const lines = [
    ...nights('a d', { version: 'beta' }),
    ...nights('ai', { version: 'v1.0' }),
    ...nights(' a', { operation: compliance }),
  ].toSorted((a, b) => a.time.localeCompare(b.time));
  const summary = summarizeHistory({ lines, damaged: [] });
  expect(summary.operations.map(({ operation, version, lines: row }) => [operation, version, row.map(outcomeOf)])).toEqual([
    [compliance, 'v1.0', ['none', 'agrees', 'none']],
    [configuration, 'v1.0', ['agrees', 'inconclusive', 'none']],
    [configuration, 'beta', ['agrees', 'none', 'disagrees']],
  ]);
  expect(summary.operations.map(({ inconclusive, nights: count }) => [inconclusive, count])).toEqual([
    [0, 1],
    [1, 2],
    [0, 2],
  ]);
});

test('latency is that of judged nights: a night of weather says how long we waited, not how fast Graph is', () => {
  const lines = [...nights('aaa'), nightLine({ day: 4, verdict: 'inconclusive', milliseconds: 90_000 })];
  expect(summarizeHistory({ lines, damaged: [] }).operations[0]?.latency).toEqual({ last: 100, median: 100 });
  expect(summarizeHistory({ lines: nights('iii'), damaged: [] }).operations[0]?.latency).toBeUndefined();
});

const days = (count: number, value: number): number[] => Array.from({ length: count }, () => value);

test.each<[string, number[], string]>([
  ['one night', [100], 'too few nights'],
  ['nine nights', days(9, 100), 'too few nights'],
  ['the same', days(10, 100), 'as before'],
  ['slower', [...days(3, 100), ...days(7, 150)], '+50 %'],
  ['faster', [...days(28, 200), ...days(7, 150)], '−25 %'],
  ['one slow night among the last', [...days(28, 100), ...days(6, 100), 9000], 'as before'],
  ['what is older than five weeks does not count', [...days(100, 900), ...days(28, 100), ...days(7, 110)], '+10 %'],
  ['from nothing', [...days(3, 0), ...days(7, 5)], 'slower'],
])('%s: %s', (_, times, text) => {
  const latency = latencyOf(times);
  if (latency === undefined) throw new Error('There are nights.');
  expect(trendText(latency)).toBe(text);
});

test.each([
  ['30', '2026-10-22T02:00:00.000Z'],
  ['1d', '2026-11-20T02:00:00.000Z'],
  ['2026-11-03', '2026-11-03T00:00:00.000Z'],
])('--since %s', (text, moment) => {
  expect(sinceMoment(text, new Date('2026-11-21T02:00:00Z'))).toBe(moment);
});

test.each(['yesterday', '2026-02-30', '-3', '1w', ''])('--since %j is refused', (text) => {
  expect(() => sinceMoment(text, new Date(0))).toThrow('is neither a number of days, such as 30, nor a day, such as 2026-11-21.');
});

test('nights before that are left out, and one at that very moment is not', () => {
  const lines = nights('aaaa');
  expect(historySince({ lines, damaged: [] }, '2026-11-03T00:00:00.000Z').lines).toEqual(lines.slice(2));
  expect(historySince({ lines, damaged: [] }, lines[2]?.time ?? '').lines).toEqual(lines.slice(2));
});

test('a night of which a part ran on the emulator is one of the emulator', () => {
  const lines = [nightLine({ emulator: false }), nightLine({ emulator: true, operation: compliance })];
  expect(summarizeHistory({ lines, damaged: [] }).nights.map(({ emulator }) => emulator)).toEqual([true]);
});
