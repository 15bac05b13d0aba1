/** An exported name is defined in one file, so that it means one thing. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { groupBy } from '../../contracts/group-by.js';
import { packageRoot } from '../../contracts/folders.js';

const definition = /^export (?:async |abstract )*(?:function\*?|const|class|interface|type|enum) (\w+)/gm;

const definitions = ['contracts', 'recordings', 'scripts']
  .flatMap((top) => readdirSync(join(packageRoot, top), { recursive: true, encoding: 'utf8' }).map((file) => join(top, file)))
  .filter((file) => /(?<!\.d)\.ts$/.test(file))
  .flatMap((file) => {
    const text = readFileSync(join(packageRoot, file), 'utf8');
    return [...new Set([...text.matchAll(definition)].map(([, name = '']) => name))].map((name) => ({ name, file }));
  });

test('each exported name is defined in one file', () => {
  expect(definitions.length).toBeGreaterThan(300);
  const twice = [...groupBy(definitions, ({ name }) => name).values()].filter(({ length }) => length > 1);
  expect(twice).toEqual([]);
});
