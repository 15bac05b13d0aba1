import { compareExceptions } from '../../../scripts/build/compare-exceptions.js';
import type { Suspicion } from '../../../recordings/scan/suspicion.js';

const found: readonly Suspicion[] = [
  { kind: 'guid', file: 'a.ts', place: 'line 1' },
  { kind: 'guid', file: 'a.ts', place: 'line 7' },
];
const excepted = (places: number) => ({ file: 'a.ts', kind: 'guid', places, reason: 'made up' }) as const;

test.each([
  ['nothing is excepted', 0, ['a.ts: resembles a secret, by guid, at line 1, line 7.']],
  ['less is excepted', 1, ['a.ts: resembles a secret, by guid, at line 1, line 7 (1 excepted).']],
  ['as much is excepted', 2, []],
  ['more is excepted', 3, ['a.ts: 3 exceptions for guid, but only 2 apply.']],
])('%s', (_what, places, expected) => {
  expect(compareExceptions(found, places === 0 ? [] : [excepted(places)])).toEqual(expected);
});

test('an exception for a file that is gone no longer applies', () => {
  expect(compareExceptions([], [excepted(1)])).toEqual(['a.ts: 1 exceptions for guid, but only 0 apply.']);
});
