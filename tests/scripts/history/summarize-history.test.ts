import type { HistoryLine } from '../../../scripts/history/history-line.js';
import { runOutcome } from '../../../scripts/history/words.js';
import { historySince } from '../../../scripts/history/read-history.js';
import { summarizeHistory, type FindingHistory } from '../../../scripts/history/summarize-history.js';
import { compliance, configuration, findingOf, lineOf, linesOf } from './history-lines.js';

const status = findingOf('response.status');

function firstFinding(lines: readonly HistoryLine[]): FindingHistory | undefined {
  return summarizeHistory({ lines, damaged: [] }).findings[0];
}

test.each([
  ['aaD', { open: true, nights: 1, judgedNights: 3, firstSeen: 3, lastSeen: 3 }],
  ['DDDDa', { open: false, nights: 4, judgedNights: 5, firstSeen: 1, lastSeen: 4 }],
  ['aDaDa', { open: false, nights: 2, judgedNights: 5, firstSeen: 2, lastSeen: 4 }],
  ['Di', { open: true, nights: 1, judgedNights: 1, firstSeen: 1, lastSeen: 1 }],
  ['iDiiaii', { open: false, nights: 1, judgedNights: 2, firstSeen: 2, lastSeen: 2 }],
])('%s, with the finding in capital letters: an inconclusive run neither keeps a finding open nor ends it', (verdicts, expected) => {
  const lines = linesOf(verdicts.toLowerCase()).map((line, index) => ({
    ...line,
    findings: /[A-Z]/.test(verdicts[index] ?? '') ? [status] : [],
  }));
  const { open, nights, judgedNights, firstSeen, lastSeen } = firstFinding(lines) ?? {};
  const dayOf = (time = ''): number => Number(time.slice(8, 10));
  expect({ open, nights, judgedNights, firstSeen: dayOf(firstSeen), lastSeen: dayOf(lastSeen) }).toEqual(expected);
});

test('a finding has its last message and state, and its flaky runs are counted', () => {
  const lines = [
    lineOf({ day: 1, verdict: 'inconclusive', findings: [{ ...status, flaky: true, message: 'old' }] }),
    lineOf({ day: 2, verdict: 'agrees', findings: [{ ...status, accepted: true, message: 'new' }] }),
  ];
  expect(firstFinding(lines)).toMatchObject({ message: 'new', accepted: true, open: true, flaky: 1, nights: 2, judgedNights: 2 });
});

test('open findings come first, then the worst, then the latest', () => {
  const finding = (fingerprint: string, code: 'response.status' | 'response.body.null') => findingOf(code, { fingerprint });
  const lines = [
    lineOf({ day: 1, findings: [finding('gone', 'response.status')] }),
    lineOf({ day: 2, findings: [finding('later', 'response.status')] }),
    lineOf({ day: 3, findings: [finding('unknown', 'response.body.null'), finding('open', 'response.status')] }),
  ];
  const { findings } = summarizeHistory({ lines, damaged: [] });
  expect(findings.map(({ fingerprint }) => fingerprint)).toEqual(['open', 'unknown', 'later', 'gone']);
});

test('operations are sorted by name, v1.0 before beta, each with a place for every run', () => {
  const lines = [
    ...linesOf('a d', { version: 'beta' }),
    ...linesOf('ai', { version: 'v1.0' }),
    ...linesOf(' a', { operation: compliance }),
  ].toSorted((a, b) => a.time.localeCompare(b.time));
  const summary = summarizeHistory({ lines, damaged: [] });
  expect(summary.operations.map(({ operation, version, lines: row }) => [operation, version, row.map(runOutcome)])).toEqual([
    [compliance, 'v1.0', ['none', 'agrees', 'none']],
    [configuration, 'v1.0', ['agrees', 'inconclusive', 'none']],
    [configuration, 'beta', ['agrees', 'none', 'disagrees']],
  ]);
  expect(summary.operations.map(({ inconclusive, nights }) => [inconclusive, nights])).toEqual([
    [0, 1],
    [1, 2],
    [0, 2],
  ]);
});

test('latency is that of judged runs: an inconclusive run measures our waiting, not Graph', () => {
  const lines = [...linesOf('aaa'), lineOf({ day: 4, verdict: 'inconclusive', milliseconds: 90_000 })];
  expect(summarizeHistory({ lines, damaged: [] }).operations[0]?.latency).toEqual({ last: 100, median: 100 });
  expect(summarizeHistory({ lines: linesOf('iii'), damaged: [] }).operations[0]?.latency).toBeUndefined();
});

test.each([
  ['30', 21, 0],
  ['18d', 21, 2],
  ['2026-11-03', 21, 2],
  ['2026-11-04', 21, 3],
])('--since %s: a run at that time is kept, earlier ones are left out', (since, day, leftOut) => {
  const lines = linesOf('aaaa');
  expect(historySince({ lines, damaged: [] }, since, new Date(Date.UTC(2026, 10, day, 2))).lines).toEqual(lines.slice(leftOut));
});

test.each(['yesterday', '2026-02-30', '-3', '1w', ''])('--since %j is refused', (since) => {
  expect(() => historySince({ lines: [], damaged: [] }, since, new Date(0))).toThrow(
    'is invalid. Give a number of days, such as 30, or a day, such as 2026-11-21.',
  );
});

test('a run that used the emulator in part counts as one of the emulator', () => {
  const lines = [lineOf({ emulator: false }), lineOf({ emulator: true, operation: compliance })];
  expect(summarizeHistory({ lines, damaged: [] }).nights.map(({ emulator }) => emulator)).toEqual([true]);
});
