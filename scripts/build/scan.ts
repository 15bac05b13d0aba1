/** `npm run scan`: looks for secrets in every committed file, as in a recording before it is written. See --help. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { packageRoot } from '../../contracts/folders.js';
import { scan } from '../../recordings/scan/scan.js';
import { compareExceptions, scanExceptions, type ScanKind } from './scan-exceptions.js';

/** Turns rules off where a comment in a file says so. Only `scan-exceptions.ts` may. */
const commentRule = '@secretlint/secretlint-rule-filter-comments';

/** Built from files that are scanned, and from packages, whose code holds much that looks random. */
const built = '.github/actions/check/graph-contracts.cjs';

/** The files that git holds or is about to hold. An unpacked archive has no git: all files, except those that are installed or built. */
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

/** The text of a file; empty for a binary file, or one that was deleted and not committed yet. */
function textOf(file: string): string {
  if (!existsSync(join(packageRoot, file))) return '';
  const bytes = readFileSync(join(packageRoot, file));
  return bytes.includes(0) ? '' : bytes.toString('utf8');
}

/** Applies the recommended rules of secretlint, which know the tokens of many services by their form and ask no service. */
async function lint(file: string, text: string): Promise<{ kind: ScanKind; file: string; place: string }[]> {
  const { lintSource } = await import('@secretlint/core');
  const { rules } = await import('@secretlint/secretlint-rule-preset-recommend');
  const applied = rules
    .filter(({ meta }) => meta.id !== commentRule)
    // An option of the rule for AWS, which would let the ids of keys pass.
    .map((rule) => ({ id: rule.meta.id, rule, options: { enableIDScanRule: true } }));
  const { messages } = await lintSource({
    source: { filePath: file, content: text, ext: extname(file), contentType: 'text' },
    options: { config: { rules: applied } },
  });
  return messages.map(({ messageId, loc }) => ({ kind: `secretlint ${messageId}`, file, place: `line ${loc.start.line}` }));
}

async function scanFiles(named: readonly string[]): Promise<void> {
  const files = named.length > 0 ? named : listCommitted().filter((file) => file !== built);
  const texts = files.map((file) => ({ file, text: textOf(file) })).filter(({ text }) => text !== '');
  const all = Object.entries(scanExceptions);
  const exceptions = named.length > 0 ? all.filter(([file]) => named.includes(file)) : all;
  const linted = await Promise.all(texts.map(({ file, text }) => lint(file, text)));
  const problems = compareExceptions(
    [...texts.flatMap(({ file, text }) => scan(file, text)), ...linted.flat()],
    Object.fromEntries(exceptions),
  );
  const count = exceptions.flatMap(([, [, places]]) => Object.keys(places)).length;
  for (const problem of problems) console.error(problem);
  console.error(
    problems.length === 0
      ? `${texts.length} files hold nothing that resembles a secret, except ${count} exceptions.`
      : 'Remove secrets, also from the history. For made-up values, use a reserved domain or an id of few different digits, or see scripts/build/scan-exceptions.ts.',
  );
  // secretlint times each rule, and would now spend seconds on these times.
  process.exit(problems.length === 0 ? 0 : 1);
}

const command = new Command('scan')
  .description('Looks in every committed file for text that resembles a secret: with the scan of recordings, and with secretlint.')
  .argument('[file...]', 'scan these files only')
  .addHelpText('after', '\nExit codes: 0 nothing, 1 a suspicion without an exception, an exception that no longer applies, or usage.')
  .parse();
const named = command.args.map((file) => relative(packageRoot, resolve(file)));
const missing = named.find((file) => !existsSync(join(packageRoot, file)));
if (missing !== undefined) command.error(`Cannot scan ${missing}: no such file.`);
void scanFiles(named);
