import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';
import { contracts } from '../../contracts/judge/compiled-contracts.js';

const notOurs = new Set(['node_modules', 'dist', '.git', 'coverage']);

/** The files of the project, in a clone as in an unpacked archive. */
const files = readdirSync(packageRoot)
  .filter((name) => !notOurs.has(name) && !name.endsWith('.tgz'))
  .flatMap((name) =>
    statSync(join(packageRoot, name)).isFile()
      ? [name]
      : readdirSync(join(packageRoot, name), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => relative(packageRoot, join(entry.parentPath, entry.name))),
  );

test('folders of data hold data only', () => {
  const folders: Record<string, RegExp> = {
    'contracts/pages': /\.md$/,
    'contracts/compiled': /\.json$/,
    'contracts/pacts': /\.json$/,
    ...Object.fromEntries(contracts.map(({ name }) => [`recordings/${name}`, /\.json$/])),
  };
  for (const [folder, allowed] of Object.entries(folders)) {
    const held = files.filter((file) => dirname(file) === folder);
    expect(held.length).toBeGreaterThan(0);
    expect(held.filter((file) => !allowed.test(file))).toEqual([]);
  }
});

test('the top level holds what a project of this kind has, and the four rooms', () => {
  const top = [...new Set(files.map((file) => file.split('/')[0] ?? ''))].filter((name) => !name.startsWith('.'));
  expect(top.sort()).toEqual([
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'LICENSE',
    'README.md',
    'contracts',
    'eslint.config.mjs',
    'jest.config.ts',
    'package-lock.json',
    'package.json',
    'recordings',
    'scripts',
    'tests',
    'tsconfig.build.json',
    'tsconfig.json',
  ]);
});

test('each dependency is explained in CONTRIBUTING', () => {
  const manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as Record<string, Record<string, string>>;
  const text = readFileSync(join(packageRoot, 'CONTRIBUTING.md'), 'utf8');
  const kinds = ['dependencies', 'optionalDependencies', 'peerDependencies', 'devDependencies'];
  const named = kinds.flatMap((kind) => Object.keys(manifest[kind] ?? {})).filter((name) => !name.startsWith('@types/'));
  expect(named.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});
