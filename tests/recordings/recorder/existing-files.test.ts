/** A recorder before existing files, of whatever origin, and unusable folders. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exchange } from '../../../contracts/judge/exchange.js';
import { startRecording } from '../../../recordings/recorder/start-recording.js';
import { RecordingFolder } from '../../../recordings/recorder/recording-folder.js';
import { Recorder, type RecordingResult } from '../../../recordings/recorder/recorder.js';
import { useTemporaryFolder } from '../temporary-folder.js';

const operation = 'update-device-configuration-assignment';
const file = `${operation}/200-group-target.json`;
const headers = { 'content-type': 'application/json' };
const exchange: Exchange = {
  request: {
    method: 'PATCH',
    url: 'https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations/one/assignments/two',
    headers,
    body: { target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget' } },
  },
  response: { status: 200, headers, body: { intent: true } },
};

const folder = useTemporaryFolder();
let into: string;
beforeEach(() => {
  into = join(folder.path, 'recorded');
});

async function record(update: boolean): Promise<RecordingResult> {
  const recorder = await Recorder.open({ folder: into, scenario: 'a test', update });
  recorder.add(exchange);
  return recorder.close();
}

const there = (): string => readFileSync(join(into, file), 'utf8');

/** The recording of `exchange`, with something done to its text. */
async function recordedAs(change: (text: string) => string): Promise<string> {
  await record(false);
  const text = change(there());
  folder.write(`recorded/${file}`, text);
  return text;
}

/** With some members of its only definition in place of others. */
const having = (members: object) => (text: string) => {
  const [definition] = JSON.parse(text) as [object];
  return JSON.stringify([{ ...definition, ...members }]);
};
const foreign = 'the replaced file was not a recording of this tool, so it cannot be compared';

test.each<[string, (text: string) => string, string[]]>([
  ['of ours', (text) => text, []],
  ['of ours behind a byte order mark', (text) => `\uFEFF${text}`, []],
  ['of ours that says something else', (text) => text.replaceAll('intent', 'source'), ['/source was removed', '/intent was added']],
  ['of nothing', () => '[]', [foreign]],
  ['of somebody else', () => '{"name":"of an editor"}', [foreign]],
  ['of nock, without "recorded"', having({ recorded: undefined }), [foreign]],
  ['with null for "recorded"', having({ recorded: null }), [foreign]],
  ['with a number for a path', having({ path: 5 }), [foreign]],
  ['with a number for a method', having({ method: 5 }), [foreign]],
  ['without a scope', having({ scope: undefined }), [foreign]],
  ['with null for headers', having({ rawHeaders: null }), [foreign]],
  ['with a list of headers', having({ rawHeaders: [] }), [foreign]],
  ['whose headers nobody knows', having({ rawHeaders: undefined }), ['was of type nothing']],
  ['of ours, and one of nock', (text) => text.replace(/\n\]\s*$/, ',{"scope":"https://x","method":"GET","path":"/"}]'), [foreign]],
  ['of ours, and null', (text) => text.replace(/\n\]\s*$/, ',null]'), [foreign]],
])('a file %s is replaced only with update, and the difference is reported', async (_what, change, expected) => {
  const text = await recordedAs(change);
  await expect(record(false)).rejects.toThrow(
    `${into} already holds recordings: ${file}. Give another folder, or replace them with --update (in code: update: true).`,
  );
  expect(there()).toBe(text);
  const beside = folder.write(`recorded/${operation}/of-an-editor.json`, '{}');
  const { files, differences } = await record(true);
  expect(files).toEqual([file]);
  expect(readFileSync(beside, 'utf8')).toBe('{}');
  expect(differences.map(({ what }) => what)).toEqual(expected.map((one) => expect.stringContaining(one) as string));
});

test('an example of a page with the name of a recording is replaced only with update', async () => {
  const text = await recordedAs((written) => written.replaceAll(/"origin": "\w+"/g, '"origin": "documentation"'));
  await expect(record(false)).rejects.toThrow(`${into} already holds recordings: ${file}.`);
  expect(there()).toBe(text);
  expect((await record(true)).files).toEqual([file]);
});

test.each<[string, (text: string) => string, string]>([
  ['that a merge has left', (text) => `<<<<<<< HEAD\n${text}`, '(line 1, column 1)'],
  ['with a comma too many', (text) => text.replace('[\n', '[\n,'), '(line 2, column 1)'],
  ['that is empty', () => '', '(line 1, column 1)'],
])('a file %s is never replaced, since it may be a damaged recording', async (_what, change, place) => {
  const text = await recordedAs(change);
  for (const update of [false, true]) {
    await expect(record(update)).rejects.toThrow(
      `${join(into, file)} is not valid JSON ${place}. Repair it (a merge may have left conflict markers), or delete it.`,
    );
  }
  expect(there()).toBe(text);
});

test('a file in the place of a folder is refused in a sentence', async () => {
  folder.write(`recorded/${operation}`, '');
  await expect(record(true)).rejects.toThrow(`The recordings in ${into} cannot be read or written (ENOTDIR).`);
});

test.each<string>(['', ' ', undefined as never])('a missing folder is asked for: %p', async (none) => {
  const sentence = 'No folder is given for the recordings. Name one; it is created if it does not exist.';
  await expect(Recorder.open({ folder: none, scenario: 'a test' })).rejects.toThrow(sentence);
  await expect(startRecording({ folder: none })).rejects.toThrow(sentence);
});

test.each<[options: unknown, message: string]>([
  [undefined, 'startRecording() takes its options as an object, such as { folder: … }.'],
  [null, 'startRecording() takes its options as an object'],
  [{ folder: 'x', grap: 'http://127.0.0.1:4010' }, 'startRecording() has no option "grap". Did you mean graph?'],
])('the options %j are refused', async (options, message) => {
  await expect(startRecording(options as never)).rejects.toThrow(message);
});

test('a folder that was created for nothing is removed, with those created above it', async () => {
  const deep = join(into, 'below', 'it');
  const recorder = await Recorder.open({ folder: deep, scenario: 'a test' });
  expect(existsSync(deep)).toBe(true);
  recorder.close();
  expect([existsSync(into), existsSync(folder.path)]).toEqual([false, true]);

  const abandoned = await Recorder.open({ folder: deep, scenario: 'a test', asItGoes: true });
  abandoned.add(exchange);
  expect(existsSync(join(deep, file))).toBe(true);
  abandoned.abandon();
  expect(existsSync(into)).toBe(false);
});

test('a folder that is a file is refused', async () => {
  const path = folder.write('file', '');
  await expect(Recorder.open({ folder: path, scenario: 'a test' })).rejects.toThrow(
    `The recordings in ${path} cannot be read or written (EEXIST). Give a folder that this user can read and write to.`,
  );
});

/** More than the number of any process. */
const ended = '99999999';

test.each<[string, string, boolean]>([
  ['a request for the lock by a process that has ended', `.recording.lock.${ended}`, false],
  ['one by a process that runs', `.recording.lock.${process.ppid}`, true],
  ['a name that only begins like one', `.recording.lock.${ended}.bak`, true],
  ['a name that only ends like one', `my.recording.lock.${ended}`, true],
  ['a name with another sign in place of a dot', `.recording-lock.${ended}`, true],
  ['a name without a number', '.recording.lock.x', true],
  ['a half-written recording', `${operation}/200.json.new`, false],
  ['a recording', `${operation}/200.json`, true],
  ['a file of another kind', `${operation}/notes.new`, true],
  ['a half-written file elsewhere', 'elsewhere/200.json.new', true],
])('what opening a folder removes: %s', async (_what, file, stays) => {
  folder.write(file, '[]');
  const opened = new RecordingFolder(folder.path);
  await opened.open();
  opened.close();
  expect(existsSync(join(folder.path, file))).toBe(stays);
});
