import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { dirname, join } from 'node:path';
import { startRecording } from '../../../recordings/recorder/start-recording.js';
import { Redactor } from '../../../recordings/redaction/redactor.js';
import type { Recording } from '../../../recordings/traffic/recording.js';
import { useTemporaryFolder } from '../temporary-folder.js';
import { askWith } from '../../third-party/clients.js';
import { path, sentText, startOddGraph } from './odd-graph.js';

let graph: Awaited<ReturnType<typeof startOddGraph>>;
const folder = useTemporaryFolder();
beforeEach(async () => {
  graph = await startOddGraph();
});
afterEach(async () => {
  jest.restoreAllMocks();
  jest.useRealTimers();
  await graph.close();
});

const update = (answer: string): Promise<unknown> =>
  askWith('fetch', `${graph.origin}${path}?x=${answer}`, { method: 'PATCH', body: sentText });

test('nothing is redacted during requests, and each exchange keeps its time', async () => {
  const redact = jest.spyOn(Redactor.prototype, 'redact');
  const session = await startRecording({ folder: folder.path, graph: graph.origin });
  jest.useFakeTimers({
    doNotFake: [
      'nextTick',
      'setImmediate',
      'clearImmediate',
      'setTimeout',
      'clearTimeout',
      'setInterval',
      'clearInterval',
      'queueMicrotask',
      'performance',
      'hrtime',
    ],
  });
  jest.setSystemTime(new Date('2026-08-01T10:00:00Z'));
  await update('plain');
  jest.setSystemTime(new Date('2026-08-01T11:00:00Z'));
  await update('gzip');
  await new Promise(setImmediate);
  expect(redact).not.toHaveBeenCalled();

  jest.setSystemTime(new Date('2026-08-01T12:00:00Z'));
  const { files } = await session.stop();
  expect(redact).toHaveBeenCalledTimes(2);
  const recording = JSON.parse(readFileSync(join(folder.path, files[0] ?? ''), 'utf8')) as Recording;
  expect(recording.map(({ recorded }) => recorded.when)).toEqual(['2026-08-01T10:00:00.000Z', '2026-08-01T11:00:00.000Z']);
});

test('requests inside a batch are recorded by themselves; another operation, and one without an answer, are not', async () => {
  const session = await startRecording({ folder: folder.path, graph: graph.origin });
  const item = { id: '1', method: 'PATCH', url: path.replace('/beta', ''), headers: { 'Content-Type': 'application/json' } };
  const body = JSON.parse(sentText) as unknown;
  const requests = [
    { ...item, body },
    { id: '2', method: 'GET', url: '/me' },
    { ...item, id: '3', body },
  ];
  for (const client of ['fetch', 'node:http'])
    await askWith(client, `${graph.origin}/beta/$batch?x=batch`, { method: 'POST', body: JSON.stringify({ requests }) });
  const { files, exchanges, withoutBody } = await session.stop();
  expect({ exchanges, withoutBody }).toEqual({ exchanges: 2, withoutBody: 2 });
  const [recorded] = JSON.parse(readFileSync(join(folder.path, files[0] ?? ''), 'utf8')) as Recording;
  expect(recorded).toMatchObject({
    method: 'PATCH',
    path: expect.stringMatching(/^\/beta\/deviceManagement\/deviceConfigurations\/[^/]+\/assignments\/[^/]+$/) as string,
    body,
    status: 200,
    response: { target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } },
  });
});

test('an answer without a listener is left out: Node discards it', async () => {
  const session = await startRecording({ folder: folder.path, graph: graph.origin });
  const asked = request(`${graph.origin}${path}?x=plain`, { method: 'PATCH', headers: { 'content-type': 'application/json' } });
  await new Promise((resolve) => asked.on('close', resolve).end(sentText));
  expect(await session.stop()).toMatchObject({ exchanges: 0, files: [] });
});

test.each(['localhost:7100', 'ftp://localhost', 'nowhere'])('a Graph at %s is refused', async (origin) => {
  await expect(startRecording({ folder: folder.path, graph: origin })).rejects.toThrow('Give scheme, host and port, such as http://');
});

test('an update names recordings that stay, and those that became fewer', async () => {
  const first = await startRecording({ folder: folder.path, graph: graph.origin });
  await update('plain');
  await update('plain');
  await askWith('fetch', `${graph.origin}${path}?x=plain`, { method: 'GET' });
  const { files } = await first.stop();
  const [file = ''] = files;
  const text = readFileSync(join(folder.path, file), 'utf8');
  const other = `${dirname(file)}/another.json`;
  folder.write(other, text);

  const second = await startRecording({ folder: folder.path, graph: graph.origin, update: true });
  await update('plain');
  const { stayed, differences } = await second.stop();
  expect([stayed, readFileSync(join(folder.path, other), 'utf8')]).toEqual([[other], text]);
  expect(differences.map(({ what }) => what)).toEqual(['GET beta removed: it was 200', 'PATCH beta 200: 2 exchanges before, 1 now']);
});

test('a second stop() has the result, or the failure, of the first', async () => {
  const session = await startRecording({ folder: folder.path, graph: graph.origin });
  await update('plain');
  const stopped = await session.stop();
  expect(await session.stop()).toBe(stopped);
  expect(stopped).toMatchObject({ exchanges: 1, notKept: 0 });

  const another = await startRecording({ folder: folder.path, graph: graph.origin, update: true });
  await update('plain');
  jest.spyOn(Redactor.prototype, 'redact').mockImplementation(() => {
    throw new Error('no');
  });
  await expect(another.stop()).rejects.toThrow('no');
  await expect(another.stop()).rejects.toThrow('no');
});
