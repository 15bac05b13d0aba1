/** `npm run notices`: writes THIRD-PARTY-NOTICES, the licences of the packages in the bundles. See --help. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { sync as writeFileAtomic } from 'write-file-atomic';
import { packageRoot } from '../../contracts/folders.js';

const introduction = `graph-contracts.cjs and the other files in dist/ contain code of the packages below, in whole or in part, and validators that ajv has generated.
"npm run notices" writes this file.
`;

/** @param folder of an installed package, relative to the root of the project. */
function noticeOf(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(packageRoot, folder, 'package.json'), 'utf8')) as Record<string, string | undefined>;
  const { name = '', version = '', license } = manifest;
  const own = readdirSync(join(packageRoot, folder)).find((entry) => /^(?:licen[cs]e|copying)(?:\.\w+)?$/i.test(entry));
  // The archive of some packages lacks the file that their repository has.
  const file = own === undefined ? join('scripts', 'build', 'licences', `${name.replace('/', '-')}.txt`) : join(folder, own);
  if (!existsSync(join(packageRoot, file)) || license === undefined) {
    throw new Error(`Cannot bundle ${folder}: its package.json names no licence, or neither it nor ${file} has the text.`);
  }
  const text = readFileSync(join(packageRoot, file), 'utf8').replaceAll('\r\n', '\n').trim();
  return `${'='.repeat(80)}\n${name} ${version} (${license})\n\n${text}\n`;
}

const { check } = new Command('notices')
  .description('Writes THIRD-PARTY-NOTICES, the licences of the packages that the bundles in dist/ contain.')
  .option('--check', 'write nothing; exit 1 if the file is not up to date')
  .addHelpText('after', '\nExit codes: 0 done, 1 out of date (--check).')
  .parse()
  .opts<{ check?: true }>();

const folders = JSON.parse(readFileSync(join(packageRoot, 'dist/scripts/build/bundled-packages.json'), 'utf8')) as readonly string[];
const file = join(packageRoot, 'THIRD-PARTY-NOTICES');
const text = [introduction, ...folders.map(noticeOf)].join('\n');
if (existsSync(file) && readFileSync(file, 'utf8') === text) {
  console.error(`THIRD-PARTY-NOTICES names all ${folders.length} bundled packages.`);
} else if (check) {
  console.error('THIRD-PARTY-NOTICES is out of date. Run "npm run notices", and commit what it writes.');
  process.exitCode = 1;
} else {
  writeFileAtomic(file, text);
  console.error('Written: THIRD-PARTY-NOTICES. Run "npm run build": each bundle ends with it.');
}
