import { connect, type Socket } from 'node:net';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { assignmentPath } from '../../../scripts/client/assignment.js';
import { Emulator } from '../../../scripts/emulator/emulator.js';
import { assignmentsOf, bearer } from './asked.js';

const [contract] = contracts;
if (contract === undefined) throw new Error('There is no contract.');

let emulator: Emulator;
let origin: string;
let answer: jest.SpyInstance<ReturnType<Emulator['answer']>, Parameters<Emulator['answer']>>;
beforeEach(async () => {
  emulator = new Emulator();
  answer = jest.spyOn(emulator, 'answer');
  origin = await emulator.listen();
});
afterEach(() => emulator.close());

function path(): string {
  return assignmentPath(contract ?? never(), 'v1.0', assignmentsOf(emulator, contract ?? never())[0]);
}

function never(): never {
  throw new Error('There is no contract.');
}

/** Sends bytes as they are, and gives all that comes back until the connection ends. */
async function raw(text: string): Promise<string> {
  const socket = await open();
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.end(text);
  await ended(socket);
  return Buffer.concat(chunks).toString('latin1');
}

function open(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1', () => {
      resolve(socket);
    });
    socket.once('error', reject);
  });
}

function ended(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve();
    });
  });
}

test('it listens on loopback, and on no other address', () => {
  expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

test('another host can be named, and IPv6 is written as a URL needs it', async () => {
  const other = new Emulator();
  const there = await other.listen(0, '::1').catch(() => undefined);
  // A machine without IPv6 has nothing to show here.
  expect(there ?? 'http://[::1]:1').toMatch(/^http:\/\/\[::1\]:\d+$/);
  await other.close();
});

test('a port that is taken is an error, and leaves the one who has it alone', async () => {
  const second = new Emulator();
  await expect(second.listen(Number(new URL(origin).port))).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await second.close();
  expect((await fetch(`${origin}${path()}`)).status).toBe(401);
});

test('closing frees the port, even with connections that are still open', async () => {
  const port = Number(new URL(origin).port);
  const idle = await open();
  const closed = ended(idle);
  await emulator.close();
  await closed;
  const next = new Emulator();
  await expect(next.listen(port)).resolves.toBe(origin);
  await next.close();
});

test('closing twice, or before listening, is nothing', async () => {
  await emulator.close();
  await expect(emulator.close()).resolves.toBeUndefined();
  await expect(new Emulator().close()).resolves.toBeUndefined();
});

test('an upload that is aborted is nobody’s business, and the next request is answered', async () => {
  for (const sent of ['', '{"target"', 'x'.repeat(100_000)]) {
    const socket = await open();
    socket.write(
      `PATCH ${path()} HTTP/1.1\r\nHost: x\r\nAuthorization: ${bearer}\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n${sent}`,
    );
    const closed = ended(socket);
    socket.resetAndDestroy();
    await closed;
  }
  expect((await fetch(`${origin}${path()}`, { headers: { authorization: bearer } })).status).toBe(200);
  expect(answer.mock.calls.map(([{ method }]) => method)).toEqual(['GET']);
});

test('a client that leaves before its answer does no harm', async () => {
  for (let count = 0; count < 20; count += 1) {
    const socket = await open();
    const closed = ended(socket);
    socket.write(`GET ${path()} HTTP/1.1\r\nHost: x\r\nAuthorization: ${bearer}\r\n\r\n`, () => socket.resetAndDestroy());
    await closed;
  }
  expect((await fetch(`${origin}${path()}`, { headers: { authorization: bearer } })).status).toBe(200);
});

test('a body without a content type is refused', async () => {
  const body = new TextEncoder().encode('{"target":{}}');
  const answer = await fetch(`${origin}${path()}`, { method: 'PATCH', headers: { authorization: bearer }, body });
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('The request has no content-type header.');
});

test('a body that is not UTF-8 is refused as not JSON, or as what it says', async () => {
  const headers = { authorization: bearer, 'content-type': 'application/json' };
  const bodies = [
    Buffer.from([0xff, 0xfe, 0x7b, 0x00]),
    Buffer.concat([Buffer.from('{"target":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]),
  ];
  for (const body of bodies) expect((await fetch(`${origin}${path()}`, { method: 'PATCH', headers, body })).status).toBe(400);
});

test('a byte order mark before the JSON of a request does no harm', async () => {
  const body = `\uFEFF${JSON.stringify({ target: assignmentsOf(emulator, contract)[0].target })}`;
  const headers = { authorization: bearer, 'content-type': 'application/json' };
  expect((await fetch(`${origin}${path()}`, { method: 'PATCH', headers, body: new TextEncoder().encode(body) })).status).toBe(200);
});

test('the whole URL in the request line, as a proxy gets it, names the same assignment', async () => {
  const lines = [`GET http://graph.example${path()} HTTP/1.1`, 'Host: graph.example', `Authorization: ${bearer}`, 'Connection: close'];
  expect(await raw(`${lines.join('\r\n')}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(answer.mock.calls[0]?.[0].url).toBe(`http://graph.example${path()}`);
});

test('HTTP/1.0 without a host is answered', async () => {
  expect(await raw(`GET ${path()} HTTP/1.0\r\nAuthorization: ${bearer}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
});

test.each([
  ['no HTTP', 'hello\r\n\r\n', /^HTTP\/1\.1 400 /],
  ['a wrong version', 'GET / HTTP/9.9\r\n\r\n', /^HTTP\/1\.1 (?:400|505) /],
  ['headers of 100 kB', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`, /^HTTP\/1\.1 431 /],
  ['CONNECT', 'CONNECT graph.example:443 HTTP/1.1\r\nHost: graph.example\r\n\r\n', /^$/],
  ['OPTIONS *', 'OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 400 /],
  ['an upgrade', 'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n', /^HTTP\/1\.1 400 /],
])('%s does no harm', async (_, text, answer) => {
  expect(await raw(text)).toMatch(answer);
  expect((await fetch(`${origin}${path()}`, { headers: { authorization: bearer } })).status).toBe(200);
});
