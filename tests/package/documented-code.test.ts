import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';
import { allDocuments } from '../equipment/documents.js';

/** A block that shows code: `<!-- file: tests/package/consumer/judge.mjs -->`, then that file, or an excerpt of it. */
const fileBlock = /<!-- file: (\S+) -->\n\n```\w+\n([^]*?)```/g;

test('the documented code is that of the project which is tested with the packed package', () => {
  const blocks = [...allDocuments.matchAll(fileBlock)];
  expect(blocks.length).toBeGreaterThan(0);
  for (const [, name = '', shown = ''] of blocks) expect(readFileSync(join(packageRoot, name), 'utf8')).toContain(shown);
});
