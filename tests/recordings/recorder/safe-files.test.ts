import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exchange } from '../../../contracts/judge/exchange.js';
import { thisProcess } from '../../../recordings/files/process-identity.js';
import { Recorder } from '../../../recordings/recorder/recorder.js';
import { RecordingFolder } from '../../../recordings/recorder/recording-folder.js';
import { TemporaryFolder } from '../temporary-folder.js';
import { runRecorder } from './recorder-process.js';

const operation = 'update-device-configuration-assignment';
const url = 'https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations/abcdabcd-1234-4321-abcd-1234abcd4321/assignments/one';

/** Put together here, so that this file holds nothing that resembles a token. */
const madeUpToken = ['zQ4x', '8Rk2', 'Vw9T', 'p6Lm'].join('');

/** Two files of one session. */
function session(name: string): readonly Exchange[] {
  const body = { target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget' } };
  const headers = { 'content-type': 'application/json' };
  return [
    { request: { method: 'PATCH', url, headers, body }, response: { status: 200, headers, body: { [name]: true } } },
    { request: { method: 'PATCH', url, headers, body }, response: { status: 429, headers, body: { [name]: true } } },
  ];
}
const files = ['200-group-target.json', '429-throttled.json'].map((file) => join(operation, file));

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => {
  folder.remove();
});

const textOf = (file: string): string | undefined =>
  existsSync(join(folder.path, file)) ? readFileSync(join(folder.path, file), 'utf8') : undefined;
const texts = (): (string | undefined)[] => files.map(textOf);

/** What a session leaves in an empty folder. */
function recorded(name: string): (string | undefined)[] {
  const other = new TemporaryFolder();
  runRecorder(other.path, session(name), 'none');
  const found = files.map((file) => readFileSync(join(other.path, file), 'utf8'));
  other.remove();
  return found;
}

describe.each([
  ['in the end', false, false],
  ['as it goes', true, false],
  ['as it goes, in a thread where nobody else waits', true, true],
])('a recorder that writes %s', (_what, asItGoes, alone) => {
  test('and is killed at any moment leaves each file whole: the old one, or the new one', async () => {
    const [old, fresh] = [recorded('intent'), recorded('sourceId')];
    expect(new Set([...old, ...fresh, undefined]).size).toBe(5);
    let kills = 0;
    const seen = new Set<string>();
    for (let at = 1; ; at += 1) {
      folder.remove();
      folder = new TemporaryFolder();
      old.forEach((text, index) => folder.write(files[index] ?? '', text ?? ''));
      if (!runRecorder(folder.path, session('sourceId'), 'kill', at, asItGoes, alone).killed) break;
      kills += 1;
      const found = texts();
      found.forEach((text, index) => {
        expect([old[index], fresh[index]]).toContain(text);
      });
      seen.add(found.map((text, index) => (text === old[index] ? 'old' : 'new')).join(' '));
      // The next one is not kept out, and sweeps away what is left.
      const next = await Recorder.open({ folder: folder.path, scenario: 'the next', update: true });
      next.abandon();
      expect(texts()).toEqual(found);
      expect([readdirSync(folder.path), readdirSync(join(folder.path, operation)).sort()]).toEqual([
        [operation],
        files.map((file) => file.slice(operation.length + 1)),
      ]);
    }
    expect(texts()).toEqual(fresh);
    expect(kills).toBeGreaterThan(15);
    expect([...seen].sort()).toEqual(['new new', 'new old', 'old old']);
  });

  test('and finds the disk full at any moment leaves all as it was, and says so', () => {
    const old = recorded('intent');
    let refusals = 0;
    for (let at = 1; ; at += 1) {
      folder.remove();
      folder = new TemporaryFolder();
      old.forEach((text, index) => folder.write(files[index] ?? '', text ?? ''));
      const { error } = runRecorder(folder.path, session('sourceId'), 'full', at);
      if (error === undefined) break;
      refusals += 1;
      expect(error).toBe(
        `The recordings in ${folder.path} cannot be read or written (ENOSPC). The disk is full; make room, and record again.`,
      );
      expect(texts()).toEqual(old);
      expect(readdirSync(join(folder.path, operation))).toHaveLength(2);
    }
    expect(refusals).toBeGreaterThan(3);
  });
});

test('a recorder that writes as it goes, and is killed, keeps what was completed', () => {
  const [first, ...rest] = session('intent');
  if (first === undefined) throw new Error('There is a first one.');
  const { calls } = runRecorder(folder.path, [first], 'none', 0, true);
  folder.remove();
  folder = new TemporaryFolder();
  // The calls up to the release of the lock belong to the first exchange.
  expect(runRecorder(folder.path, [first, ...rest], 'kill', calls, true).killed).toBe(true);
  expect(texts().map((text) => text !== undefined)).toEqual([true, false]);
});

test('one writer at a time: a second one waits, and then refuses', async () => {
  const first = new RecordingFolder(folder.path);
  await first.open();
  const second = new RecordingFolder(folder.path);
  await expect(second.open(0)).rejects.toThrow(
    `Nothing is recorded into ${folder.path}. Another run is under way (process ${String(process.pid)} on ${thisProcess().host}), and two at once could mix their recordings.`,
  );
  const waiting = second.open();
  first.close();
  await waiting;
  second.close();
});

test('recordings that are there are replaced only when asked, and the difference is told by its meaning', async () => {
  const options = { folder: folder.path, scenario: 'a test' };
  runRecorder(folder.path, session('intent'), 'none');
  const before = texts();
  await expect(Recorder.open(options)).rejects.toThrow(
    `${folder.path} holds recordings already: ${operation}/200-group-target.json and 1 more.`,
  );
  const recorder = await Recorder.open({ ...options, update: true });
  for (const exchange of session('sourceId').slice(0, 1)) recorder.add(exchange);
  expect(recorder.close().differences.map(({ what }) => what)).toEqual([
    'PATCH v1.0, answer: /intent went (it was boolean)',
    'PATCH v1.0, answer: /sourceId came (boolean)',
  ]);
  expect([texts()[0] === before[0], texts()[1] === before[1]]).toEqual([false, true]);
});

test('when something still resembles a secret, all is as it was before, and the message does not tell what', async () => {
  runRecorder(folder.path, session('intent'), 'none');
  const before = texts();
  const recorder = await Recorder.open({ folder: folder.path, scenario: `Bearer ${madeUpToken}`, update: true, asItGoes: true });
  for (const exchange of session('sourceId')) recorder.add(exchange);
  expect(() => recorder.close()).toThrow(
    /^Nothing was written.*\n {2}update-device-configuration-assignment\/200-group-target\.json, \/0\/recorded\/scenario: resembles a bearer token\n/s,
  );
  expect(texts()).toEqual(before);
  expect(readdirSync(folder.path)).toEqual([operation]);
});

test('what comes out as a secret later is taken back, also from the disk', async () => {
  runRecorder(folder.path, session('intent'), 'none');
  const before = texts();
  const recorder = await Recorder.open({ folder: folder.path, scenario: `a test of ${madeUpToken}`, update: true, asItGoes: true });
  const [first, second] = session('sourceId');
  if (first === undefined || second === undefined) throw new Error('There are two.');
  recorder.add(first);
  while (textOf(files[0] ?? '') === before[0]) await new Promise((resolve) => setTimeout(resolve, 5));
  recorder.add({ ...second, request: { ...second.request, headers: { authorization: `Bearer ${madeUpToken}` } } });
  expect(() => recorder.close()).toThrow(/resembles a token that was used/);
  expect(texts()).toEqual(before);
});

test('no more than enough of one kind is kept', async () => {
  const recorder = await Recorder.open({ folder: folder.path, scenario: 'a test', most: 3 });
  for (let times = 0; times < 5; times += 1) for (const exchange of session('intent')) recorder.add(exchange);
  expect(recorder.close()).toMatchObject({ exchanges: 6, notKept: 4 });
});
