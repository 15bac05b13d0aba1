/** A recorder in a thread of its own promises what the one in the first thread does. The thread runs what was built. */
import os from 'node:os';
import { join } from 'node:path';
import workerThreads from 'node:worker_threads';
import { existsSync, readFileSync } from 'node:fs';
import type { Exchange } from '../../../contracts/judge/exchange.js';
import { listFiles } from '../../../recordings/list-files.js';
import { Recorder, type RecordingResult } from '../../../recordings/recorder/recorder.js';
import { RecorderThread } from '../../../recordings/recorder/thread/recorder-thread.js';
import type { ThreadOptions } from '../../../recordings/recorder/thread/messages.js';
import { TemporaryFolder } from '../temporary-folder.js';

const headers = { 'content-type': 'application/json' };
const madeUpToken = ['zQ4x', '8Rk2', 'Vw9T', 'p6Lm'].join('');

function exchange(index: number, more: object = {}): Exchange {
  const id = `abcdabcd-1234-4321-abcd-${String(index).padStart(12, '4')}`;
  const body = JSON.stringify({ target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: id, ...more } });
  return {
    request: {
      method: index % 3 === 0 ? 'GET' : 'PATCH',
      url: `https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations/${id}/assignments/${id}_1`,
      headers: { ...headers, authorization: `Bearer ${madeUpToken}`, accept: ['a/b', 'c/d'] },
      ...(index % 3 === 0 ? {} : { body }),
    },
    ...(index % 5 === 0 ? { failure: 'ECONNRESET' } : { response: { status: 200, headers, body } }),
  };
}

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => {
  jest.restoreAllMocks();
  folder.remove();
});

const options = (more: Partial<ThreadOptions> = {}): ThreadOptions => ({ folder: folder.path, scenario: 'a test', ...more });

async function openThread(more?: Partial<ThreadOptions>, onStop?: (why: string) => void): Promise<RecorderThread> {
  jest.spyOn(os, 'availableParallelism').mockReturnValue(2);
  const thread = await RecorderThread.open(options(more), onStop);
  if (thread === undefined) throw new Error('A thread can be started here.');
  return thread;
}

/** What it wrote, but for the moments. */
const written = (): readonly string[] =>
  listFiles(folder.path).map((file) => `${file}\n${readFileSync(file, 'utf8').replaceAll(/"when": "[^"]*"/g, '')}`);

test('writes the same, and says the same', async () => {
  const exchanges = Array.from({ length: 40 }, (_, index) => exchange(index));
  const record = async (recorder: Recorder | RecorderThread): Promise<RecordingResult> => {
    for (const one of [...exchanges, { request: { method: 'GET', url: 'https://contoso.example/' } }]) recorder.add(one);
    return recorder.close();
  };
  const first = await record(await Recorder.open({ ...options({ most: 9 }), asItGoes: true }));
  const before = written();
  expect([first.files.length, first.notKept]).toEqual([3, 14]);
  expect(await record(await openThread({ most: 9, update: true }))).toEqual({ ...first, differences: [] });
  expect(written()).toEqual(before);
  expect(before.join('')).not.toContain(madeUpToken);
});

test('writes as it goes', async () => {
  const thread = await openThread();
  thread.add(exchange(1));
  while (listFiles(folder.path).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect((await thread.close()).exchanges).toBe(1);
  expect(existsSync(join(folder.path, '.recording.lock'))).toBe(false);
});

describe('its errors are those of the recorder', () => {
  const messageOf = async (act: () => Promise<unknown>): Promise<readonly string[]> => {
    try {
      await act();
      return [];
    } catch (error) {
      return [(error as Error).name, (error as Error).message];
    }
  };

  test('a folder that holds recordings', async () => {
    const thread = await openThread();
    thread.add(exchange(1));
    await thread.close();
    const expected = await messageOf(() => Recorder.open(options()));
    expect(expected[0]).toBe('RecordingError');
    expect(await messageOf(() => openThread())).toEqual(expected);
  });

  test('a folder that is none', async () => {
    const file = folder.write('file', '');
    const expected = await messageOf(() => Recorder.open(options({ folder: file })));
    expect(expected[0]).toBe('RecordingError');
    expect(await messageOf(() => openThread({ folder: file }))).toEqual(expected);
  });

  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

  test.each<[string, Exchange, Partial<ThreadOptions>]>([
    ['a secret', exchange(1), { scenario: `of ${madeUpToken}` }],
    ['what cannot be redacted', { ...exchange(1), response: { status: 200, headers, body: deep } }, {}],
  ])('%s: all is as it was before', async (_what, wrong, more) => {
    const thread = await openThread();
    thread.add(exchange(1));
    thread.add(exchange(2));
    await thread.close();
    const before = written();
    const recorder = await Recorder.open({ ...options({ ...more, update: true }), asItGoes: true });
    recorder.add(wrong);
    const expected = await messageOf(() => Promise.resolve().then(() => recorder.close()));

    const again = await openThread({ ...more, update: true });
    again.add(wrong);
    const found = await messageOf(() => again.close());
    expect(found).toEqual(expected);
    expect(found.join()).toMatch(/^(?:SecretFoundError,Nothing was written|RedactionError,An exchange could not be redacted)/);
    expect(found.join()).not.toContain(madeUpToken);
    expect(written()).toEqual(before);
  });
});

test('that it has stopped is told at once, and what it had written stays', async () => {
  let tell: (why: string) => void = () => undefined;
  const told = new Promise<string>((resolve) => (tell = resolve));
  const thread = await openThread({}, tell);
  thread.add(exchange(1));
  while (listFiles(folder.path).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  thread.add({ ...exchange(2), response: { status: 200, headers, body: deep } });
  const why = await told;
  expect(why).toMatch(/^An exchange could not be redacted/);
  thread.add(exchange(4));
  expect(await thread.close()).toMatchObject({ exchanges: 1, stopped: why });
  expect(written()).toHaveLength(1);
});

test('what was abandoned leaves nothing', async () => {
  const thread = await openThread();
  thread.add(exchange(1));
  while (listFiles(folder.path).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await thread.abandon();
  expect(listFiles(folder.path)).toEqual([]);
  await (await openThread()).abandon();
});

test('when too much waits, the next one has to wait until there is room, and nothing is lost', async () => {
  const thread = await openThread();
  const long = 'some words '.repeat(100_000);
  let count = 0;
  for (; thread.room() === undefined; count += 1) thread.add(exchange(1, { long }));
  expect(count).toBeLessThan(20);
  await thread.room();
  expect(thread.room()).toBeUndefined();
  expect((await thread.close()).exchanges).toBe(count);
}, 60_000);

test('a thread that ends before its time is told of, nothing waits for it, and what it had written is whole', async () => {
  const { Worker } = workerThreads;
  let worker: workerThreads.Worker | undefined;
  jest.spyOn(workerThreads, 'Worker').mockImplementation((...given) => (worker = new Worker(...given)));
  const thread = await openThread();
  thread.add(exchange(1));
  while (listFiles(folder.path).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const before = listFiles(folder.path);

  const long = 'some words '.repeat(100_000);
  while (thread.room() === undefined) thread.add(exchange(2, { long }));
  const room = thread.room();
  await worker?.terminate();
  await room;
  expect(thread.room()).toBeUndefined();
  thread.add(exchange(4));
  await expect(thread.close()).rejects.toThrow(
    /^The thread that records has ended before its time \(it stopped\)\. What it had written until then is whole/,
  );
  expect(listFiles(folder.path)).toEqual(expect.arrayContaining(before));
  for (const file of listFiles(folder.path)) expect(JSON.parse(readFileSync(file, 'utf8'))).toBeInstanceOf(Array);
}, 60_000);

test('on a machine with one core there is none', async () => {
  jest.spyOn(os, 'availableParallelism').mockReturnValue(1);
  expect(await RecorderThread.open(options())).toBeUndefined();
  expect(listFiles(folder.path)).toEqual([]);
});
