import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';
import { codeCacheOf, loadBundle, scriptOf } from '../../scripts/load-bundle.js';
import { TemporaryFolder } from '../recordings/temporary-folder.js';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => {
  folder.remove();
});

const text = `const other = require('./other.js');\nmodule.exports = { other, place: [__filename, __dirname], throws() { throw new Error('here'); } };`;

test('a bundle finds what stands beside it, and the lines of a stack are its own', () => {
  folder.write('other.js', 'module.exports = 7;');
  const bundle = folder.write('a.bundle.js', text);
  const loaded = loadBundle(bundle) as { readonly throws: () => void };
  expect(loaded).toMatchObject({ other: 7, place: [bundle, folder.path] });
  let stack = '';
  try {
    loaded.throws();
  } catch (error) {
    stack = (error as Error).stack ?? '';
  }
  expect(stack).toContain(`${bundle}:2:`);
});

test.each(['', 'garbage', 'x'.repeat(10_000)])('kept code that is of no use does no harm', (code) => {
  folder.write('other.js', 'module.exports = 7;');
  const bundle = folder.write('a.bundle.js', text);
  writeFileSync(codeCacheOf(bundle), code);
  expect(loadBundle(bundle)).toMatchObject({ other: 7 });
});

test.each(['cli', 'commands/serve'])('the code that was kept for %s is taken by the Node.js that built it', (entry) => {
  const bundle = join(packageRoot, 'dist', 'scripts', `${entry}.bundle.js`);
  expect(scriptOf(bundle).cachedDataRejected).toBe(false);
  const copy = join(folder.path, 'copy.js');
  copyFileSync(bundle, copy);
  expect(scriptOf(copy).cachedDataRejected).toBeUndefined();
});
