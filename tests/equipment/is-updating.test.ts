import { isUpdating } from './is-updating.js';

test.each<[ci: string | undefined, update: string | undefined, expected: boolean]>([
  [undefined, undefined, false],
  [undefined, 'true', true],
  ['', 'true', true],
  ['false', 'true', true],
  [undefined, '', false],
  ['true', undefined, false],
  ['true', '', false],
])('CI is %j, UPDATE_REPORTS is %j: %j', (CI, UPDATE_REPORTS, expected) => {
  expect(isUpdating('UPDATE_REPORTS', { CI, UPDATE_REPORTS })).toBe(expected);
});

test.each(['true', '1'])('CI is %j: an update is refused', (CI) => {
  expect(() => isUpdating('UPDATE_PACT', { CI, UPDATE_PACT: 'true' })).toThrow('UPDATE_PACT is set in CI');
});
