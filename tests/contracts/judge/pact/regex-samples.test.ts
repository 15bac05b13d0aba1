import { sampleRegex } from '../../../../contracts/judge/pact/matchers/regex-samples.js';
import { interactionOf, judgePact } from '../../../recordings/traffic/pact/judged-pact.js';

const mockLoad = jest.fn(() => jest.requireActual<object>('@eslint-community/regexpp'));
jest.mock('@eslint-community/regexpp', () => mockLoad());

test('the parser is loaded for the first expression that needs it', () => {
  judgePact(interactionOf('deviceConfigurations'));
  expect(mockLoad).not.toHaveBeenCalled();
  const matchingRules = { header: { 'Content-Type': { matchers: [{ match: 'regex', regex: '^application/json(;.*)?$' }] } } };
  judgePact(interactionOf('deviceConfigurations', { matchingRules }));
  expect(mockLoad).toHaveBeenCalledTimes(1);
});

/** By expression: how many texts, how long the longest one is, and whether the expression matches no other text. */
test.each([
  ['[abcdefghij][abcdefghij]', 100, 2, true],
  ['[abcdefghij][abcdefghij]|kk', 100, 2, false],
  ['[abcdefghij]', 10, 1, true],
  ['[abcdefghijk]', 1, 1, false],
  ['[^a]', 1, 1, false],
  ['[]', 0, 0, false],
  ['.', 1, 1, true],
  ['.{1}', 1, 1, false],
  ['x{0}', 1, 0, true],
  ['x*', 1, 0, false],
  ['x+', 1, 1, false],
  ['x{2}', 1, 2, true],
  ['[xy]{2}', 2, 2, false],
  ['(a|a)?'.repeat(50), 51, 50, true],
  ['x{600}', 1, 600, true],
  ['x{601}', 0, 0, false],
  ['(?:[abcdefghij]?){99}', 11, 99, false],
])('%s has %i texts of at most %i characters', (regex, count, length, isComplete) => {
  const { texts, complete } = sampleRegex(regex);
  expect([texts.length, Math.max(0, ...texts.map((text) => text.length)), complete]).toEqual([count, length, isComplete]);
});

test('syntax that Node.js 20 does not know has no texts in any version', () => {
  expect(sampleRegex('(?i:a)')).toEqual({ texts: [], complete: false });
});
