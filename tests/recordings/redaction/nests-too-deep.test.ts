import { nestsTooDeep } from '../../../recordings/redaction/redactor.js';

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

test.each<readonly [string, unknown, boolean]>([
  ['1,000 levels', nested(1_000), false],
  ['1,001 levels', nested(1_001), true],
  ['two million levels', `{"x":${nested(2_000_000)}}`, true],
  ['many that follow each other', `[${'{},[],'.repeat(5_000)}1]`, false],
  ['brackets in a string', JSON.stringify('['.repeat(2_000)), false],
  ['brackets behind an escaped quote', JSON.stringify(`"${'['.repeat(2_000)}`), false],
  ['a string of 4 MiB', JSON.stringify('x'.repeat(4 * 1024 * 1024)), false],
  ['a value that is no text', { a: [] }, false],
])('%s', (_, body, expected) => {
  expect(nestsTooDeep(body)).toBe(expected);
});
