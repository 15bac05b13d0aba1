/** Phrases that the house style has retired. `retired-phrases.tsv` counts their remaining uses in the sources. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';

const text = ['contracts', 'recordings', 'scripts']
  .flatMap((top) => readdirSync(join(packageRoot, top), { recursive: true, encoding: 'utf8' }).map((file) => join(packageRoot, top, file)))
  .filter((file) => /(?<!\.d)\.m?ts$/.test(file))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

const rows = readFileSync(join(__dirname, 'retired-phrases.tsv'), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line): [phrase: string, times: number] => {
    const [phrase = '', times = ''] = line.split('\t');
    return [phrase, Number(times)];
  });

test.each(rows)('"%s" occurs %d times in the sources', (phrase, times) => {
  expect(text.match(new RegExp(`\\b${phrase}\\b`, 'gi'))?.length ?? 0).toBe(times);
});
