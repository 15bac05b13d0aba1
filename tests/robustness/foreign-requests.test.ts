/** Servers on loopback answer the clients on this machine, not pages of strangers or other names of this machine. */
import { request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ServerLimits } from '../../scripts/http/local-server.js';
import { startProxy, startServe, type LocalServer } from './local-servers.js';

const path = '/v1.0/deviceManagement/deviceConfigurations/a/assignments/b';

/** Headers of requests from a page in a browser, or from another machine. */
const foreign: readonly Readonly<Record<string, string>>[] = [
  ...['evil.example', 'evil.example:80', 'localhost.evil.example', '127.0.0.1.evil.example', 'evil.example#localhost', 'x@localhost'].map(
    (host) => ({ host }),
  ),
  ...['169.254.169.254', '10.0.0.1', '0.0.0.0', '[::2]', '1.127.0.0.1', '127.0.0.1@evil'].map((host) => ({ host })),
  ...['null', 'https://evil.example', 'http://localhost.evil.example', 'http://127.0.0.1.evil.example:80', 'http://x@evil.example'].map(
    (origin) => ({ origin }),
  ),
  ...['file://', 'chrome-extension://localhost', 'https://localhost, https://evil.example', ''].map((origin) => ({ origin })),
  { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
  { origin: 'https://evil.example', connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' },
  { 'sec-fetch-site': 'cross-site' },
];

/** Headers of requests from clients on this machine. */
const ours: readonly Readonly<Record<string, string>>[] = [
  ...['localhost', 'LOCALHOST:4010', '127.0.0.1:1', '127.1.2.3', '[::1]', '[::1]:4010'].map((host) => ({ host })),
  ...['http://localhost:3000', 'https://127.0.0.1', 'http://[::1]:8080', 'http://127.0.0.1:1'].map((origin) => ({ origin })),
  { origin: 'http://localhost:3000', 'sec-fetch-site': 'cross-site' },
  ...['same-origin', 'same-site', 'none'].map((site) => ({ 'sec-fetch-site': site })),
];

function statusOf(origin: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    httpRequest({ hostname, port, path, headers }, (response) => {
      response.resume().on('end', () => {
        resolve(response.statusCode ?? 0);
      });
    })
      .on('error', reject)
      .end();
  });
}

const servers = [
  ['serve', startServe],
  ['the proxy', startProxy],
] as const;

describe.each(servers)('%s', (_, start) => {
  let local: LocalServer;
  afterEach(() => local.close());

  test('refuses what comes from elsewhere, and neither judges nor forwards it', async () => {
    local = await start();
    for (const headers of foreign) expect([headers, await statusOf(local.origin, headers)]).toEqual([headers, 403]);
    expect([local.seen, local.mistakes]).toEqual([foreign.map(() => 'outside'), []]);
  });

  test('refuses a batch that comes from elsewhere, whatever is inside', async () => {
    local = await start();
    const requests = [{ id: '1', method: 'GET', url: path.replace('/v1.0', '') }];
    const answer = await fetch(`${local.origin}/v1.0/$batch`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
      body: JSON.stringify({ requests }),
    });
    expect([answer.status, local.seen, local.mistakes]).toEqual([403, ['outside'], []]);
  });

  test('answers the clients on this machine', async () => {
    local = await start();
    for (const headers of ours) expect([headers, await statusOf(local.origin, headers)]).toEqual([headers, 200]);
    expect([local.seen, local.mistakes]).toEqual([ours.map(() => 'answered'), []]);
  });

  test.each([
    ['CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n', /^HTTP\/1\.1 40[35] /],
    [`GET http://evil.example${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`, /^HTTP\/1\.1 403 /],
    [`GET ${path} HTTP/1.0\r\nConnection: close\r\n\r\n`, /^HTTP\/1\.1 403 /],
    [`GET ${path} HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n`, /^HTTP\/1\.1 403 /],
    [`GET ${path} HTTP/1.1\r\nHost: localhost\r\nhost: evil.example\r\nConnection: close\r\n\r\n`, /^HTTP\/1\.1 403 /],
  ])('refuses %j', async (bytes, answer) => {
    local = await start();
    const socket = connect(Number(new URL(local.origin).port), '127.0.0.1');
    socket.write(bytes);
    expect(await text(socket)).toMatch(answer);
    expect(local.seen).not.toContain('answered');
  });
});

describe.each(servers)('%s ends a slow client', (_, start) => {
  const limits: ServerLimits = { connections: 2, headers: 40, request: 80, interval: 10 };
  let local: LocalServer;
  afterEach(() => local.close());

  const opened = async (bytes: string): Promise<Socket> => {
    const socket = connect(Number(new URL(local.origin).port), '127.0.0.1').on('error', () => undefined);
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write(bytes);
    return socket;
  };
  const ended = (socket: Socket): Promise<unknown> => new Promise((resolve) => socket.resume().once('close', resolve));

  test.each([
    ['that says nothing', ''],
    ['in its headers', `PATCH ${path} HTTP/1.1\r\nHost: localhost\r\nX-`],
    ['in its body', `PATCH ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{`],
  ])('%s', async (_what, bytes) => {
    local = await start(limits);
    await ended(await opened(bytes));
    expect([await statusOf(local.origin, {}), local.mistakes]).toEqual([200, []]);
    // One who is slow has not sent anything that is wrong.
    expect(local.seen).toEqual(['answered']);
  });

  test('of which there are too many', async () => {
    local = await start({ ...limits, headers: 60_000, request: 60_000 });
    const kept = await Promise.all([opened(''), opened('')]);
    await ended(await opened(''));
    kept.forEach((socket) => socket.destroy());
  });
});

test('a server that listens on every address is asked by any address, and by no name', async () => {
  const local = await startServe(undefined, '0.0.0.0');
  const asked = ['10.0.0.1', 'localhost', 'evil.example'].map((host) => statusOf(local.origin.replace('0.0.0.0', '127.0.0.1'), { host }));
  expect(await Promise.all(asked)).toEqual([200, 200, 403]);
  await local.close();
});
