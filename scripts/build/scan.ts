/** `npm run scan`: looks for secrets in every committed file, as in a recording before it is written. See --help. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { packageRoot } from '../../contracts/folders.js';
import { scan } from '../../recordings/scan/scan.js';
import { compareExceptions } from './compare-exceptions.js';
import { scanExceptions } from './scan-exceptions.js';
import { secondOpinion } from './second-opinion.js';

/** The files that git holds or is about to hold; in an unpacked archive, all but what is installed or built. */
function listCommitted(): string[] {
  try {
    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'], {
      cwd: packageRoot,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return listed.split('\0').filter((file) => file !== '');
  } catch {
    return readdirSync(packageRoot, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(packageRoot, join(entry.parentPath, entry.name)))
      .filter((file) => !/^(?:node_modules|dist|coverage|\.git)\//.test(file));
  }
}

/** The text of a file; undefined for a binary file, or for one that was deleted and not committed yet. */
function textOf(file: string): string | undefined {
  if (!existsSync(join(packageRoot, file))) return undefined;
  const bytes = readFileSync(join(packageRoot, file));
  return bytes.includes(0) ? undefined : bytes.toString('utf8');
}

const command = new Command('scan')
  .description('Looks in every committed file for what resembles a secret: with the scan of recordings, and with secretlint.')
  .argument('[file...]', 'scan these files only')
  .addHelpText('after', '\nExit codes: 0 nothing, 1 something that no exception names, an exception that no longer applies, or usage.')
  .parse();
const named = command.args.map((file) => relative(packageRoot, resolve(file)));
const missing = named.find((file) => !existsSync(join(packageRoot, file)));
if (missing !== undefined) command.error(`Cannot scan ${missing}: no such file.`);
void scanFiles(named.length > 0 ? named : listCommitted(), named.length > 0);

/** @param part whether these are not all files: exceptions for others are left out. */
async function scanFiles(files: readonly string[], part: boolean): Promise<void> {
  const texts = files.flatMap((file) => {
    const text = textOf(file);
    return text === undefined ? [] : [{ file, text }];
  });
  const exceptions = scanExceptions.filter(({ file }) => !part || files.includes(file));
  const second = await Promise.all(texts.map(({ file, text }) => secondOpinion(file, text)));
  const problems = compareExceptions([...texts.flatMap(({ file, text }) => scan(file, text)), ...second.flat()], exceptions);
  for (const problem of problems) console.error(problem);
  if (problems.length === 0)
    console.error(`${texts.length} files hold nothing that resembles a secret, except ${exceptions.length} exceptions.`);
  else
    console.error(
      'Take secrets out, also of the history. For made-up values, use a reserved domain or an id of few different digits, or see scripts/build/scan-exceptions.ts.',
    );
  // secretlint times each rule, and would now spend seconds on these times.
  process.exit(problems.length === 0 ? 0 : 1);
}
