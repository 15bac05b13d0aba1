/** Redaction and scan share no rule, so that neither has the other's blind spots. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordingsFolder } from '../../contracts/folders.js';

function importsOf(room: string): readonly string[] {
  const files = readdirSync(join(recordingsFolder, room)).map((file) => readFileSync(join(recordingsFolder, room, file), 'utf8'));
  return [...new Set(files.flatMap((text) => [...text.matchAll(/(?:from|import\(|require\()\s*'([^']+)'/g)].map(([, name = '']) => name)))];
}

test('neither imports the other, nor anything else of this room but the addresses of Graph', () => {
  for (const room of ['redaction', 'scan']) {
    const imported = importsOf(room);
    expect(imported.length).toBeGreaterThan(5);
    expect(
      imported.filter(
        (name) => !/^\.\/[\w-]+\.js$|^node:|^\.\.\/traffic\/hosts\.js$|^\.\.\/\.\.\/contracts\/|^fastest-levenshtein$/.test(name),
      ),
    ).toEqual([]);
  }
});

test('both import only the contracts, the exchange and the memory of derived values', () => {
  const shared = importsOf('scan').filter((name) => !name.startsWith('./') && importsOf('redaction').includes(name));
  expect(shared.toSorted()).toEqual([
    '../../contracts/judge/compiled-contracts.js',
    '../../contracts/judge/exchange.js',
    '../../contracts/judge/remember.js',
    '../../contracts/type-family.js',
  ]);
});

test('neither touches the disk, the network or the console', () => {
  expect([...importsOf('redaction'), ...importsOf('scan')].filter((name) => name.startsWith('node:'))).toEqual([]);
});
