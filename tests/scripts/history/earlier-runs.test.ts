import { withEarlierRuns } from '../../../scripts/history/earlier-runs.js';
import type { HistoryLine } from '../../../scripts/history/history-line.js';
import type { CountedFinding } from '../../../scripts/verdict/report.js';

/** Each run: its day, who answered, and the fingerprints of its findings. Each has two lines, for two operations. */
const runs: readonly [day: string, emulator: boolean, fingerprints: readonly string[]][] = [
  ['2026-11-12', false, ['a']],
  ['2026-11-13', false, []],
  ['2026-11-14', true, ['a', 'b']],
  ['2026-11-15', false, ['a']],
];

const lines = runs.flatMap(([day, emulator, fingerprints]) =>
  ['one', 'other'].map(
    (operation) =>
      ({
        time: `${day}T02:00:00.000Z`,
        run: day,
        operation,
        emulator,
        findings: fingerprints.map((fingerprint) => ({ fingerprint })),
      }) as unknown as HistoryLine,
  ),
);

test.each([
  ['a', false, { runs: 2, of: 3, since: '2026-11-12' }],
  ['b', false, { runs: 0, of: 3 }],
  ['b', true, { runs: 1, of: 1, since: '2026-11-14' }],
])('finding %s, answered by an emulator: %s', (fingerprint, emulator, earlier) => {
  expect(withEarlierRuns([{ fingerprint } as CountedFinding], lines, emulator)).toEqual([{ fingerprint, earlier }]);
});

test('an empty history has no earlier run', () => {
  expect(withEarlierRuns([{ fingerprint: 'a' } as CountedFinding], [], false)).toEqual([{ fingerprint: 'a', earlier: { runs: 0, of: 0 } }]);
});
