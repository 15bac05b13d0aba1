import { retryAfter } from '../../../../scripts/drift/session/retry-budget.js';

const request = { method: 'GET', url: '/' };
const now = Date.parse('2026-11-21T01:00:00Z');

test.each<readonly [string, Readonly<Record<string, string | readonly string[]>>, number | undefined]>([
  ['seconds', { 'retry-after': '20' }, 20_000],
  ['a fraction of seconds', { 'Retry-After': '2.128' }, 2_128],
  ['zero', { 'retry-after': '0' }, 0],
  ['a date', { 'retry-after': 'Sat, 21 Nov 2026 01:00:30 GMT' }, 30_000],
  [
    'a date of a server whose clock is ten minutes slow',
    { 'retry-after': 'Sat, 21 Nov 2026 00:50:30 GMT', date: 'Sat, 21 Nov 2026 00:50:00 GMT' },
    30_000,
  ],
  ['a past date', { 'retry-after': 'Sat, 21 Nov 2026 00:00:00 GMT' }, 0],
  ['a date in the obsolete form', { 'retry-after': 'Saturday, 21-Nov-26 01:00:30 GMT' }, 30_000],
  ['no header', {}, undefined],
  ['an empty header', { 'retry-after': '' }, undefined],
  ['a negative number', { 'retry-after': '-5' }, undefined],
  ['words', { 'retry-after': 'soon' }, undefined],
  ['words with a number', { 'retry-after': 'in 5 minutes' }, undefined],
  ['words before a date', { 'retry-after': 'After Sat, 21 Nov 2026 01:00:30 GMT' }, undefined],
  ['a date in capitals', { 'retry-after': 'SAT, 21 Nov 2026 01:00:30 GMT' }, undefined],
  ['words after a date', { 'retry-after': 'Sat, 21 Nov 2026 01:00:30 GMT (soon)' }, undefined],
  ['a date of another zone', { 'retry-after': 'Sat, 21 Nov 2026 01:00:30 +0100' }, undefined],
  ['a unit', { 'retry-after': '5s' }, undefined],
  ['an exponent', { 'retry-after': '1e3' }, undefined],
  ['two headers', { 'retry-after': ['5', '6'] }, undefined],
  ['a day that does not exist', { 'retry-after': 'Sat, 99 Nov 2026 01:00:30 GMT' }, undefined],
])('%s', (_, headers, expected) => {
  expect(retryAfter({ request, response: { status: 429, headers } }, now)).toBe(expected);
});

test('a failed connection has none', () => {
  expect(retryAfter({ request, failure: 'ECONNRESET' }, now)).toBeUndefined();
});
