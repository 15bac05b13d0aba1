/** What was recorded in process answers the same library, byte for byte. undici's own `request` and `fetch` are left out: nock does not see them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type nock from 'nock';
import type { Recording } from '../../../recordings/traffic/recording.js';
import type { replay as Replay } from '../../../recordings/replay/replay-with-nock.js';
import { startRecording } from '../../../recordings/recorder/start-recording.js';
import { TemporaryFolder } from '../temporary-folder.js';
import { askWith, type Seen } from '../../third-party/clients.js';
import { jsonText, path, sentText, startOddGraph } from './odd-graph.js';

const clients = ['node:http', 'fetch', 'axios'];
const answers = [
  'plain',
  'chunked',
  'gzip',
  'brotli',
  'deflate',
  'raw-deflate',
  'no-content',
  'empty',
  'bad-request',
  'throttled',
  'reset',
];

const cases = clients.flatMap((client) => answers.map((answer) => [client, answer] as const));
const recorded = new Map<string, Recording>();
let replay: typeof Replay;

beforeAll(async () => {
  const graph = await startOddGraph();
  for (const [client, answer] of cases) {
    const folder = new TemporaryFolder();
    const session = await startRecording({ folder: folder.path, graph: graph.origin });
    await askWith(client, `${graph.origin}${path}?x=${answer}`, { method: 'PATCH', body: sentText });
    const { files } = await session.stop();
    recorded.set(`${client} ${answer}`, JSON.parse(readFileSync(join(folder.path, files[0] ?? ''), 'utf8')) as Recording);
    folder.remove();
  }
  await graph.close();
  // nock changes `node:http` as soon as it is loaded: what is recorded before that is what a service does without it.
  ({ replay } = jest.requireActual<{ replay: typeof Replay }>('../../../recordings/replay/replay-with-nock.js'));
});
afterAll(() => {
  jest.requireActual<typeof nock>('nock').restore();
});

/** An id was replaced; else the text is the one that Graph gave, with its blanks and its `1.0`. */
const whole = [200, jsonText.replace('"one"', '"redacted-1"')] as const;
const seen: Readonly<Record<string, Seen>> = {
  'no-content': [204, ''],
  empty: [200, ''],
  'bad-request': [400, '{"error":{"code":"BadRequest","message":"No."}}'],
  throttled: [429, '{"error":{"code":"TooManyRequests","message":"No."}}'],
  reset: 'failed',
};

test.each(cases)('%s: %s', async (client, answer) => {
  const recording = recorded.get(`${client} ${answer}`) ?? [];
  const replaying = replay(recording);
  try {
    const url = `https://graph.microsoft.com${recording[0]?.path ?? ''}`;
    expect(await askWith(client, url, { method: 'PATCH', body: sentText })).toEqual(seen[answer] ?? whole);
    expect(replaying.pending()).toEqual([]);
    // Each exchange answers once, and nothing goes out.
    expect(await askWith(client, url, { method: 'PATCH', body: sentText })).toBe('failed');
  } finally {
    replaying.stop();
  }
});
