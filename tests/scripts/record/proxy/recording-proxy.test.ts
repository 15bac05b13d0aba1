import { createServer, request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Exchange } from '../../../../contracts/judge/exchange.js';
import { RecordingProxy } from '../../../../scripts/record/proxy/recording-proxy.js';

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
let forbidden: string[];
let mistakes: unknown[];
let heard: (exchange: Exchange) => void;

beforeEach(async () => {
  [arrived, exchanges, forbidden, mistakes] = [[], [], [], []];
  heard = (exchange) => exchanges.push(exchange);
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
  graphOrigin = `http://127.0.0.1:${String((graph.address() as AddressInfo).port)}`;
  ({ proxy, origin } = await RecordingProxy.listen(
    {
      graph: graphOrigin,
      onExchange: (exchange) => {
        heard(exchange);
      },
      failed: (error) => mistakes.push(error),
      onForbidden: (method, why) => forbidden.push(`${method}: ${why}`),
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
        });
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
  expect([arrived, exchanges, forbidden.length]).toEqual([[], [], 1]);
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
  expect([arrived, exchanges]).toEqual([[], []]);
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
  expect([arrived, forbidden.length]).toEqual([[], 1]);
});

test('what stands behind a refused request on its connection does not go to Graph', async () => {
  const host = `Host: ${new URL(origin).host}\r\n`;
  const answered = await said(`GET /v1.0/me HTTP/1.1\r\n${host}\r\nPATCH ${path} HTTP/1.1\r\n${host}Content-Length: 2\r\n\r\n{}`);
  expect(answered.match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 403']);
  expect((await patch()).status).toBe(200);
  expect(arrived).toHaveLength(1);
});

test('a mistake of our own is told, and is no client that went away', async () => {
  const mistake = new Error('a mistake');
  heard = () => {
    throw mistake;
  };
  await patch().catch(() => undefined);
  while (mistakes.length === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(mistakes).toEqual([mistake]);
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
