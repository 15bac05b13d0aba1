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

test('a method in small letters, which fetch sends as it was written, is an update too', () => {
  expect(new Enough().wants({ request: { method: 'patch', url }, response: { status: 200 } })).toBe(true);
});
