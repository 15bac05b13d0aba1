import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RecordingFolder } from '../../../recordings/recorder/recording-folder.js';
import { TemporaryFolder } from '../temporary-folder.js';

const operation = 'update-device-configuration-assignment';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => {
  folder.remove();
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
  ['a recording that was half written', `${operation}/200.json.new`, false],
  ['a recording', `${operation}/200.json`, true],
  ['a file of another kind', `${operation}/notes.new`, true],
  ['a half-written file elsewhere', 'elsewhere/200.json.new', true],
])('a recorder that opens a folder, and %s', async (_what, file, stays) => {
  folder.write(file, '[]');
  const opened = new RecordingFolder(folder.path);
  await opened.open();
  opened.close();
  expect(existsSync(join(folder.path, file))).toBe(stays);
});
