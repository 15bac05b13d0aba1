import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from '../../recordings/list-files.js';
import { readErrorOf } from './read-error-of.js';
import { TemporaryFolder } from './temporary-folder.js';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => {
  folder.remove();
});

test('a folder stands for the JSON files below it, in the order of their names', () => {
  for (const name of [
    'b.json',
    'a/z.json',
    'a/b/c.json',
    'a.json',
    'a/readme.md',
    'node_modules/x/y.json',
    'a/node_modules/z.json',
    '.hidden/x.json',
    'a/.hidden/b/x.json',
    'json',
  ]) {
    folder.write(name, '');
  }
  expect(listFiles(folder.path)).toEqual(['a.json', 'a/b/c.json', 'a/z.json', 'b.json'].map((name) => join(folder.path, name)));
});

test('a folder that is itself in node_modules is looked into: there the package is installed', () => {
  const file = folder.write('node_modules/graph-assignment-contracts/recordings/a.json', '');
  expect(listFiles(join(folder.path, 'node_modules/graph-assignment-contracts/recordings'))).toEqual([file]);
});

test('a hidden folder is looked into when it is named, and a hidden file is a file', () => {
  const files = [folder.write('.pacts/.b.json', ''), folder.write('.pacts/a.json', '')];
  folder.write('.pacts/.c/d.json', '');
  expect(listFiles(join(folder.path, '.pacts'))).toEqual(files);
});

test('a file stands for itself, whatever its name', () => {
  const file = folder.write('traffic.txt', '');
  expect(listFiles(file)).toEqual([file]);
});

test('an empty folder stands for nothing', () => {
  expect(listFiles(folder.path)).toEqual([]);
});

test('a link that goes round in a circle does no harm', () => {
  const file = folder.write('a/b.json', '');
  symlinkSync(folder.path, join(folder.path, 'a', 'round'));
  expect(listFiles(folder.path)).toEqual([file]);
});

test('a path that leads nowhere says so', () => {
  const nowhere = join(folder.path, 'nowhere');
  expect(readErrorOf(() => listFiles(nowhere))).toBe(`${nowhere}: no such file or folder. Check the path.`);
  const through = join(folder.write('a.json', ''), 'b');
  expect(readErrorOf(() => listFiles(through))).toBe(`${through}: cannot be looked into (ENOTDIR).`);
  expect(readErrorOf(() => listFiles('a\0b'))).toContain('cannot be looked into (ERR_INVALID_ARG_VALUE).');
});
