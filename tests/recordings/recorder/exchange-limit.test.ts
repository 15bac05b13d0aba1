import { ExchangeLimit } from '../../../recordings/recorder/exchange-limit.js';

const url = 'https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations/a/assignments/b';
const long = 'x'.repeat(9_000_000);

test.each<[string, unknown]>([
  ['texts', long],
  ['values', { long }],
])('long bodies are counted by their size, %s too', (_what, body) => {
  const limit = new ExchangeLimit();
  const wanted = Array.from({ length: 5 }, () => limit.admits({ request: { method: 'PATCH', url, body }, response: { status: 200 } }));
  expect([wanted, limit.notKept]).toEqual([[true, true, true, true, false], 1]);
});

test.each<[string, number, boolean]>([
  ['32 MiB are enough', 32 * 1024 * 1024 - 1_000, false],
  ['one byte less is not', 32 * 1024 * 1024 - 1_001, true],
])('%s, the address and the headers counted as 1,000', (_what, length, wanted) => {
  const limit = new ExchangeLimit();
  const wants = (body: string): boolean => limit.admits({ request: { method: 'PATCH', url }, response: { status: 200, body } });
  expect([wants('x'.repeat(length)), wants('x')]).toEqual([true, wanted]);
});

test('a method in small letters, which fetch sends as it was written, is an update too', () => {
  expect(new ExchangeLimit().admits({ request: { method: 'patch', url }, response: { status: 200 } })).toBe(true);
});

test('of each kind 1,000 are kept, and the others are counted', () => {
  const limit = new ExchangeLimit();
  const admitted = (method: string, status: number): boolean => limit.admits({ request: { method, url }, response: { status } });
  const all = Array.from({ length: 1_003 }, () => ['PATCH', 'GET'].map((method) => admitted(method, 200))).flat();
  expect(all.filter(Boolean)).toHaveLength(2_000);
  expect(admitted('PATCH', 429)).toBe(true);
  expect(limit.notKept).toBe(6);
});
