import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { Emulator } from '../../../scripts/emulator/emulator.js';
import { bearer } from './send-request.js';

let emulator: Emulator;
let origin: string;
let answer: jest.SpyInstance<ReturnType<Emulator['answer']>, Parameters<Emulator['answer']>>;
beforeEach(async () => {
  emulator = new Emulator();
  answer = jest.spyOn(emulator, 'answer');
  origin = await emulator.listen();
});
afterEach(() => emulator.close());

/** The path of the first sample. */
const policy = '00000000-0000-4000-8000-000000020001';
const path = `/v1.0/deviceManagement/deviceConfigurations/${policy}/assignments/${policy}_00000000-0000-4000-8000-00000000aaaa`;
const credentials = `Authorization: ${bearer}`;

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

/** Sends lines as they are. @returns the whole answer. */
async function raw(...lines: readonly string[]): Promise<string> {
  const socket = await open();
  socket.end(`${lines.join('\r\n')}\r\n\r\n`);
  return text(socket);
}

async function expectAnswering(): Promise<void> {
  expect((await fetch(`${origin}${path}`, { headers: { authorization: bearer } })).status).toBe(200);
}

test('it listens on loopback, and IPv6 is written as a URL needs it', async () => {
  expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const other = new Emulator();
  const there = await other.listen(0, '::1').catch(() => undefined);
  // A machine without IPv6 cannot listen there.
  expect(there ?? 'http://[::1]:1').toMatch(/^http:\/\/\[::1\]:\d+$/);
  await other.close();
});

test('a port that is taken is an error, and its owner keeps answering', async () => {
  const second = new Emulator();
  await expect(second.listen(Number(new URL(origin).port))).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await second.close();
  await expectAnswering();
});

test('closing frees the port, even with open connections; it can be repeated', async () => {
  const closed = ended(await open());
  await emulator.close();
  await closed;
  const next = new Emulator();
  await expect(next.listen(Number(new URL(origin).port))).resolves.toBe(origin);
  await next.close();
  await expect(emulator.close()).resolves.toBeUndefined();
});

test('an aborted upload is ignored', async () => {
  for (const sent of ['', '{"target"', 'x'.repeat(100_000)]) {
    const socket = await open();
    const lines = [`PATCH ${path} HTTP/1.1`, 'Host: x', credentials, 'Content-Type: application/json', 'Content-Length: 1000000'];
    socket.write(`${lines.join('\r\n')}\r\n\r\n${sent}`);
    const closed = ended(socket);
    socket.resetAndDestroy();
    await closed;
  }
  await expectAnswering();
  expect(answer.mock.calls.map(([{ method }]) => method)).toEqual(['GET']);
});

test('a client that leaves before its answer does no harm', async () => {
  for (let count = 0; count < 20; count += 1) {
    const socket = await open();
    const closed = ended(socket);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n${credentials}\r\n\r\n`, () => socket.resetAndDestroy());
    await closed;
  }
  await expectAnswering();
});

test('a body that is not UTF-8 is refused', async () => {
  const headers = { authorization: bearer, 'content-type': 'application/json' };
  for (const body of [Buffer.from([0xff, 0xfe, 0x7b, 0x00]), Buffer.from('7b22746172676574223a22c328227d', 'hex')])
    expect((await fetch(`${origin}${path}`, { method: 'PATCH', headers, body })).status).toBe(400);
});

test('the whole URL in the request line, as a proxy gets it, names the same assignment', async () => {
  const url = `http://graph.example${path}`;
  expect(await raw(`GET ${url} HTTP/1.1`, 'Host: graph.example', credentials, 'Connection: close')).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(answer.mock.calls[0]?.[0].url).toBe(url);
});

test.each<[name: string, answer: RegExp, ...lines: string[]]>([
  ['HTTP/1.0 without a host', /^HTTP\/1\.1 200 OK\r\n/, `GET ${path} HTTP/1.0`, credentials],
  ['no HTTP', /^HTTP\/1\.1 400 /, 'hello'],
  ['a wrong version', /^HTTP\/1\.1 (?:400|505) /, 'GET / HTTP/9.9'],
  ['headers of 100 kB', /^HTTP\/1\.1 431 /, 'GET / HTTP/1.1', 'Host: x', `X: ${'x'.repeat(100_000)}`],
  ['CONNECT', /^$/, 'CONNECT graph.example:443 HTTP/1.1', 'Host: graph.example'],
  ['OPTIONS *', /^HTTP\/1\.1 400 /, 'OPTIONS * HTTP/1.1', 'Host: x', 'Connection: close'],
  ['an upgrade', /^HTTP\/1\.1 400 /, 'GET / HTTP/1.1', 'Host: x', 'Connection: Upgrade, close', 'Upgrade: websocket'],
])('%s does no harm', async (_, expected, ...lines) => {
  expect(await raw(...lines)).toMatch(expected);
  await expectAnswering();
});
