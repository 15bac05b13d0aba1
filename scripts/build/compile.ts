/** `npm run compile`: contract pages in, contracts as JSON out. See --help. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { sync as writeFileAtomic } from 'write-file-atomic';
import { compile } from '../../contracts/compiler/compile.js';
import type { Contract } from '../../contracts/contract.js';
import { compiledFolder, pagesFolder } from '../../contracts/folders.js';
import { PageError } from '../../contracts/compiler/page/line.js';
import { systemErrorCode } from '../../recordings/files/system-error.js';

const citedFolder = 'contracts/pages';

/** A file that cannot be read or written, in a sentence. Its message is all that a user needs to see. */
class FileProblem extends Error {}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = systemErrorCode(error);
    const reason = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : code;
    throw new FileProblem(`Cannot read ${file}: ${reason}. Give the path of a page.`);
  }
}

/** Prints the contracts of any pages, whatever they describe. */
function printPages(files: readonly string[]): void {
  const sources = files.map((file) => ({ file, text: readText(file) }));
  const compiled = compile(sources);
  if (compiled.length === 0) {
    throw new PageError(files[0] ?? '', 1, 'the pages describe types only; give at least one page of an operation');
  }
  process.stdout.write(toJson(compiled.length === 1 ? compiled[0] : compiled));
}

/** Compiles our own pages. Writing and checking are one path: both compute the same files, and differ in what they do about a difference. */
function compileOurs(check: boolean): number {
  const pages = readdirSync(pagesFolder)
    .filter((file) => file.endsWith('.md'))
    .sort();
  const contracts = compile(pages.map((file) => ({ file: `${citedFolder}/${file}`, text: readText(join(pagesFolder, file)) })));
  const wanted = new Map(contracts.map((contract: Contract) => [`${contract.name}.json`, toJson(contract)]));
  const present = readdirSync(compiledFolder).filter((file) => file.endsWith('.json'));
  const stale = [...new Set([...wanted.keys(), ...present])]
    .filter((file) => textOf(join(compiledFolder, file)) !== wanted.get(file))
    .sort();

  for (const file of check ? [] : stale) {
    const text = wanted.get(file);
    if (text === undefined) rmSync(join(compiledFolder, file));
    else writeFileAtomic(join(compiledFolder, file), text);
  }
  const listed = stale.map((file) => `contracts/compiled/${file}`).join(', ');
  if (stale.length === 0) console.error(`${wanted.size} contracts are what their pages say.`);
  else if (check) console.error(`Stale: ${listed}. Run "npm run compile", and commit what it writes.`);
  else console.error(`Written: ${listed}. Run "npm run build" to renew the validators.`);
  return check && stale.length > 0 ? 1 : 0;
}

function textOf(file: string): string | undefined {
  return existsSync(file) ? readText(file) : undefined;
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

const program = new Command('compile')
  .description('Compiles the contract pages into contracts/compiled/*.json.')
  .option('--check', 'write nothing; exit 1 if a compiled contract is not what its page says')
  .addOption(
    new Option(
      '--page <file...>',
      'print the contract of these pages as JSON instead; pages of types are taken as their metadata',
    ).conflicts('check'),
  )
  .addHelpText('after', '\nExit codes: 0 done, 1 stale (--check), 2 usage, or a page that cannot be read or compiled.')
  .exitOverride();

// A reader such as `head` may close the pipe early; that is its right, and no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  program.parse();
  const { check, page } = program.opts<{ check?: boolean; page?: string[] }>();
  if (page !== undefined) printPages(page);
  else process.exitCode = compileOurs(check === true);
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof Error && 'exitCode' in error) return error.exitCode === 0 ? 0 : 2; // commander has printed its own message.
  if (error instanceof PageError || error instanceof FileProblem) console.error(error.message);
  else console.error(`Cannot go on: ${error instanceof Error ? error.message : String(error)}`);
  return 2;
}
