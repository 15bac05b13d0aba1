import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { ServerResponse } from 'node:http';
import type { Contract } from '../../../contracts/contract.js';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import type { Exchange } from '../../../contracts/judge/exchange.js';
import { judge } from '../../../contracts/judge/judge.js';
import { GraphClient } from '../../../scripts/client/graph-client.js';
import { localServer, type LocalServer } from './local-server.js';

const [contract] = contracts as readonly [Contract, ...Contract[]];
const ids = { policyId: 'policy', assignmentId: 'policy_target' };
const target = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' };

/** A made-up token of the usual length. */
const token = `made-up.${'token-of-a-test.'.repeat(10)}`;

const servers: LocalServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const empty = (response: ServerResponse): unknown => response.end('{}');

async function serverThat(answer: Parameters<typeof localServer>[0]): Promise<LocalServer> {
  const server = await localServer(answer);
  servers.push(server);
  return server;
}

function clientOf({ origin }: Pick<LocalServer, 'origin'>, timeoutMs?: number): GraphClient {
  return new GraphClient({ baseUrl: origin, token: () => Promise.resolve(token), timeoutMs });
}

/** Reads and updates. */
async function both(client: GraphClient): Promise<readonly [Exchange, Exchange]> {
  return [await client.read(contract, 'beta', ids), await client.update(contract, 'beta', ids, { target })];
}

describe('a request', () => {
  test.each(contracts.flatMap((each) => each.apiVersions.map((version) => [each.name, version, each] as const)))(
    '%s %s: the documented request',
    async (_, version, each) => {
      const server = await serverThat(empty);
      const read = await clientOf(server).read(each, version, ids);
      const update = await clientOf(server).update(each, version, ids, { target });
      const collection = each.paths[0]?.split('/')[2] ?? '';
      const path = `/${version}/deviceManagement/${collection}/policy/assignments/policy_target`;
      const body = JSON.stringify({ '@odata.type': `#microsoft.graph.${each.resourceType ?? ''}`, target });
      expect(server.requests).toMatchObject([
        { method: 'GET', path, headers: { accept: 'application/json', authorization: `Bearer ${token}` }, body: '' },
        { method: 'PATCH', path, headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body },
      ]);
      expect(server.requests[0]?.headers).not.toHaveProperty('content-type');
      expect([read.request.url, update.request]).toEqual([
        `${server.origin}${path}`,
        {
          method: 'PATCH',
          url: `${server.origin}${path}`,
          headers: { accept: 'application/json', 'content-type': 'application/json', authorization: 'Bearer {token}' },
          body,
        },
      ]);
      // The exchange suffices to judge the request.
      expect(judge({ request: update.request })).toMatchObject({ kind: 'inconclusive', findings: [] });
    },
  );

  test('encodes each id as one segment', async () => {
    const server = await serverThat(empty);
    await clientOf(server).read(contract, 'v1.0', { policyId: 'a/b?c#d %', assignmentId: '..%2F\\é$&' });
    const collection = contract.paths[0]?.split('/')[2] ?? '';
    expect(server.requests[0]?.path).toBe(`/v1.0/deviceManagement/${collection}/a%2Fb%3Fc%23d%20%25/assignments/..%252F%5C%C3%A9%24%26`);
  });

  test.each([
    ['an empty one', ''],
    ['blanks', ' \t'],
    ['a dot', '.'],
    ['dots', '..'],
    ['half a character', '\uD800'],
  ])('refuses ids that would address something else: %s', async (_, id) => {
    const server = await serverThat(empty);
    const client = clientOf(server);
    for (const wrong of [
      { ...ids, policyId: id },
      { ...ids, assignmentId: id },
    ]) {
      await expect(client.read(contract, 'v1.0', wrong)).rejects.toThrow(/^An id /);
      await expect(client.update(contract, 'v1.0', wrong, { target })).rejects.toMatchObject({ name: 'CannotRun' });
    }
    expect(server.requests).toEqual([]);
  });
});

describe('the token', () => {
  test('is fetched once for each request', async () => {
    const server = await serverThat(empty);
    let tokens = 0;
    const client = new GraphClient({ baseUrl: server.origin, token: () => Promise.resolve(`made-up-${(tokens += 1)}`) });
    await both(client);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer made-up-1', 'Bearer made-up-2']);
  });

  test('that cannot be fetched ends the request with its error, before anything is sent', async () => {
    const server = await serverThat(empty);
    const reason = new Error('no sign-in');
    const client = new GraphClient({ baseUrl: server.origin, token: () => Promise.reject(reason) });
    await expect(client.read(contract, 'v1.0', ids)).rejects.toBe(reason);
    await expect(client.update(contract, 'v1.0', ids, { target })).rejects.toBe(reason);
    expect(server.requests).toEqual([]);
  });

  test.each(['', ' ', 'made-up\n', 'made up', 'made-up\r\nX-Other: 1', 'mädeüp', '\u{1F511}'])(
    'that no header can hold is an error, and is not quoted: %j',
    async (wrong) => {
      const server = await serverThat(empty);
      const client = new GraphClient({ baseUrl: server.origin, token: () => Promise.resolve(wrong) });
      await expect(client.read(contract, 'v1.0', ids)).rejects.toThrow(
        'The access token is empty, or has a space, a line end or another character that no token has.',
      );
      expect(server.requests).toEqual([]);
    },
  );

  test.each([301, 302, 303, 307, 308])('a redirect (%d) is not followed: the token does not reach the second server', async (status) => {
    const second = await serverThat(empty);
    const first = await serverThat((response, { path }) => response.writeHead(status, { location: `${second.origin}${path}` }).end());
    const exchanges = await both(clientOf(first));
    expect(exchanges.map(({ response }) => response?.status)).toEqual([status, status]);
    expect(first.requests).toHaveLength(2);
    expect(second.requests).toEqual([]);
  });

  test('a redirect to the same server is not followed either', async () => {
    const server = await serverThat((response) => response.writeHead(307, { location: '/elsewhere' }).end());
    await both(clientOf(server));
    expect(server.requests.map(({ path }) => path)).not.toContain('/elsewhere');
  });

  test('is in no exchange, even if the server sends it back', async () => {
    const server = await serverThat((response, { headers }) =>
      response
        .writeHead(200, { 'content-type': 'application/json', 'x-echo': String(headers.authorization) })
        .end(JSON.stringify({ headers })),
    );
    const exchanges = await both(clientOf(server));
    expect(JSON.stringify(exchanges)).not.toContain('token-of-a-test');
    expect(exchanges[0].response).toMatchObject({
      headers: { 'x-echo': 'Bearer {token}' },
      body: expect.stringContaining('Bearer {token}') as string,
    });
  });

  test('is in no exchange of a failed request', async () => {
    const server = await serverThat((response) => response.destroy());
    expect(JSON.stringify(await both(clientOf(server)))).not.toContain('token-of-a-test');
  });
});

describe('a response', () => {
  const text = '{"id":"é","target":null}';
  const encodings: readonly (readonly [string, Buffer])[] = [
    ['identity', Buffer.from(text)],
    ['gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['br', brotliCompressSync(text)],
  ];

  test.each(encodings)('in %s is decoded', async (encoding, bytes) => {
    const server = await serverThat((response) => response.writeHead(200, { 'content-encoding': encoding }).end(bytes));
    for (const { response } of await both(clientOf(server))) expect(response).toMatchObject({ status: 200, body: text });
  });

  test('in pieces that split a character is joined', async () => {
    const bytes = Buffer.from(text);
    const server = await serverThat((response) => {
      response.write(bytes.subarray(0, 8));
      setImmediate(() => response.end(bytes.subarray(8)));
    });
    expect(bytes[7]).toBeGreaterThan(127);
    for (const { response } of await both(clientOf(server))) expect(response?.body).toBe(text);
  });

  test('keeps its byte order mark, which is a finding', async () => {
    const server = await serverThat((response) => response.end(`\uFEFF${text}`));
    for (const { response } of await both(clientOf(server))) expect(response?.body).toBe(`\uFEFF${text}`);
  });

  test('has invalid UTF-8 replaced', async () => {
    const server = await serverThat((response) => response.end(Buffer.from([0x22, 0xff, 0x22])));
    for (const { response } of await both(clientOf(server))) expect(response?.body).toBe('"\uFFFD"');
  });

  test.each([200, 204, 304, 400, 503])('without a body has none in the exchange (%d)', async (status) => {
    const server = await serverThat((response) => response.writeHead(status, { 'x-own': 'kept' }).end());
    for (const { response } of await both(clientOf(server))) {
      expect(response).toMatchObject({ status, headers: { 'x-own': 'kept' } });
      expect(response).not.toHaveProperty('body');
    }
  });

  test('of 4 MiB is read, and a longer one is not, compressed or not', async () => {
    const limit = 4 * 1024 * 1024;
    const longest = await serverThat((response) => response.end('x'.repeat(limit)));
    expect((await clientOf(longest).read(contract, 'v1.0', ids)).response?.body).toHaveLength(limit);
    const tooLong = await serverThat((response) => response.end('x'.repeat(limit + 1)));
    const bomb = await serverThat((response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(limit * 4))),
    );
    for (const server of [tooLong, bomb]) {
      for (const exchange of await both(clientOf(server))) expect(exchange).toMatchObject({ failure: 'BODY_TOO_LARGE' });
    }
  });
});

describe('a failure is an exchange without a response', () => {
  test('no response in time', async () => {
    const server = await serverThat(() => undefined);
    for (const exchange of await both(clientOf(server, 50))) {
      expect(exchange).toMatchObject({ failure: 'TIMEOUT' });
      expect(exchange).not.toHaveProperty('response');
    }
  });

  test('a response that does not end in time', async () => {
    const server = await serverThat((response) => response.write('{"id":'));
    for (const exchange of await both(clientOf(server, 300))) expect(exchange).toMatchObject({ failure: 'TIMEOUT' });
  });

  test('a refused connection', async () => {
    const server = await localServer((response) => response.end());
    await server.close();
    for (const exchange of await both(clientOf(server))) expect(exchange).toMatchObject({ failure: 'ECONNREFUSED' });
  });

  test('a connection that breaks before the response, or during it', async () => {
    const before = await serverThat((response) => response.destroy());
    const middle = await serverThat((response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"id":', () => response.destroy());
    });
    for (const server of [before, middle]) {
      for (const exchange of await both(clientOf(server))) {
        expect(exchange.failure).toMatch(/^(?:UND_ERR_SOCKET|ECONNRESET)$/);
        expect(exchange).not.toHaveProperty('response');
      }
    }
  });

  test('a response that is not compressed as declared', async () => {
    const server = await serverThat((response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('{"id":1}'));
    for (const exchange of await both(clientOf(server))) expect(exchange).toMatchObject({ failure: 'Z_DATA_ERROR' });
  });

  test('a server that does not speak TLS', async () => {
    const server = await serverThat(empty);
    for (const exchange of await both(clientOf({ origin: server.origin.replace('http:', 'https:') }))) {
      expect(exchange.failure).toMatch(/^(?:ERR_SSL_\w+|EPROTO|ECONNRESET|UND_ERR_SOCKET)$/);
    }
  });

  test('is judged as an outage', async () => {
    const server = await serverThat((response) => response.destroy());
    const [, update] = await both(clientOf(server));
    expect(judge(update)).toMatchObject({ kind: 'inconclusive', reason: 'outage', findings: [] });
  });
});
