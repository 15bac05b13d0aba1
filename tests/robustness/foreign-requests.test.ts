/** Servers on loopback answer the clients on this machine, and neither pages of strangers nor names that point here. */
import { createServer, request as httpRequest } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { RecordingProxy } from '../../scripts/record/recording-proxy.js';
import { GraphServer } from '../../scripts/serve/graph-server.js';
import type { ServerLimits } from '../../scripts/http/local-server.js';
import { foreign, ours } from './hostile-requests.js';

const path = '/v1.0/deviceManagement/deviceConfigurations/a/assignments/b';

interface Local {
  readonly origin: string;
  readonly close: () => Promise<void>;
}

let seen: string[];
let mistakes: unknown[];
beforeEach(() => {
  [seen, mistakes] = [[], []];
});

async function serving(host = '127.0.0.1', limits?: ServerLimits): Promise<Local> {
  const server = new GraphServer(
    () => ({ status: 200, headers: {}, body: '' }),
    ({ judgement }, { refused, unanswered, unread }) =>
      seen.push((refused ?? unanswered ?? unread) === undefined ? 'answered' : judgement.kind),
    (error) => mistakes.push(error),
    true,
    limits,
  );
  const origin = await server.listen(0, host);
  return { origin, close: () => server.close() };
}

async function proxying(limits?: ServerLimits): Promise<Local> {
  const graph = createServer((_, response) => response.end('{}'));
  await new Promise<void>((resolve) => graph.listen(0, '127.0.0.1', resolve));
  const { proxy, origin } = await RecordingProxy.listen(
    {
      graph: `http://127.0.0.1:${(graph.address() as AddressInfo).port}`,
      observer: {
        onExchange: () => seen.push('answered'),
        onRefused: ({ url }) => seen.push(url === '' ? 'outside' : url),
        onUnparsed: () => seen.push('unparsed'),
        onBrokenOff: () => undefined,
      },
      failed: (error) => mistakes.push(error),
      limits,
    },
    0,
  );
  const close = async (): Promise<void> => {
    await proxy.close(0);
    graph.closeAllConnections();
    await new Promise((resolve) => graph.close(resolve));
  };
  return { origin, close };
}

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

describe.each([
  ['serve', serving],
  ['the proxy', proxying],
] as const)('%s', (_, start) => {
  let local: Local;
  afterEach(() => local.close());

  test('refuses what comes from elsewhere, and neither judges nor forwards it', async () => {
    local = await start();
    for (const headers of foreign) expect([headers, await statusOf(local.origin, headers)]).toEqual([headers, 403]);
    expect([seen, mistakes]).toEqual([foreign.map(() => 'outside'), []]);
  });

  test('refuses a batch that comes from elsewhere, whatever is inside', async () => {
    local = await start();
    const requests = [{ id: '1', method: 'GET', url: path.replace('/v1.0', '') }];
    const answer = await fetch(`${local.origin}/v1.0/$batch`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
      body: JSON.stringify({ requests }),
    });
    expect([answer.status, seen, mistakes]).toEqual([403, ['outside'], []]);
  });

  test('answers the clients on this machine', async () => {
    local = await start();
    for (const headers of ours) expect([headers, await statusOf(local.origin, headers)]).toEqual([headers, 200]);
    expect([seen, mistakes]).toEqual([ours.map(() => 'answered'), []]);
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
    expect(seen).not.toContain('answered');
  });
});

describe.each([
  ['serve', (limits: ServerLimits) => serving('127.0.0.1', limits)],
  ['the proxy', proxying],
] as const)('%s ends a slow client', (_, start) => {
  const limits: ServerLimits = { connections: 2, headers: 40, request: 80, interval: 10 };
  let local: Local;
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
    expect([await statusOf(local.origin, {}), mistakes]).toEqual([200, []]);
    // One who is slow has not sent anything that is wrong.
    expect(seen).toEqual(['answered']);
  });

  test('of which there are too many', async () => {
    local = await start({ ...limits, headers: 60_000, request: 60_000 });
    const kept = await Promise.all([opened(''), opened('')]);
    await ended(await opened(''));
    kept.forEach((socket) => socket.destroy());
  });
});

test('a server that listens on every address is asked by any address, and by no name', async () => {
  const local = await serving('0.0.0.0');
  const asked = ['10.0.0.1', 'localhost', 'evil.example'].map((host) => statusOf(local.origin.replace('0.0.0.0', '127.0.0.1'), { host }));
  expect(await Promise.all(asked)).toEqual([200, 200, 403]);
  await local.close();
});
