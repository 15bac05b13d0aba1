import { execFileSync } from 'node:child_process';
import { mkdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { smallFileText } from '../../../../scripts/drift/journal/state-files.js';
import { testWith } from '../../../equipment/needs-tool.js';
import { TemporaryFolder } from '../../../recordings/temporary-folder.js';

const folder = new TemporaryFolder();
afterAll(() => {
  folder.remove();
});

test('a small file is read, and a missing one is none', () => {
  expect([smallFileText(folder.write('a.json', '{}')), smallFileText(join(folder.path, 'b.json'))]).toEqual(['{}', undefined]);
});

test.each([
  [
    'a folder',
    (path: string) => {
      mkdirSync(path);
    },
  ],
  [
    'a file of 3 GiB',
    () => {
      truncateSync(folder.write('a file of 3 GiB', ''), 3 * 1024 ** 3);
    },
  ],
])('%s is no journal', (name, make) => {
  const path = join(folder.path, name);
  make(path);
  expect(() => smallFileText(path)).toThrow('is not a regular file of at most 4 MiB');
});

test('a device is no journal', () => {
  expect(() => smallFileText('/dev/zero')).toThrow('is not a regular file of at most 4 MiB');
});

testWith('mkfifo')('a pipe is no journal, and nobody waits for what it brings', () => {
  const path = join(folder.path, 'pipe');
  execFileSync('mkfifo', [path]);
  expect(() => smallFileText(path)).toThrow('is not a regular file of at most 4 MiB');
});
