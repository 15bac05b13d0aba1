import type { Suspicion } from '../../../recordings/scan/detectors.js';
import { compareExceptions } from '../../../scripts/build/scan-exceptions.js';

const found: readonly Suspicion[] = [
  { kind: 'guid', file: 'a.ts', place: 'line 1' },
  { kind: 'guid', file: 'a.ts', place: 'line 7' },
];

test.each([
  ['no exception', found, 0, ['a.ts: resembles a secret, by guid, at line 1, line 7.']],
  ['fewer exceptions', found, 1, ['a.ts: resembles a secret, by guid, at line 1, line 7 (1 excepted).']],
  ['as many exceptions', found, 2, []],
  ['more exceptions', found, 3, ['a.ts: 3 exceptions for guid, but only 2 apply.']],
  ['an exception for a file that is gone', [], 1, ['a.ts: 1 exceptions for guid, but only 0 apply.']],
])('%s', (_what, suspicions, places, expected) => {
  expect(compareExceptions(suspicions, places === 0 ? {} : { 'a.ts': ['made up', { guid: places }] })).toEqual(expected);
});
