import { Enough } from '../../../recordings/recorder/enough.js';

const url = 'https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations/a/assignments/b';
const long = 'x'.repeat(9_000_000);

test.each<[string, unknown]>([
  ['texts', long],
  ['values', { long }],
])('long bodies are counted by their size, %s too', (_what, body) => {
  const enough = new Enough();
  const wanted = Array.from({ length: 5 }, () => enough.wants({ request: { method: 'PATCH', url, body }, response: { status: 200 } }));
  expect([wanted, enough.notKept]).toEqual([[true, true, true, true, false], 1]);
});

test.each<[string, number, boolean]>([
  ['32 MiB are enough', 32 * 1024 * 1024 - 1_000, false],
  ['one byte less is not', 32 * 1024 * 1024 - 1_001, true],
])('%s, the address and the headers counted as 1,000', (_what, length, wanted) => {
  const enough = new Enough();
  const wants = (body: string): boolean => enough.wants({ request: { method: 'PATCH', url }, response: { status: 200, body } });
  expect([wants('x'.repeat(length)), wants('x')]).toEqual([true, wanted]);
});

test('a method in small letters, which fetch sends as it was written, is an update too', () => {
  expect(new Enough().wants({ request: { method: 'patch', url }, response: { status: 200 } })).toBe(true);
});
