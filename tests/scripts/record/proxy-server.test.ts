import { createServer, request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Exchange } from '../../../contracts/judge/exchange.js';
import { OutboundHttp } from '../../../scripts/client/outbound-http.js';
import { RecordingProxy } from '../../../scripts/record/proxy-server.js';

const path = '/v1.0/deviceManagement/deviceConfigurations/a/assignments/b';
const body = '{"id":"b"}';

interface Got {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

let graph: Server;
let arrived: { method: string; url: string; rawHeaders: readonly string[]; body: string }[];
let answer: (response: import('node:http').ServerResponse) => void;
let proxy: RecordingProxy;
let origin: string;
let graphOrigin: string;
let exchanges: Exchange[];
let refused: string[];
let brokenOff: string[];
let mistakes: unknown[];
let heard: (exchange: Exchange) => void;
let heardRefusal: (said: string) => void;

beforeEach(async () => {
  [arrived, exchanges, refused, brokenOff, mistakes] = [[], [], [], [], []];
  heard = (exchange) => exchanges.push(exchange);
  heardRefusal = (said) => refused.push(said);
  answer = (response) => response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  graph = createServer((request, response) => {
    let text = '';
    request
      .on('data', (chunk: Buffer) => (text += chunk.toString()))
      .on('end', () => {
        arrived.push({ method: request.method ?? '', url: request.url ?? '', rawHeaders: request.rawHeaders, body: text });
        answer(response);
      });
  });
  await new Promise<void>((resolve) => graph.listen(0, '127.0.0.1', resolve));
  graphOrigin = `http://127.0.0.1:${(graph.address() as AddressInfo).port}`;
  ({ proxy, origin } = await RecordingProxy.listen(
    {
      graph: graphOrigin,
      outbound: new OutboundHttp({}),
      observer: {
        onExchange: (exchange) => {
          heard(exchange);
        },
        onRefused: ({ method }, status, why) => {
          heardRefusal(`${method} ${status}: ${why}`);
        },
        onUnparsed: () => undefined,
        onBrokenOff: ({ method, url }, why) => brokenOff.push(`${method} ${url}: ${why}`),
      },
      failed: (error) => mistakes.push(error),
      timeoutMs: 300,
    },
    0,
  ));
});
afterEach(async () => {
  await proxy.close(0);
  graph.closeAllConnections();
  await new Promise((resolve) => graph.close(resolve));
});

function ask(method: string, target: string, headers: OutgoingHttpHeaders = {}, sent?: string | Buffer): Promise<Got> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    httpRequest({ hostname, port, method, path: target, headers }, (response) => {
      const chunks: Buffer[] = [];
      response
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
        })
        .on('error', reject);
    })
      .on('error', reject)
      .end(sent);
  });
}

const patch = (headers: OutgoingHttpHeaders = {}): Promise<Got> =>
  ask('PATCH', path, { authorization: 'Bearer made-up', 'content-type': 'application/json', ...headers }, '{"target":{}}');

test('an update goes to Graph with its credentials, and comes back', async () => {
  const got = await patch({ 'x-own': '1', connection: 'close, x-hop', 'x-hop': '1' });
  expect([got.status, got.body.toString(), got.headers['content-type']]).toEqual([200, body, 'application/json']);
  const [request] = arrived;
  expect([request?.method, request?.url, request?.body]).toEqual(['PATCH', path, '{"target":{}}']);
  const headers = Object.fromEntries(
    (request?.rawHeaders ?? []).flatMap((name, at, all) => (at % 2 === 0 ? [[name.toLowerCase(), all[at + 1]]] : [])),
  );
  expect(headers).toMatchObject({ authorization: 'Bearer made-up', 'x-own': '1', host: new URL(graphOrigin).host });
  expect(headers).not.toHaveProperty('x-hop');
  expect(exchanges).toEqual([
    {
      request: {
        method: 'PATCH',
        url: `${graphOrigin}${path}`,
        headers: expect.objectContaining({ authorization: 'Bearer made-up' }) as object,
        body: '{"target":{}}',
      },
      response: { status: 200, headers: expect.objectContaining({ 'content-type': 'application/json' }) as object, body },
    },
  ]);
});

test('an exchange is told before the next request of its client goes to Graph, so none wait in memory', async () => {
  const told: number[] = [];
  answer = (response) => {
    told.push(exchanges.length);
    response.writeHead(200).end(body);
  };
  for (let times = 0; times < 5; times += 1) await patch();
  expect(told).toEqual([0, 1, 2, 3, 4]);
});

test('bytes pass as they are, and are decoded for the recording only', async () => {
  answer = (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(body));
  const got = await patch({ 'accept-encoding': 'gzip' });
  expect([got.headers['content-encoding'], gunzipSync(got.body).toString()]).toEqual(['gzip', body]);
  expect(exchanges[0]?.response?.body).toBe(body);
});

test.each([204, 304])('an answer of %d has no body', async (status) => {
  answer = (response) => response.writeHead(status).end();
  const got = await patch();
  expect([got.status, got.body.length, got.headers['content-length']]).toEqual([status, 0, undefined]);
});

test('a redirect is not followed', async () => {
  answer = (response) => response.writeHead(307, { location: `${graphOrigin}/elsewhere` }).end();
  expect((await patch()).status).toBe(307);
  expect(arrived).toHaveLength(1);
});

test.each<[string, string, string, OutgoingHttpHeaders]>([
  ['another path', 'GET', '/v1.0/me', {}],
  ['another method', 'DELETE', path, {}],
  ['another name for this machine', 'GET', path, { host: 'evil.example' }],
  ['a tunnel for another method', 'PATCH', path, { 'x-http-method-override': 'DELETE' }],
])('%s is answered with 403, and never leaves the machine', async (_what, method, target, headers) => {
  const got = await ask(method, target, { authorization: 'Bearer made-up', ...headers });
  expect(got.status).toBe(403);
  expect(JSON.parse(got.body.toString())).toMatchObject({
    error: {
      code: 'Forbidden',
      message: expect.stringContaining('did not leave the machine') as string,
      innerError: { date: expect.anything() as unknown },
    },
  });
  expect([arrived, exchanges, refused.length]).toEqual([[], [], 1]);
});

test.each<[string, (response: import('node:http').ServerResponse) => void, RegExp]>([
  ['breaks the connection', (response) => response.destroy(), /^(?:ECONNRESET|UND_ERR_SOCKET)$/],
  [
    'breaks off its answer',
    (response) => response.writeHead(200, { 'content-length': 99 }).write('{', () => response.destroy()),
    /^(?:ECONNRESET|UND_ERR_SOCKET)$/,
  ],
  ['does not answer', () => undefined, /^UND_ERR_HEADERS_TIMEOUT$/],
])('when Graph %s, the client gets 502, and that is recorded', async (_what, how, code) => {
  answer = how;
  const got = await patch();
  expect(got.status).toBe(502);
  expect(JSON.parse(got.body.toString())).toMatchObject({ error: { code: 'BadGateway' } });
  expect(exchanges).toHaveLength(1);
  expect([exchanges[0]?.response, exchanges[0]?.failure]).toEqual([undefined, expect.stringMatching(code)]);
});

test('when Graph answers too much, the client gets 502, and what is known of the answer is noted', async () => {
  answer = (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('x'.repeat(5 * 1024 * 1024));
  const got = await patch();
  expect(got.status).toBe(502);
  expect(JSON.parse(got.body.toString())).toMatchObject({ error: { message: expect.stringContaining('longer than 4 MiB') as string } });
  expect(exchanges).toEqual([
    expect.objectContaining({
      response: { status: 200, headers: expect.objectContaining({ 'content-type': 'application/json' }) as object, bodyWithheld: true },
    }),
  ]);
});

test('a request that is too long stays here', async () => {
  const got = await ask('PATCH', path, {}, Buffer.alloc(5 * 1024 * 1024));
  expect(got.status).toBe(413);
  expect([arrived, exchanges, refused]).toEqual([[], [], ['PATCH 413: Its body is longer than 4 MiB.']]);
});

/** What comes back for the bytes of a request. */
function said(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    connect(Number(new URL(origin).port), '127.0.0.1')
      .on('data', (chunk: Buffer) => (text += chunk.toString()))
      .on('close', () => {
        resolve(text);
      })
      .on('error', reject)
      .write(bytes);
  });
}

test.each<[string, string]>([
  ['for a tunnel', 'CONNECT graph.microsoft.com:443 HTTP/1.1\r\nHost: graph.microsoft.com:443\r\n\r\n'],
  ['with a whole URL', 'GET http://graph.microsoft.com/v1.0/me HTTP/1.1\r\nHost: graph.microsoft.com\r\n\r\n'],
])('a client that takes it for its HTTP proxy, and asks %s, is told what to do', async (_what, bytes) => {
  const answered = await said(bytes);
  expect(answered).toMatch(/^HTTP\/1\.1 403 /);
  expect(answered).toContain('Give your client the address of this proxy as its base URL, not as its HTTP proxy.');
  expect([arrived, refused.length]).toEqual([[], 1]);
});

test('what stands behind a refused request on its connection does not go to Graph', async () => {
  const host = `Host: ${new URL(origin).host}\r\n`;
  const answered = await said(`GET /v1.0/me HTTP/1.1\r\n${host}\r\nPATCH ${path} HTTP/1.1\r\n${host}Content-Length: 2\r\n\r\n{}`);
  expect(answered.match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 403']);
  expect((await patch()).status).toBe(200);
  expect(arrived).toHaveLength(1);
});

test('an observer that fails is told of, and breaks no answer', async () => {
  const mistake = new Error('a mistake');
  heard = () => {
    throw mistake;
  };
  heardRefusal = () => {
    throw mistake;
  };
  // More than the buffers of a connection take: the rest is still to be sent when the observer fails.
  const long = 'x'.repeat(4 * 1024 * 1024);
  answer = (response) => response.writeHead(200).end(long);
  const got = await patch();
  expect([got.status, got.body.length]).toEqual([200, long.length]);
  expect((await ask('GET', '/v1.0/me')).status).toBe(403);
  answer = (response) => response.destroy();
  expect((await patch()).status).toBe(502);
  expect(mistakes).toEqual([mistake, mistake, mistake]);
});

test('a client that goes away is no trouble', async () => {
  const { port } = new URL(origin);
  const gone = httpRequest({ port, hostname: '127.0.0.1', method: 'PATCH', path, headers: { 'content-length': 100 } });
  gone.on('error', () => undefined);
  gone.write('{');
  await new Promise((resolve) => setImmediate(resolve));
  gone.destroy();
  expect((await patch()).status).toBe(200);
  expect(mistakes).toEqual([]);
});

describe('when it is told to end', () => {
  /** Settles with a request that Graph has got; it answers when it is told. */
  const held = (): Promise<import('node:http').ServerResponse> =>
    new Promise((resolve) => {
      answer = resolve;
    });
  const host = (): string => `Host: ${new URL(origin).host}\r\n`;

  test('what is under way comes to its end, and is the last on its connection', async () => {
    const arriving = held();
    const asked = patch({ connection: 'keep-alive' });
    const response = await arriving;
    const ended = proxy.close();
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    const got = await asked;
    expect([got.status, got.body.toString(), got.headers.connection]).toEqual([200, body, 'close']);
    await ended;
    expect([exchanges.length, refused, brokenOff]).toEqual([1, [], []]);
  });

  test('what comes from then on is refused in a sentence, and neither judged nor recorded', async () => {
    const { port } = new URL(origin);
    const late = connect(Number(port), '127.0.0.1');
    // The proxy has taken the head, and waits for the body, when it asks for it.
    late.write(`PATCH ${path} HTTP/1.1\r\n${host()}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n`);
    let text = '';
    await new Promise((resolve) => late.on('data', (chunk: Buffer) => (text += chunk.toString())).once('data', resolve));
    const ended = proxy.close();
    late.write('{}');
    await new Promise((resolve) => late.on('close', resolve));
    await ended;
    const [, status, headers] = /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 (\d+) (.*)$/s.exec(text) ?? [];
    expect(status).toBe('503');
    expect(headers).toMatch(/\r\nconnection: close\r\n/i);
    expect(headers).toContain('The recording proxy is ending, and this request did not leave the machine.');
    expect([arrived, exchanges, refused]).toEqual([[], [], ['PATCH 503: It came while the proxy was ending.']]);
  });

  test('nobody who has asked for nothing is waited for', async () => {
    const { port } = new URL(origin);
    const silent = connect(Number(port), '127.0.0.1');
    const closed = new Promise((resolve) => silent.on('close', resolve));
    await new Promise((resolve) => silent.once('connect', resolve));
    await Promise.all([proxy.close(2 ** 30), closed]);
    expect(mistakes).toEqual([]);
  });

  test('what it breaks off in the end is no outage of Graph', async () => {
    const arriving = held();
    const asked = patch();
    await arriving;
    await proxy.close(0);
    const got = await asked;
    expect([got.status, got.headers.connection]).toEqual([504, 'close']);
    expect(JSON.parse(got.body.toString())).toMatchObject({
      error: {
        code: 'GatewayTimeout',
        message: 'The recording proxy ended before Graph answered. Whether Graph carried out the request is unknown.',
      },
    });
    expect([exchanges, brokenOff]).toEqual([[], [`PATCH ${path}: the proxy ended before Graph answered`]]);
  });

  test('what a client has abandoned is not waited for, and no outage of Graph', async () => {
    const arriving = held();
    const { port } = new URL(origin);
    const gone = httpRequest({ port, hostname: '127.0.0.1', method: 'GET', path });
    gone.on('error', () => undefined).end();
    await arriving;
    gone.destroy();
    await proxy.close(2 ** 30);
    expect([exchanges, brokenOff]).toEqual([[], [`GET ${path}: its client disconnected before Graph answered`]]);
  });
});
