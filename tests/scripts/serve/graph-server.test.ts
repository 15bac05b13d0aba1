import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { GraphServer } from '../../../scripts/serve/graph-server.js';
import type { Reply } from '../../../scripts/serve/reply.js';

test('a request that has arrived before the server closes is answered', async () => {
  const told: string[] = [];
  let closed: Promise<void> | undefined;
  const server: GraphServer = new GraphServer(
    () => {
      queueMicrotask(() => {
        closed = server.close();
      });
      return { status: 200, headers: { 'x-twice': ['a', 'b'] }, body: 'ok' };
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

const ok: Reply = { status: 200, headers: {}, body: 'ok' };

test('a client that leaves before its answer does no harm', async () => {
  const told: string[] = [];
  const failures: unknown[] = [];
  const gone = new Map<string, Socket>();
  const server = new GraphServer(
    ({ request: { url } }) => {
      gone.get(url)?.destroy();
      return ok;
    },
    ({ request }) => told.push(request.url),
    (error) => failures.push(error),
  );
  const origin = await server.listen(0, '127.0.0.1');
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  gone.set('/gone', socket);
  socket.write('GET /gone HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await new Promise((resolve) => socket.once('close', resolve));
  expect(await (await fetch(`${origin}/here`)).text()).toBe('ok');
  expect([told, failures]).toEqual([['/gone', '/here'], []]);
  await server.close();
});

test('an observer that fails is told of, and breaks no answer', async () => {
  const mistake = new Error('a mistake');
  const failures: unknown[] = [];
  // More than the buffers of a connection take: the rest is still to be sent when the observer fails.
  const long = 'x'.repeat(16 * 1024 * 1024);
  const server = new GraphServer(
    () => ({ status: 200, headers: {}, body: long }),
    () => {
      throw mistake;
    },
    (error) => failures.push(error),
  );
  const origin = await server.listen(0, '127.0.0.1');
  const received = await fetch(origin)
    .then((answer) => answer.text())
    .catch(() => 'broken');
  await server.close();
  expect([received.length, failures]).toEqual([long.length, [mistake]]);
});

test('an answer may be that the connection breaks; one that cannot be sent is a mistake, and answered 500', async () => {
  const told: string[] = [];
  const failures: unknown[] = [];
  const replies: Readonly<Record<string, Reply>> = {
    '/dropped': { ...ok, drop: true },
    '/broken': { ...ok, headers: { 'x-broken': 'a\nb' } },
    '/fine': { ...ok, statusText: 'So it is' },
  };
  const server = new GraphServer(
    ({ request: { url } }) => replies[url] ?? ok,
    ({ request }) => told.push(request.url),
    (error) => failures.push((error as NodeJS.ErrnoException).code),
  );
  const origin = await server.listen(0, '127.0.0.1');
  await expect(fetch(`${origin}/dropped`)).rejects.toThrow();
  expect((await fetch(`${origin}/broken`)).status).toBe(500);
  expect((await fetch(`${origin}/fine`)).statusText).toBe('So it is');
  await server.close();
  expect(told).toEqual(['/dropped', '/fine']);
  expect(failures).toEqual(['ERR_INVALID_CHAR']);
});

test('a client that takes the server for its HTTP proxy is told so', async () => {
  const told: string[] = [];
  const server = new GraphServer(
    () => ok,
    ({ request, judgement }, { status }) => told.push(`${request.method} ${judgement.kind} ${status}`),
    (error) => {
      throw error;
    },
  );
  const { port } = new URL(await server.listen(0, '127.0.0.1'));
  const ask = (line: string): Promise<string> => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(`${line} HTTP/1.1\r\nHost: graph.microsoft.com\r\nConnection: close\r\n\r\n`);
    return text(socket);
  };
  const refused = await ask('CONNECT graph.microsoft.com:443');
  expect(refused).toMatch(/^HTTP\/1\.1 405 /);
  expect(refused).toContain('Give your client the address of this server as its base URL, not as its HTTP proxy.');
  const path = '/v1.0/deviceManagement/deviceConfigurations/p/assignments/a';
  const seen = await ask(`PATCH http://graph.microsoft.com${path}`);
  expect(seen).toMatch(/^HTTP\/1\.1 403 /);
  expect(seen).toContain('Give your client the address of this server as its base URL, not as its HTTP proxy.');
  expect(told).toEqual(['CONNECT outside 405', 'PATCH outside 403']);
  await server.close();
});
