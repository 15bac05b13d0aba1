import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';

const notices = readFileSync(join(packageRoot, 'THIRD-PARTY-NOTICES'), 'utf8');

test('THIRD-PARTY-NOTICES is what the build bundles', () => {
  const { status, stderr } = spawnSync(process.execPath, ['dist/scripts/build/notices.js', '--check'], {
    cwd: packageRoot,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: 'THIRD-PARTY-NOTICES names all 18 bundled packages.\n' });
});

test('it names each package with the version of the lock file, its licence and its text', () => {
  const lock = JSON.parse(readFileSync(join(packageRoot, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly version: string; readonly license: string }>>;
  };
  const bundled = [
    'node_modules/@eslint-community/regexpp',
    'node_modules/@humanwhocodes/momoa',
    'node_modules/ajv',
    'node_modules/asn1js',
    'node_modules/commander',
    'node_modules/fast-deep-equal',
    'node_modules/fast-uri',
    'node_modules/fastest-levenshtein',
    'node_modules/json-schema-traverse',
    'node_modules/picocolors',
    'node_modules/pvtsutils',
    'node_modules/pvutils',
    'node_modules/saxes',
    'node_modules/undici',
    'node_modules/write-file-atomic',
    'node_modules/write-file-atomic/node_modules/signal-exit',
    'node_modules/xmlbuilder',
    'node_modules/xmlchars',
  ];
  const parts = notices.split(`${'='.repeat(80)}\n`).slice(1);
  expect(parts.map((part) => part.split('\n', 1)[0])).toEqual(
    bundled.map(
      (path) => `${path.replace(/^.*node_modules\//, '')} ${lock.packages[path]?.version ?? ''} (${lock.packages[path]?.license ?? ''})`,
    ),
  );
  expect(parts.filter((part) => !/permission/i.test(part) || !/copyright|\(c\)/i.test(part))).toEqual([]);
});
