import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateRawSync, gzipSync } from 'node:zlib';
import nock from 'nock';
import type { RecordedDefinition, Recording } from '../../recordings/traffic/recording.js';
import type { Replay } from '../../recordings/replay/replay-with-nock.js';
import { askRecorded, committedRecordings, recordedUpdate, useReplay } from './committed-recordings.js';

const recording = recordedUpdate('200-group-target-beta.json');
const [read, update, readBack] = recording;
const origin = 'https://graph.microsoft.com';
const bodyText = JSON.stringify(update.body);

const replay = useReplay();
let replaying: Replay;
beforeEach(() => {
  replaying = replay(recording);
});

/** Sends the recorded update with another part. Returns the status of the answer, or `refused`. */
async function send(
  other: { readonly url?: string; readonly method?: string; readonly contentType?: string | null; readonly body?: string | null } = {},
): Promise<number | 'refused'> {
  const { url = `${origin}${update.path}`, method = 'PATCH', contentType = 'application/json', body = bodyText } = other;
  try {
    const { status } = await fetch(url, {
      method,
      headers: { ...(contentType === null ? {} : { 'content-type': contentType }) },
      ...(body === null ? {} : { body: new TextEncoder().encode(body) }),
    });
    return status;
  } catch (error) {
    // A request that left and failed was not refused.
    expect(error).toMatchObject({ message: expect.stringMatching(/^Nock: (?:Disallowed net connect|No match)/) as string });
    return 'refused';
  }
}

test('the recorded request is answered', async () => {
  await expect(send()).resolves.toBe(200);
  expect(replaying.pending()).toHaveLength(2);
});

test.each([
  'https://graph.microsoft.com.evil.example',
  'https://evilgraph.microsoft.com',
  'https://evil.example',
  'https://graph-microsoft.com',
  'https://graphXmicrosoft.com',
  'https://graph.microsoft.us',
  'https://graph.microsoft.com:8443',
  'https://graph.microsoft.com:44',
  'https://graph.microsoft.com:4430',
  'http://graph.microsoft.com',
  'http://graph.microsoft.com:443',
  'https://evil.example/https://graph.microsoft.com:443',
])('another host is refused: %s', async (host) => {
  await expect(send({ url: `${host}${update.path}` })).resolves.toBe('refused');
  expect(replaying.pending()).toHaveLength(3);
});

test('the default port may be written out', async () => {
  await expect(send({ url: `${origin}:443${update.path}` })).resolves.toBe(200);
});

test.each<readonly [string, Parameters<typeof send>[0]]>([
  ['POST', { method: 'POST' }],
  ['PUT', { method: 'PUT' }],
  ['DELETE', { method: 'DELETE' }],
  ['a longer id', { url: `${origin}${update.path}x` }],
  ['another segment', { url: `${origin}${update.path}/x` }],
  ['another version', { url: `${origin}${update.path.replace('/beta/', '/v1.0/')}` }],
  ['a path in another case', { url: `${origin}${update.path.toUpperCase()}` }],
  ['a query', { url: `${origin}${update.path}?$select=id` }],
  ['a part of the path', { url: `${origin}${update.path.slice(0, -1)}` }],
  ['no content type', { contentType: null }],
  ['another content type', { contentType: 'text/plain' }],
  ['a content type with parameters that were not recorded', { contentType: 'application/json; charset=utf-16' }],
  ['no body', { body: null }],
  ['an empty body', { body: '' }],
  ['a body that is not JSON', { body: bodyText.slice(1) }],
  ['another target', { body: bodyText.replace('0000aaaa', '0000bbbb') }],
  ['a value of another type', { body: bodyText.replace(':null', ':"null"') }],
  ['a body without a null', { body: bodyText.replace('"deviceAndAppManagementAssignmentFilterId":null,', '') }],
  ['a body with another member', { body: bodyText.replace(/\}$/, ',"id":"x"}') }],
  ['a body without a member', { body: bodyText.replace(/"@odata\.type":"[^"]+Assignment",/, '') }],
  ['a list of the body', { body: `[${bodyText}]` }],
])('refuses %s', async (_, other) => {
  expect(other).not.toEqual({ body: bodyText });
  await expect(send(other)).resolves.toBe('refused');
});

test.each<readonly [string, (body: string) => Uint8Array]>([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
  ['deflate', deflateRawSync],
  ['identity', (body) => new TextEncoder().encode(body)],
])('a compressed body is what it holds: %s', async (encoding, pack) => {
  const { status } = await fetch(`${origin}${update.path}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', 'content-encoding': encoding },
    body: new Uint8Array(pack(bodyText)),
  });
  expect(status).toBe(200);
});

test('the same body in another order, or with blanks, is the same', async () => {
  const { target, ...rest } = update.body as { readonly target: Readonly<Record<string, unknown>> };
  const reversed = Object.fromEntries(Object.entries(target).reverse());
  await expect(send({ body: JSON.stringify({ target: reversed, ...rest }, null, 4) })).resolves.toBe(200);
});

test('each exchange is there once', async () => {
  await expect(send()).resolves.toBe(200);
  await expect(send()).resolves.toBe('refused');
  await askRecorded(read);
  await askRecorded(readBack);
  expect(replaying.pending()).toEqual([]);
  await expect(askRecorded(read)).resolves.toMatchObject({ failure: expect.any(String) as string });
});

test('pending requests are listed by method and path', () => {
  expect(replaying.pending()).toHaveLength(3);
  for (const [index, { method, path }] of recording.entries()) {
    expect(replaying.pending()[index]).toContain(method);
    expect(replaying.pending()[index]).toContain(path);
  }
});

test('several recordings are replayed together', async () => {
  replaying.stop();
  replaying = replay(...committedRecordings.map(([, one]) => one));
  expect(replaying.pending()).toHaveLength(committedRecordings.flatMap(([, one]) => one).length);
  await expect(send()).resolves.toBe(200);
});

test('loopback stays open, by fetch and by node:http, and nothing else does', async () => {
  const server = createServer((_, response) => response.end('here'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    for (const host of ['127.0.0.1', 'localhost']) {
      const answer = await fetch(`http://${host}:${port}/`).then((response) => response.text());
      expect(answer).toBe('here');
    }
    // Nobody listens there, or there is no IPv6: but it is not nock that refuses.
    await expect(fetch(`http://[::1]:${port}/`)).rejects.toMatchObject({ message: 'fetch failed' });
    const status = await new Promise((resolve) =>
      httpRequest({ host: '127.0.0.1', port }, (response) => {
        resolve(response.resume().statusCode);
      }).end(),
    );
    expect(status).toBe(200);
    for (const host of [
      'http://127.0.0.1.evil.example',
      'http://localhost.evil.example',
      'http://evillocalhost:3000',
      'http://[::2]:3000',
      'http://127.0.0.2:3000',
      'http://evil.example:80',
      'http://10.0.0.1',
      'http://0.0.0.0:3000',
    ]) {
      await expect(fetch(host)).rejects.toMatchObject({ message: expect.stringContaining('Disallowed net connect') as string });
      await expect(send({ url: host })).resolves.toBe('refused');
    }
    const failure = new Promise((resolve) => httpRequest('http://evil.example/').on('error', resolve).end());
    await expect(failure).resolves.toMatchObject({
      code: 'ENETUNREACH',
      message: expect.stringContaining('Nock: Disallowed net connect') as string,
    });
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

test('after it has stopped nothing of it is left', async () => {
  replaying.stop();
  expect(nock.pendingMocks()).toEqual([]);
  expect(replaying.pending()).toEqual([]);
  // Stopping gives the network back; nothing of it is used here.
  nock.disableNetConnect();
  await expect(send()).resolves.toBe('refused');
  nock.enableNetConnect();
});

describe('a recording under another contract', () => {
  const altered = (change: (definition: RecordedDefinition) => unknown): Recording =>
    recording.map((definition) => change(definition) as RecordedDefinition);

  test.each<readonly [string, (definition: RecordedDefinition) => unknown]>([
    ['an older hash', (definition) => ({ ...definition, recorded: { ...definition.recorded, contract: 'sha256:0' } })],
    [
      'the hash of the other operation',
      (definition) => ({
        ...definition,
        recorded: { ...definition.recorded, contract: committedRecordings.at(-1)?.[1][0]?.recorded.contract },
      }),
    ],
    [
      'an older hash, and a path of neither',
      (definition) => ({ ...definition, path: '/v1.0/me', recorded: { ...definition.recorded, contract: 'sha256:0' } }),
    ],
  ])('is refused, with what to do: %s', (_, change) => {
    replaying.stop();
    expect(() => replay(altered(change))).toThrow(/was made under another contract than today's\. Record it again: "npm run recordings"\./);
    expect(nock.pendingMocks()).toEqual([]);
  });

  test('one that names no contract is not ours', () => {
    expect(() => replay(altered(({ recorded, ...rest }) => (recorded.origin === 'live' ? {} : rest)))).toThrow(/has no "recorded"/);
  });

  test.each<readonly [string, (definition: RecordedDefinition) => unknown, RegExp]>([
    ['of another contract', (definition) => ({ ...definition, recorded: { ...definition.recorded, contract: '' } }), /another contract/],
    ['that is damaged', (definition) => ({ ...definition, method: 7 }), /^the recording: definition 1: "method" must be a string\.$/],
    [
      'whose path is none',
      (definition) => ({ ...definition, path: 7 }),
      /^the recording: definition 1: "scope" and "path" must be strings\.$/,
    ],
    [
      'with a status that nock cannot send',
      (definition) => ({ ...definition, status: 999 }),
      /^the recording: definition 1: nock cannot answer with the status 999, only with 200 to 599\. "graph-contracts serve" can\.$/,
    ],
    [
      'with a header that HTTP cannot send',
      (definition) => ({ ...definition, rawHeaders: { location: 'https://x/€' } }),
      /^the recording: definition 1: the value of the response header "location" /,
    ],
    ['that holds nothing', () => null, /^the recording: definition 1: not an object\.$/],
  ])('one %s leaves the network as it is', async (_, change, message) => {
    replaying.stop();
    expect(() => replay(recording, altered(change))).toThrow(message);
    expect(nock.pendingMocks()).toEqual([]);
    // Nobody listens there; but it is not nock that says so.
    await expect(fetch('http://127.0.0.2:9/')).rejects.toMatchObject({ message: 'fetch failed' });
  });

  test('a refused one leaves those that replay alone', async () => {
    expect(() => replay(altered((definition) => ({ ...definition, recorded: { ...definition.recorded, contract: '' } })))).toThrow();
    await expect(send()).resolves.toBe(200);
  });
});
