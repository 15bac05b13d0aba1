import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';
import { contracts } from '../../contracts/judge/compiled-contracts.js';

/**
 * The files of the project: those that git holds, for whoever works in a clone has recordings, a configuration or a baseline lying about in it. In an
 * unpacked archive, all but what is installed or built.
 */
function listFiles(): string[] {
  const listed = spawnSync('git', ['ls-files', '-z', '--cached'], { cwd: packageRoot, encoding: 'utf8' });
  const held = listed.status === 0 ? listed.stdout.split('\0').filter((file) => file !== '') : [];
  // Somebody else's repository may lie around the archive: it holds none of our files.
  return held.length > 0 ? held : listOnDisk();
}

const notOurs = new Set(['node_modules', 'dist', '.git', 'coverage']);

function listOnDisk(): string[] {
  return readdirSync(packageRoot)
    .filter((name) => !notOurs.has(name) && !name.endsWith('.tgz'))
    .flatMap((name) =>
      statSync(join(packageRoot, name)).isFile()
        ? [name]
        : readdirSync(join(packageRoot, name), { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile())
            .map((entry) => relative(packageRoot, join(entry.parentPath, entry.name))),
    );
}

const files = listFiles();

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
    'THIRD-PARTY-NOTICES',
    'contracts',
    'docs',
    'eslint.config.mjs',
    'jest.config.ts',
    'package-lock.json',
    'package.json',
    'recordings',
    'scripts',
    'tests',
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
