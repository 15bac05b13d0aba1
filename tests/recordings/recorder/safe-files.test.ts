import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exchange } from '../../../contracts/judge/exchange.js';
import { thisProcess } from '../../../recordings/files/process-identity.js';
import { Recorder, type RecorderOptions, type RecordingResult } from '../../../recordings/recorder/recorder.js';
import { RecordingFolder } from '../../../recordings/recorder/recording-folder.js';
import { RedactionError } from '../../../recordings/redaction/redactor.js';
import { TemporaryFolder } from '../temporary-folder.js';
import { runRecorder } from './recorder-process.js';

const operation = 'update-device-configuration-assignment';
const url = 'https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations/abcdabcd-1234-4321-abcd-1234abcd4321/assignments/one';

/** Put together here, so that this file holds nothing that resembles a token. */
const madeUpToken = ['zQ4x', '8Rk2', 'Vw9T', 'p6Lm'].join('');

const nestedTooDeep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

/** Two files of one session. */
function session(name: string): readonly [Exchange, Exchange] {
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

/** Starts again, with these texts in the files. */
function startWith(old: readonly (string | undefined)[] = []): void {
  folder.remove();
  folder = new TemporaryFolder();
  old.forEach((text, index) => folder.write(files[index] ?? '', text ?? ''));
}

/** What a session leaves in an empty folder. */
function recorded(name: string): (string | undefined)[] {
  const other = new TemporaryFolder();
  runRecorder(other.path, session(name), 'none');
  const found = files.map((file) => readFileSync(join(other.path, file), 'utf8'));
  other.remove();
  return found;
}

test.each([
  ['in the end', false],
  ['as it goes', true],
])('a recorder that writes %s and is killed at any moment leaves each file whole: the old one, or the new one', async (_what, asItGoes) => {
  const [old, fresh] = [recorded('intent'), recorded('sourceId')];
  expect(new Set([...old, ...fresh, undefined]).size).toBe(5);
  let kills = 0;
  const seen = new Set<string>();
  for (let at = 1; ; at += 1) {
    startWith(old);
    if (!runRecorder(folder.path, session('sourceId'), 'kill', at, asItGoes).killed) break;
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

test('a recorder that writes in the end, and finds the disk full at any moment, leaves all as it was, and reports it', () => {
  const old = recorded('intent');
  let refusals = 0;
  for (let at = 1; ; at += 1) {
    startWith(old);
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

test('a recorder that writes as it goes, and finds the disk full at any moment, reports it at once, and keeps what it has written', () => {
  const fresh = recorded('sourceId');
  const seen = new Set<string>();
  for (let at = 1; ; at += 1) {
    startWith();
    const { stopped, error } = runRecorder(folder.path, session('sourceId'), 'full', at, true);
    if (stopped === undefined && error === undefined) break;
    expect(stopped ?? error).toBe(
      `The recordings in ${folder.path} cannot be read or written (ENOSPC). The disk is full; make room, and record again.`,
    );
    const found = texts();
    found.forEach((text, index) => {
      expect([undefined, fresh[index]]).toContain(text);
    });
    expect(error === undefined).toBe(found[0] !== undefined);
    seen.add(found.map((text) => (text === undefined ? 'none' : 'new')).join(' '));
  }
  expect(texts()).toEqual(fresh);
  expect([...seen].sort()).toEqual(['new none', 'none none']);
});

test('a recorder that writes as it goes has the same files and result as one that writes in the end', async () => {
  const headers = { 'content-type': 'application/json' };
  const exchanges = Array.from({ length: 40 }, (_, index): Exchange => {
    const isRead = index % 3 === 0;
    const body = JSON.stringify({ target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: String(index) } });
    const sent = { authorization: `Bearer ${madeUpToken}`, accept: ['a/b', 'c/d'], ...headers };
    return {
      request: { method: isRead ? 'GET' : 'PATCH', url, headers: sent, ...(isRead ? {} : { body }) },
      ...(index % 5 === 0 ? { failure: 'ECONNRESET' } : { response: { status: 200, headers, body } }),
    };
  });
  const record = async (
    options: Partial<RecorderOptions>,
  ): Promise<readonly [RecordingResult, readonly (readonly [string, string | undefined])[]]> => {
    const recorder = await Recorder.open({ folder: folder.path, scenario: 'a test', most: 9, update: true, ...options });
    for (const exchange of exchanges) recorder.add(exchange, new Date(0));
    const result = recorder.close();
    return [result, result.files.map((file) => [file, textOf(file)])];
  };
  const [result, inTheEnd] = await record({});
  expect([result.files.length, result.exchanges, result.notKept]).toEqual([2, 26, 14]);
  expect(await record({ asItGoes: true })).toEqual([result, inTheEnd]);
  expect(inTheEnd.join()).not.toContain(madeUpToken);
});

test('under sustained load, without any idle time, a recorder writes as it goes', async () => {
  const recorder = await Recorder.open({ folder: folder.path, scenario: 'a test', asItGoes: true, most: Infinity });
  const [one] = session('intent');
  const onDisk = (): number => (JSON.parse(textOf(files[0] ?? '') ?? '[]') as unknown[]).length;
  recorder.add(one);
  expect(onDisk()).toBe(1);
  const end = performance.now() + 60_000;
  while (onDisk() === 1 && performance.now() < end) for (let times = 0; times < 10; times += 1) recorder.add(one);
  expect(onDisk()).toBeGreaterThan(1);
  recorder.abandon();
});

test('a recorder that writes as it goes writes the last exchange without waiting for more', async () => {
  const recorder = await Recorder.open({ folder: folder.path, scenario: 'a test', asItGoes: true });
  const [first, second] = session('intent');
  recorder.add(first, new Date(0));
  recorder.add(second, new Date(0));
  while (textOf(files[1] ?? '') === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
  recorder.close();
  expect(texts()).toEqual(recorded('intent'));
});

test.each([
  ['closed', (recorder: Recorder) => void recorder.close()],
  [
    'abandoned',
    (recorder: Recorder) => {
      recorder.abandon();
    },
  ],
])('a recorder that was %s takes nothing more, since another one may hold the folder', async (_how, end) => {
  const [first, second] = session('intent');
  const recorder = await Recorder.open({ folder: folder.path, scenario: 'a test', asItGoes: true });
  recorder.add(first);
  end(recorder);
  const before = [...texts(), ...readdirSync(folder.path)];
  recorder.add(second);
  expect([...texts(), ...readdirSync(folder.path)]).toEqual(before);
});

test('one writer at a time: a second one waits, and then refuses', async () => {
  const first = new RecordingFolder(folder.path);
  await first.open();
  const second = new RecordingFolder(folder.path);
  await expect(second.open(0)).rejects.toThrow(
    `Nothing is recorded into ${folder.path}. Another run is under way (process ${process.pid} on ${thisProcess().host}), and two at once could mix their recordings.`,
  );
  const waiting = second.open();
  first.close();
  await waiting;
  second.close();
});

test('if something still resembles a secret, all is as it was before, and the message does not quote it', async () => {
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

test('an exchange that turns out to hold a secret later is taken back, also from the disk', async () => {
  runRecorder(folder.path, session('intent'), 'none');
  const before = texts();
  const recorder = await Recorder.open({ folder: folder.path, scenario: `a test of ${madeUpToken}`, update: true, asItGoes: true });
  const [first, second] = session('sourceId');
  recorder.add(first);
  expect(textOf(files[0] ?? '')).not.toBe(before[0]);
  recorder.add({ ...second, request: { ...second.request, headers: { authorization: `Bearer ${madeUpToken}` } } });
  expect(() => recorder.close()).toThrow(/resembles a token that was used/);
  expect(texts()).toEqual(before);
});

/** A recorder that writes as it goes, and its sentences when it stops. */
async function writesAsItGoes(): Promise<{ readonly recorder: Recorder; readonly said: readonly string[] }> {
  const said: string[] = [];
  const onStop = (why: string): void => void said.push(why);
  return { recorder: await Recorder.open({ folder: folder.path, scenario: 'a test', asItGoes: true, onStop }), said };
}

test('a secret in one file takes nothing from another that is on the disk', async () => {
  const { recorder, said } = await writesAsItGoes();
  const [first, second] = session('sourceId');
  // The first write takes a millisecond, and the recorder rests after it: however slow the machine is, nothing more is written before the end.
  const clock = jest.spyOn(performance, 'now').mockReturnValueOnce(0).mockReturnValueOnce(0).mockReturnValue(1);
  recorder.add(second);
  const kept = texts();
  expect(kept[1]).toBeDefined();
  // A name like those of programs, until it is sent as the token.
  const spoken = 'plantedCredential';
  recorder.add({ ...first, response: { ...first.response, status: 200, body: { [spoken]: true } } });
  recorder.add({ ...second, request: { ...second.request, headers: { authorization: `Bearer ${spoken}` } } });
  const { files: left, exchanges, stopped } = recorder.close();
  clock.mockRestore();
  expect([left, exchanges]).toEqual([[files[1]], 1]);
  expect(texts()).toEqual(kept);
  expect(said).toEqual([stopped]);
  expect(stopped).toMatch(/^An exchange still resembles a secret.*resembles a token that was used/s);
});

test.each([true, false])(
  'an exchange that cannot be redacted is left out and counted, and what comes after it is kept: %s',
  async (asItGoes) => {
    const said: string[] = [];
    const recorder = await Recorder.open({ folder: folder.path, scenario: 'a test', asItGoes, onStop: (why) => said.push(why) });
    const [first, second] = session('sourceId');
    const spoken = 'plantedCredentialOfOneExchange';
    recorder.add(first);
    recorder.add({
      request: { ...first.request, headers: { authorization: `Bearer ${spoken}` } },
      response: { status: 200, headers: { 'content-type': 'application/json' }, body: nestedTooDeep },
    });
    recorder.add(second);
    expect(recorder.close()).toMatchObject({ exchanges: 2, notRedacted: 1, stopped: undefined });
    expect(said).toEqual([]);
    const written = readdirSync(folder.path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const all = written.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8')).join('');
    expect(all).toContain('"recorded"');
    expect([all.includes(spoken), all.includes('[[[[')]).toEqual([false, false]);
  },
);

test('a complete run with an exchange left out removes no old recording', async () => {
  runRecorder(folder.path, session('intent'), 'none');
  const before = texts();
  const recorder = await Recorder.open({ folder: folder.path, scenario: 'a test', update: true });
  const [first, second] = session('sourceId');
  recorder.add({ ...first, response: { status: 200, headers: { 'content-type': 'application/json' }, body: nestedTooDeep } });
  recorder.add(second);
  expect(recorder.close(true)).toMatchObject({ exchanges: 1, notRedacted: 1 });
  expect(texts()[0]).toBe(before[0]);
});

test('an exchange that cannot be redacted, before anything is written, leaves all as it was', async () => {
  runRecorder(folder.path, session('intent'), 'none');
  const before = texts();
  const recorder = await Recorder.open({ folder: folder.path, scenario: 'a test', update: true, asItGoes: true });
  const [first] = session('sourceId');
  recorder.add({ ...first, response: { status: 200, headers: { 'content-type': 'application/json' }, body: nestedTooDeep } });
  expect(() => recorder.close()).toThrow(RedactionError);
  expect(texts()).toEqual(before);
  expect(readdirSync(folder.path)).toEqual([operation]);
});
