import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import { sharedTemporaryFolder } from '../../recordings/temporary-folder.js';

const folder = sharedTemporaryFolder();

test('a build that is handed on keeps the packages of a sign-in, with what they need, and no others', () => {
  for (const file of ['package-lock.json', 'scripts/build/prune.mjs']) cpSync(join(packageRoot, file), join(folder.path, file));
  const lock = JSON.parse(readFileSync(join(packageRoot, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, object>>;
  };
  const installed = Object.keys(lock.packages).filter((path) => path !== '');
  for (const path of installed) mkdirSync(join(folder.path, path), { recursive: true });

  execFileSync(process.execPath, ['scripts/build/prune.mjs'], { cwd: folder.path });

  const kept = installed.filter((path) => existsSync(join(folder.path, path))).map((path) => path.replace('node_modules/', ''));
  const needed = ['@azure/core-rest-pipeline', '@azure/identity', '@azure/logger', '@azure/msal-node', 'jsonwebtoken', 'tslib'];
  expect(kept).toEqual(expect.arrayContaining(needed));
  expect(kept.length).toBeLessThan(80);
  expect(kept.filter((name) => /^(?:esbuild|jest|nock|typescript|undici)$/.test(name))).toEqual([]);
});
