import type { Exchange } from '../../../../contracts/judge/exchange.js';
import { KeptForLater } from '../../../../recordings/recorder/in-process/kept-for-later.js';

const url = 'https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations/a/assignments/b';

function exchange(method: string, status: number, index: number): Exchange {
  return { request: { method, url }, response: { status, body: JSON.stringify({ id: String(index) }) } };
}

test('of long ones fewer are enough', () => {
  const kept = new KeptForLater();
  const long = exchange('PATCH', 200, 0);
  const body = 'x'.repeat(4 * 1024 * 1024);
  for (let index = 0; index < 20; index += 1) {
    kept.add({ request: { ...long.request, body }, response: { status: 200, body } });
    kept.add(exchange('GET', 200, index));
  }
  expect(kept.takeAll().map(({ exchange: { request } }) => request.method)).toEqual([
    ...Array.from({ length: 4 }, () => ['PATCH', 'GET']).flat(),
    ...Array.from({ length: 16 }, () => 'GET'),
  ]);
  expect(kept.leftOut.notKept).toBe(16);
});

test('of a kind so many are kept as a recording holds, in the order in which they came; the others are counted', () => {
  const kept = new KeptForLater();
  for (let index = 0; index < 1_003; index += 1) for (const method of ['PATCH', 'GET']) kept.add(exchange(method, 200, index));
  kept.add(exchange('PATCH', 429, 0));
  expect(kept.leftOut.notKept).toBe(6);
  const all = kept.takeAll().map((one) => one.exchange);
  expect(all).toHaveLength(2_001);
  expect(all.slice(0, 3)).toEqual([exchange('PATCH', 200, 0), exchange('GET', 200, 0), exchange('PATCH', 200, 1)]);
  expect(all.at(-1)).toEqual(exchange('PATCH', 429, 0));
  expect(kept.takeAll()).toEqual([]);
});
