import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, type PageSource } from '../../../contracts/compiler/compile.js';
import type { Contract } from '../../../contracts/contract.js';
import { pagesFolder } from '../../../contracts/folders.js';

/**
 * Our pages restate the published ones without their quirks. That must cost nothing: pages with other words, and every quirk of the
 * published ones, promise the same.
 */
const quirky = join(__dirname, 'same-promises', 'pages');
const metadata = source(pagesFolder, 'assignment-targets.md');

test.each([
  {
    ours: 'update-device-configuration-assignment.md',
    theirs: 'device-configuration.md',
    odd: ['backslash', 'length 169 counts CRLF', 'length 218 counts CRLF'],
  },
  {
    ours: 'update-device-compliance-policy-assignment.md',
    theirs: 'device-compliance-policy.md',
    odd: ['length 172 counts CRLF', 'no blank line'],
  },
])('$theirs promises what $ours promises', ({ ours, theirs, odd }) => {
  const restated = contractOf(source(pagesFolder, ours));
  const published = contractOf(source(quirky, theirs));

  expect(published.hash).toBe(restated.hash);
  expect(promisesOf(published)).toEqual(promisesOf(restated));
  for (const quirk of odd) expect(published.odd.map(({ what }) => what)).toContainEqual(expect.stringContaining(quirk));
});

test('a changed promise changes the hash, a moved line does not', () => {
  const page = source(pagesFolder, 'update-device-configuration-assignment.md');
  const { hash } = contractOf(page);
  const moved = page.text.replaceAll('\n\n', '\n\n\n').replace('Changes one', 'Alters one');
  const changed = page.text.replace('`200 OK`', '`202 Accepted`').replace('HTTP/1.1 200 OK', 'HTTP/1.1 202 Accepted');

  expect(contractOf({ ...page, text: moved }).hash).toBe(hash);
  expect(contractOf({ ...page, text: changed }).hash).not.toBe(hash);
  expect(compile([page])[0]?.hash).not.toBe(hash); // Without the metadata it promises less.
});

function source(folder: string, file: string): PageSource {
  return { file, text: readFileSync(join(folder, file), 'utf8') };
}

function contractOf(page: PageSource): Contract {
  const [contract] = compile([page, metadata]);
  if (contract === undefined) throw new Error(`${page.file} is no page of an operation`);
  return contract;
}

function promisesOf({ rules }: Contract): object {
  return Object.fromEntries(rules.map(({ id, says }) => [id, says]));
}
