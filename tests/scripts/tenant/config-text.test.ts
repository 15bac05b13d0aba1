import { readConfigText } from '../../../scripts/tenant/config-problems.js';

const nested = (depth: number): string => `${'['.repeat(depth)}1${']'.repeat(depth)}`;
const nestedObjects = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

test.each([
  ['lists', nested],
  ['objects', nestedObjects],
])('%s nest up to twenty levels', (_, text) => {
  expect(readConfigText(text(20))).toMatchObject({ value: JSON.parse(text(20)) as unknown });
  expect(readConfigText(text(21))).toEqual({ path: [], line: 1, message: 'it nests too deeply for a configuration.' });
});

test('a byte order mark within a value stays', () => {
  expect(readConfigText('{"a":"\uFEFFb"}')).toMatchObject({ value: { a: '\uFEFFb' } });
});

test('each member has its line, and a missing one has that of its parent', () => {
  const read = readConfigText('\uFEFF{\n  // A comment.\n  "a": {\n    "b": [1,\n      2],\n  },\n  "c": 3, "c": 4,\n}');
  if ('message' in read) throw new Error(read.message);
  expect(read.members).toEqual([
    { path: ['a'], line: 3 },
    { path: ['a', 'b'], line: 4 },
    { path: ['c'], line: 7 },
    { path: ['c'], line: 7 },
  ]);
  const lines = [[], ['a'], ['a', 'b'], ['a', 'b', 0], ['a', 'b', 1], ['a', 'b', 2], ['a', 'x', 'y'], ['x']].map((path) =>
    read.lineOf(path),
  );
  expect(lines).toEqual([1, 3, 4, 4, 5, 4, 3, 1]);
});

test.each([
  ['a missing quote', '{\n  "a": "b\n}', 3],
  ['nothing', '', 1],
])('the error of %s has its line', (_, text, line) => {
  expect(readConfigText(text)).toMatchObject({ path: [], line, message: expect.stringMatching(/^this is not valid JSON\./) as string });
});
