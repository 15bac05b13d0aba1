import { execFileSync } from 'node:child_process';
import { mkdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { smallFileText, takeRunLock } from '../../../../scripts/drift/journal/state-files.js';
import { testWith } from '../../../equipment/needs-tool.js';
import { useTemporaryFolder } from '../../../recordings/temporary-folder.js';

const folder = useTemporaryFolder();
const path = (): string => join(folder.path, 'journal.json');

test('a small file is read, and a missing one is undefined', () => {
  expect([smallFileText(folder.write('a.json', '{}')), smallFileText(path())]).toEqual(['{}', undefined]);
});

const notRegular = 'is not a regular file of at most 4 MiB';

test('a folder, a file of 3 GiB and a device are refused', () => {
  mkdirSync(path());
  const large = folder.write('large', '');
  truncateSync(large, 3 * 1024 ** 3);
  for (const file of [path(), large, '/dev/zero']) expect(() => smallFileText(file)).toThrow(`${file} ${notRegular}`);
});

testWith('mkfifo')('a pipe is refused without waiting for a writer', () => {
  execFileSync('mkfifo', [path()]);
  expect(() => smallFileText(path())).toThrow(notRegular);
});

test('a lock that another run holds refuses the run, and one that cannot be written makes it impossible', () => {
  const lock = takeRunLock(path());
  expect(() => takeRunLock(path())).toThrow(expect.objectContaining({ name: 'Refused' }) as Error);
  lock.release();
  const impossible = { name: 'CannotRun', message: expect.stringContaining('cannot be written (ENOENT)') as string };
  expect(() => takeRunLock(join(folder.path, 'nowhere', 'journal.json'))).toThrow(expect.objectContaining(impossible) as Error);
});
