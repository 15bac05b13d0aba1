/** `npm run scan`: looks for secrets in every committed file, as in a recording before it is written. See --help. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Command } from 'commander';
import { packageRoot } from '../../contracts/folders.js';
import { scan } from '../../recordings/scan/scan.js';
import { compareExceptions } from './compare-exceptions.js';
import { scanExceptions } from './scan-exceptions.js';

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

/** The text of a file; undefined for one that is no text, or that was deleted and not committed yet. */
function textOf(file: string): string | undefined {
  try {
    const bytes = readFileSync(join(packageRoot, file));
    return bytes.includes(0) ? undefined : bytes.toString('utf8');
  } catch {
    return undefined;
  }
}

new Command('scan')
  .description('Looks in every committed file for what resembles a secret.')
  .addHelpText('after', '\nExit codes: 0 nothing, 1 something that no exception names, or an exception that no longer applies.')
  .parse();

const texts = listCommitted().flatMap((file) => {
  const text = textOf(file);
  return text === undefined ? [] : [{ file, text }];
});
const problems = compareExceptions(
  texts.flatMap(({ file, text }) => scan(file, text)),
  scanExceptions,
);
for (const problem of problems) console.error(problem);
if (problems.length === 0)
  console.error(`${String(texts.length)} files hold nothing that resembles a secret, but for ${String(scanExceptions.length)} exceptions.`);
else
  console.error(
    'Take secrets out, also of the history. For what is made up, use a reserved domain or an id of few different digits, or see scripts/build/scan-exceptions.ts.',
  );
process.exitCode = problems.length === 0 ? 0 : 1;
