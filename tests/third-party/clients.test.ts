import { readFileSync } from 'node:fs';
import { ClientRequest } from 'node:http';
import { join } from 'node:path';
import { answerText } from '../../recordings/traffic/recorded-body.js';
import type { Recording } from '../../recordings/traffic/recording.js';
import { Recorder } from '../../recordings/recorder/recorder.js';
import { startRecording } from '../../recordings/recorder/start-recording.js';
import { redactionVersion } from '../../recordings/redaction/redactor.js';
import { useTemporaryFolder } from '../recordings/temporary-folder.js';
import { askWith, clients } from './clients.js';
import { answers, jsonText, path, sentText, startOddGraph } from '../recordings/recorder/odd-graph.js';

let graph: Awaited<ReturnType<typeof startOddGraph>>;
const folder = useTemporaryFolder();
beforeAll(async () => {
  graph = await startOddGraph();
});
afterAll(() => graph.close());

/** Counted but not recorded: there is nothing to replay. */
const leftOut = 'left out';

/** The answer in the file as a client would read it: a status and a text, or why there is none. Secrets are replaced. */
const whole = [200, jsonText.replace('"one"', '"redacted-1"')] as const;
const recorded: Readonly<Record<string, readonly [file: string, outcome: unknown] | typeof leftOut>> = {
  plain: ['200-all-devices-target', whole],
  chunked: ['200-all-devices-target', whole],
  gzip: ['200-all-devices-target', whole],
  zstd: leftOut,
  brotli: ['200-all-devices-target', whole],
  deflate: ['200-all-devices-target', whole],
  'raw-deflate': ['200-all-devices-target', whole],
  'no-content': ['204-no-content', [204, '']],
  empty: ['200-empty', [200, '']],
  'bad-request': ['400-refused', [400, '{"error":{"code":"BadRequest","message":"No."}}']],
  throttled: ['429-throttled', [429, '{"error":{"code":"TooManyRequests","message":"No."}}']],
  html: ['200-outage', [200, expect.stringMatching(/^<!DOCTYPE html><html><body>redacted-\d<\/body><\/html>$/)]],
  'broken-off': ['connection-lost', expect.stringMatching(/^(?:ECONNRESET|UND_ERR_SOCKET)$/)],
  'broken-gzip': ['connection-lost', 'ERR_INVALID_CONTENT_ENCODING'],
  reset: ['connection-lost', expect.stringMatching(/^(?:ECONNRESET|UND_ERR_SOCKET)$/)],
  large: leftOut,
};

/** Answers to single requests; start-recording.test.ts sends a batch. */
const single = Object.keys(answers).filter((name) => name !== 'batch');

/** Another path, another operation on the path, and requests without an API version. */
const others: readonly (readonly [method: string, path: string, body?: string])[] = [
  ['POST', '/beta/me', sentText],
  ['GET', '/beta/me'],
  ['PUT', path, sentText],
  ['DELETE', path],
  ['PATCH', path.replace('/beta', ''), sentText],
  ['GET', path.replace('/beta', '')],
];

test('every answer has its row', () => {
  expect(Object.keys(recorded)).toEqual(single);
});

describe.each(Object.keys(clients))('%s', (client) => {
  test.each(single)('is not affected, and is recorded: %s', async (name) => {
    const url = `${graph.origin}${path}?x=${name}`;
    const sent = { method: 'PATCH', body: sentText };
    const before = await askWith(client, url, sent);
    const session = await startRecording({ folder: folder.path, graph: graph.origin });
    const during = await askWith(client, url, sent);
    const { exchanges, files, withoutBody } = await session.stop();

    expect(during).toEqual(before);
    const row = recorded[name] ?? leftOut;
    if (row === leftOut) {
      expect([exchanges, files, withoutBody]).toEqual([0, [], 1]);
      return;
    }
    const [file, outcome] = row;
    expect([exchanges, files]).toEqual([1, [`update-device-configuration-assignment/${file}.json`]]);
    const [definition] = JSON.parse(readFileSync(join(folder.path, files[0] ?? ''), 'utf8')) as Recording;
    const response = answerText(definition?.response);
    const text = typeof response === 'string' ? response : JSON.stringify(response);
    expect(definition?.recorded.failure ?? [definition?.status, text]).toEqual(outcome);
    expect(definition?.body).toEqual(JSON.parse(sentText));
    expect(definition?.recorded).toMatchObject({
      origin: 'emulator',
      redaction: redactionVersion,
      requestHeaders: { authorization: 'Bearer {token}' },
    });
    expect(JSON.stringify(definition?.rawHeaders)).not.toContain('encoding');
  });

  test('is not recorded if it sends other requests, and not after the end', async () => {
    const session = await startRecording({ folder: folder.path, graph: graph.origin });
    const add = jest.spyOn(Recorder.prototype, 'add');
    for (const [method, url, body] of others)
      expect(await askWith(client, `${graph.origin}${url}`, { method, body })).toEqual([200, jsonText]);
    const stopped = session.stop();
    await stopped;
    await askWith(client, `${graph.origin}${path}`, { method: 'GET' });
    expect(await stopped).toMatchObject({ exchanges: 0, files: [] });
    expect(add).not.toHaveBeenCalled();
    add.mockRestore();
  });

  test('is not recorded if it calls another host', async () => {
    const session = await startRecording({ folder: folder.path, graph: 'http://127.0.0.1:9' });
    expect(await askWith(client, `${graph.origin}${path}?x=no-content`, { method: 'GET' })).toEqual([204, '']);
    expect(await session.stop()).toMatchObject({ exchanges: 0 });
  });
});

test('a client may go away during the answer', async () => {
  const session = await startRecording({ folder: folder.path, graph: graph.origin });
  const response = await fetch(`${graph.origin}${path}?x=large`);
  await response.body?.cancel();
  await expect(fetch(`${graph.origin}${path}`, { signal: AbortSignal.abort() })).rejects.toThrow();
  await expect(session.stop()).resolves.toBeDefined();
});

/** Every member of a request, down to that of all streams: nock, where a test has loaded it, stands above the class that is watched. */
function requestMembers(): unknown[] {
  const members: unknown[] = [];
  for (let below = ClientRequest.prototype as object | null; below !== null; below = Object.getPrototypeOf(below) as object | null)
    members.push(Object.getOwnPropertyDescriptors(below));
  return members;
}

test('stop() restores every member of a request', async () => {
  const before = requestMembers();
  const session = await startRecording({ folder: folder.path });
  expect(requestMembers()).not.toEqual(before);
  await session.stop();
  expect(requestMembers()).toEqual(before);
});
