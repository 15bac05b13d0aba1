import { GraphServer } from '../../../scripts/serve/graph-server.js';

test('a request that has arrived before the server closes is answered', async () => {
  const told: string[] = [];
  let closed: Promise<void> | undefined;
  const server: GraphServer = new GraphServer(
    () => {
      queueMicrotask(() => {
        closed = server.close();
      });
      return { status: 200, headers: ['content-length', '2', 'x-twice', ['a', 'b']], body: 'ok' };
    },
    ({ request }) => told.push(request.url),
    (error) => {
      throw error;
    },
  );
  const origin = await server.listen(0, '127.0.0.1');
  const answer = await fetch(`${origin}/x`);
  expect(await answer.text()).toBe('ok');
  expect(answer.headers.get('x-twice')).toBe('a, b');
  expect(told).toEqual(['/x']);
  await closed;
  await expect(fetch(origin)).rejects.toThrow();
});
