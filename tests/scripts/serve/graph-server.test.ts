import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { GraphServer } from '../../../scripts/serve/graph-server.js';
import type { JudgedRequest, Reply } from '../../../scripts/serve/reply.js';

const ok: Reply = { status: 200, headers: {}, body: 'ok' };

let observed: string[];
let failures: unknown[];
let server: GraphServer;
beforeEach(() => {
  observed = [];
  failures = [];
});
afterEach(() => server.close());

/** Starts a server with these replies. @returns its origin. */
function start(
  answer: (url: string) => Reply,
  observe: (judged: JudgedRequest, reply: Reply) => unknown = ({ request }) => observed.push(request.url),
): Promise<string> {
  server = new GraphServer(
    ({ request }) => answer(request.url),
    (judged, reply) => void observe(judged, reply),
    (error) => failures.push(error),
  );
  return server.listen(0, '127.0.0.1');
}

function send(origin: string, line: string): Socket {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  socket.write(`${line} HTTP/1.1\r\nHost: ${line.includes('graph') ? 'graph.microsoft.com' : 'localhost'}\r\nConnection: close\r\n\r\n`);
  return socket;
}

test('a request that has arrived before the server closes is answered', async () => {
  let closed: Promise<void> | undefined;
  const origin = await start(() => {
    queueMicrotask(() => {
      closed = server.close();
    });
    return { ...ok, headers: { 'x-twice': ['a', 'b'] } };
  });
  const answer = await fetch(`${origin}/x`);
  expect([await answer.text(), answer.headers.get('x-twice'), observed]).toEqual(['ok', 'a, b', ['/x']]);
  await closed;
  await expect(fetch(origin)).rejects.toThrow();
  expect(failures).toEqual([]);
});

test('a client that leaves before its answer does no harm', async () => {
  const clients: Socket[] = [];
  const origin = await start((url) => {
    if (url === '/gone') clients[0]?.destroy();
    return ok;
  });
  const gone = send(origin, 'GET /gone');
  clients.push(gone);
  await new Promise((resolve) => gone.once('close', resolve));
  expect(await (await fetch(`${origin}/here`)).text()).toBe('ok');
  expect([observed, failures]).toEqual([['/gone', '/here'], []]);
});

test('an observer that fails is reported, and breaks no answer', async () => {
  const bug = new Error('a bug');
  // Longer than the buffers of a connection: a part is still to be sent when the observer fails.
  const long = 'x'.repeat(16 * 1024 * 1024);
  const origin = await start(
    () => ({ ...ok, body: long }),
    () => {
      throw bug;
    },
  );
  const received = await fetch(origin)
    .then((answer) => answer.text())
    .catch(() => 'broken');
  expect([received.length, failures]).toEqual([long.length, [bug]]);
});

test('an answer may break the connection; one that cannot be sent is a bug, and answered 500', async () => {
  const replies: Readonly<Record<string, Reply>> = {
    '/dropped': { ...ok, drop: true },
    '/broken': { ...ok, headers: { 'x-broken': 'a\nb' } },
    '/fine': { ...ok, statusText: 'So it is' },
  };
  const origin = await start((url) => replies[url] ?? ok);
  await expect(fetch(`${origin}/dropped`)).rejects.toThrow();
  expect((await fetch(`${origin}/broken`)).status).toBe(500);
  expect((await fetch(`${origin}/fine`)).statusText).toBe('So it is');
  expect(observed).toEqual(['/dropped', '/fine']);
  expect(failures).toMatchObject([{ code: 'ERR_INVALID_CHAR' }]);
});

test('a client that uses the server as its HTTP proxy gets advice', async () => {
  const origin = await start(
    () => ok,
    ({ request, judgement }, { status }) => observed.push(`${request.method} ${judgement.kind} ${status}`),
  );
  const path = '/v1.0/deviceManagement/deviceConfigurations/p/assignments/a';
  for (const [line, status] of [
    ['CONNECT graph.microsoft.com:443', 405],
    [`PATCH http://graph.microsoft.com${path}`, 403],
  ] as const) {
    const answer = await text(send(origin, line));
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain('Give your client the address of this server as its base URL, not as its HTTP proxy.');
  }
  expect([observed, failures]).toEqual([['CONNECT outside 405', 'PATCH outside 403'], []]);
});
