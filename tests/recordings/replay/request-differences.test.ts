import { jsonDifferences } from '../../../recordings/replay/request-differences.js';

const deep = (end: string): unknown => JSON.parse('{"a":['.repeat(10_000) + end + ']}'.repeat(10_000));

test.each<readonly [string, unknown, unknown, readonly string[]]>([
  ['nothing', { a: [1, { b: -0 }] }, { a: [1, { b: 0 }] }, []],
  ['nothing in lists of other things', [1, [2, 3], null], [1, [2, 3], null], []],
  ['the length of a list', { a: [1] }, { a: [1, 2] }, ['/a was recorded as an array of 1 item, and is sent as an array of 2 items']],
  ['nothing, however deep', deep('1'), deep('1'), []],
  [
    'something very deep, whose place nobody could read',
    deep('1'),
    deep('2'),
    [`${'/a/0'.repeat(50)} has another value (both are an object with 1 member)`],
  ],
])('of two values differs %s', (_, recorded, sent, differences) => {
  expect(jsonDifferences(recorded, sent).map(({ sentence }) => sentence)).toEqual(differences);
});
