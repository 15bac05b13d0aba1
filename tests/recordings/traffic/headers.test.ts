import { headersIn } from '../../../recordings/traffic/headers.js';
import { headersFrom } from '../../../recordings/recorder/wire-exchange.js';

/** An object with a member of that name, and not with another prototype. */
const proto = (value: unknown): unknown => Object.fromEntries([['__proto__', value]]);

test.each<readonly [string, unknown, unknown]>([
  ['an object', { 'X-A': 'a', b: ['b', 'c'] }, { 'X-A': 'a', b: ['b', 'c'] }],
  ['an object of anything', { a: { toString: 1 }, b: [null, 7], c: null }, { a: '{"toString":1}', b: ['null', '7'], c: 'null' }],
  ['names and values', [{ name: 'X-A', value: 'a' }, { name: 'x-a', value: 'b' }, { name: 'B' }], { 'x-a': ['a', 'b'], b: '' }],
  [
    'pairs',
    [
      ['X-A', 'a'],
      ['x-a', ['b', 'c']],
      ['B', 7],
    ],
    { 'x-a': ['a', 'b', 'c'], b: '7' },
  ],
  ['names and values in turn', ['X-A', 'a', 'b', 'c', 'x-a', 'd', 'x-a', 'e'], { 'x-a': ['a', 'd', 'e'], b: 'c' }],
  [
    'a name that objects have too',
    [
      ['__proto__', 'a'],
      ['__proto__', 'b'],
      ['constructor', 'c'],
    ],
    { ...(proto(['a', 'b']) as object), constructor: 'c' },
  ],
  ['an empty list', [], {}],
  ['a list without any', [7, null, {}], undefined],
  ['a text', 'x', undefined],
  ['nothing', undefined, undefined],
])('headers in a file: %s', (_, value, headers) => {
  expect(headersIn(value)).toStrictEqual(headers);
});

test('headers on the wire: the names of objects are names like others', () => {
  expect(headersFrom(['__proto__', 'a', 'X', Buffer.from('b'), 'x', ['c', 'd'], '__PROTO__', 'e'])).toStrictEqual({
    ...(proto(['a', 'e']) as object),
    x: ['b', 'c', 'd'],
  });
});
