import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { givenFiles, listFiles } from '../../../../recordings/traffic/input/list-files.js';
import { readErrorOf } from './read-error-of.js';
import { useTemporaryFolder } from '../../temporary-folder.js';

const folder = useTemporaryFolder();

test('a folder stands for the files of traffic below it, in the order of their names', () => {
  for (const name of [
    'b.json',
    'a/z.json',
    'a/b/c.json',
    'a.json',
    'c.HAR',
    'd.ndjson',
    'e.jsonl',
    'a/readme.md',
    'node_modules/x/y.json',
    'a/node_modules/z.json',
    '.hidden/x.json',
    'a/.hidden/b/x.json',
    'json',
  ]) {
    folder.write(name, '');
  }
  expect(listFiles(folder.path)).toEqual(
    ['a.json', 'a/b/c.json', 'a/z.json', 'b.json', 'c.HAR', 'd.ndjson', 'e.jsonl'].map((name) => join(folder.path, name)),
  );
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

describe('a linked folder', () => {
  /** What is listed of `searched`; beside it stands `outside`. Links are given as their name, and where they lead. */
  function listed(files: readonly string[], links: Readonly<Record<string, string>>): string[] {
    for (const name of [...files, 'searched/own.json']) folder.write(name, '');
    for (const [name, to] of Object.entries(links)) symlinkSync(join(folder.path, to), join(folder.path, name));
    const searched = join(folder.path, 'searched');
    return listFiles(searched).map((file) => file.slice(searched.length + 1));
  }

  test.each<[string, readonly string[], Readonly<Record<string, string>>, readonly string[]]>([
    ['is searched', ['outside/a/b.json'], { 'searched/link': 'outside' }, ['link/a/b.json', 'own.json']],
    ['is searched behind another', ['x/a.json', 'y/b.json'], { 'searched/l': 'x', 'x/m': 'y' }, ['l/a.json', 'l/m/b.json', 'own.json']],
    ['is searched as a link of a link', ['x/a.json'], { y: 'x', 'searched/l': 'y' }, ['l/a.json', 'own.json']],
    ['is searched once', ['x/a.json'], { 'searched/m': 'x', 'searched/l': 'x' }, ['l/a.json', 'own.json']],
    ['keeps its own name', ['searched/z/a.json'], { 'searched/a': 'searched/z' }, ['own.json', 'z/a.json']],
    ['that leads out and in again', ['outside.json'], { 'searched/up': '.' }, ['own.json', 'up/outside.json']],
    ['that leads to its neighbour, and that to it', [], { 'searched/a': 'searched/b', 'searched/b': 'searched/a' }, ['own.json']],
    ['that leads nowhere', [], { 'searched/a': 'nowhere', 'searched/b.json': 'nowhere' }, ['own.json']],
    ['that is hidden, or node_modules', ['x/a.json'], { 'searched/.x': 'x', 'searched/node_modules': 'x' }, ['own.json']],
    ['holds hidden ones, and node_modules', ['x/.y/a.json', 'x/node_modules/b.json'], { 'searched/x': 'x' }, ['own.json']],
    ['with the name of a file', ['x/a.json'], { 'searched/x.json': 'x' }, ['own.json', 'x.json/a.json']],
  ])('%s', (_, files, links, expected) => {
    expect(listed(files, links)).toEqual(expected);
  });

  test('that leads nowhere is told when it is called as traffic is', () => {
    folder.write('searched/a.json', '');
    for (const name of ['b.json', 'c', '.d.har']) symlinkSync(join(folder.path, 'nowhere'), join(folder.path, 'searched', name));
    const told: string[] = [];
    listFiles(folder.path, (link) => told.push(link));
    expect(told.sort()).toEqual(['.d.har', 'b.json'].map((name) => join(folder.path, 'searched', name)));
  });

  test('that is named is searched', () => {
    const file = folder.write('x/a.json', '');
    symlinkSync(join(folder.path, 'x'), join(folder.path, 'link'));
    symlinkSync(join(folder.path, 'x'), join(folder.path, 'x/round'));
    expect([listFiles(join(folder.path, 'link')), listFiles(join(folder.path, 'x'))]).toEqual([[join(folder.path, 'link/a.json')], [file]]);
  });
});

test('a path that leads nowhere says so', () => {
  const nowhere = join(folder.path, 'nowhere');
  expect(readErrorOf(() => listFiles(nowhere))).toBe(`${nowhere}: no such file or folder. Check the path.`);
  const through = join(folder.write('a.json', ''), 'b');
  expect(readErrorOf(() => listFiles(through))).toBe(`${through}: cannot be searched (ENOTDIR).`);
  expect(readErrorOf(() => listFiles('a\0b'))).toContain('cannot be searched (ERR_INVALID_ARG_VALUE).');
});

describe('a pattern', () => {
  beforeEach(() => {
    for (const name of [
      'a.json',
      'b c.json',
      'd.har',
      'line\nbreak.json',
      '.hidden.json',
      'sub/e.json',
      'sub/deep/a.json',
      'node_modules/a.json',
    ])
      folder.write(name, '');
    folder.write('sub/.hidden/a.json', '');
    folder.write('sub/node_modules/a.json', '');
    symlinkSync(folder.path, join(folder.path, 'sub/round'));
  });

  const given = (pattern: string): { files: string[]; errors: string[] } => {
    const errors: string[] = [];
    const files = givenFiles([join(folder.path, pattern)], ({ message }) => errors.push(message));
    return { files: [...files.values()].map(({ file }) => file.slice(folder.path.length + 1)), errors };
  };

  test.each<[string, string[]]>([
    ['*.json', ['a.json', 'b c.json', 'line\nbreak.json']],
    ['?.json', ['a.json']],
    ['*', ['a.json', 'b c.json', 'd.har', 'line\nbreak.json', 'sub/deep/a.json', 'sub/e.json', 'sub/round/.hidden.json']],
    ['**', ['.hidden.json', 'a.json', 'b c.json', 'd.har', 'line\nbreak.json', 'sub/deep/a.json', 'sub/e.json']],
    ['**/a.json', ['a.json', 'sub/deep/a.json']],
    ['s*/*.json', ['sub/e.json']],
    ['*/deep', ['sub/deep/a.json']],
    ['.*.json', ['.hidden.json']],
    ['sub/**/.h*/*', ['sub/.hidden/a.json']],
    ['sub//*.json', ['sub/e.json']],
  ])('%s matches the files and folders of such a name', (pattern, files) => {
    expect(given(pattern)).toEqual({ files, errors: [] });
  });

  test.each(['*.txt', 'nowhere/*.json', 'a.json/*', '[a]*.json', '(*', 'node_modules/**/x*'])(
    '%s that matches nothing says so',
    (pattern) => {
      expect(given(pattern)).toEqual({ files: [], errors: [`${join(folder.path, pattern)}: no file matches this pattern. Check it.`] });
    },
  );

  test('is a name first', () => {
    folder.write('*.json', '');
    expect(given('*.json').files).toEqual(['*.json']);
  });
});
