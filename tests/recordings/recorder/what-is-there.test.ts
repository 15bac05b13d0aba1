/** What a recorder makes of files that are there already, whoever wrote them, and of folders that are not what they should be. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exchange } from '../../../contracts/judge/exchange.js';
import { startRecording } from '../../../recordings/recorder/start-recording.js';
import { Recorder, type RecordingResult } from '../../../recordings/recorder/recorder.js';
import { TemporaryFolder } from '../temporary-folder.js';

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

let folder: TemporaryFolder;
let into: string;
beforeEach(() => {
  folder = new TemporaryFolder();
  into = join(folder.path, 'recorded');
});
afterEach(() => {
  folder.remove();
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
  ['of ours that says something else', (text) => text.replaceAll('intent', 'source'), ['/source went', '/intent came']],
  ['of nothing', () => '[]', [foreign]],
  ['of somebody else', () => '{"name":"of an editor"}', [foreign]],
  ['of nock, without "recorded"', having({ recorded: undefined }), [foreign]],
  ['with null for "recorded"', having({ recorded: null }), [foreign]],
  ['with a number for a path', having({ path: 5 }), [foreign]],
  ['with null for headers', having({ rawHeaders: null }), [foreign]],
])('a file %s is replaced only when asked, and in what they differ is told', async (_what, change, expected) => {
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

test('an example of a page that has the name of what comes is replaced only when asked', async () => {
  const text = await recordedAs((written) => written.replaceAll(/"origin": "\w+"/g, '"origin": "documentation"'));
  await expect(record(false)).rejects.toThrow(`${into} already holds recordings: ${file}.`);
  expect(there()).toBe(text);
  expect((await record(true)).files).toEqual([file]);
});

test.each<[string, (text: string) => string, string]>([
  ['that a merge has left', (text) => `<<<<<<< HEAD\n${text}`, '(line 1, column 1)'],
  ['with a comma too many', (text) => text.replace('[\n', '[\n,'), '(line 2, column 1)'],
  ['that is empty', () => '', '(line 1, column 1)'],
])('a file %s is never replaced: nobody knows what it was', async (_what, change, place) => {
  const text = await recordedAs(change);
  for (const update of [false, true]) {
    await expect(record(update)).rejects.toThrow(
      `${join(into, file)} is not valid JSON ${place}. Repair it (a merge may have left conflict markers), or delete it.`,
    );
  }
  expect(there()).toBe(text);
});

test('a file in the place of a folder is told in a sentence', async () => {
  folder.write(`recorded/${operation}`, '');
  await expect(record(true)).rejects.toThrow(`The recordings in ${into} cannot be read or written (ENOTDIR).`);
});

test.each<string>(['', ' ', undefined as never])('a folder that is none is asked for: %p', async (none) => {
  const sentence = 'No folder is given for the recordings. Name one; it is created if it does not exist.';
  await expect(Recorder.open({ folder: none, scenario: 'a test' })).rejects.toThrow(sentence);
  await expect(startRecording({ folder: none })).rejects.toThrow(sentence);
});

test('a folder that was made for nothing goes, with those above it that were made for it', async () => {
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
