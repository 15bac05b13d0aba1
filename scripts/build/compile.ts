/** `npm run compile`: compiles contract pages into contracts as JSON. See --help. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Command, Option } from 'commander';
import { sync as writeFileAtomic } from 'write-file-atomic';
import { compareContracts } from '../../contracts/compare/compare-contracts.js';
import { misspeltTypes } from '../../contracts/compare/misspelt-types.js';
import { compile } from '../../contracts/compiler/compile.js';
import type { Contract } from '../../contracts/contract.js';
import { compiledFolder, pagesFolder } from '../../contracts/folders.js';

/** Prints the contracts of any pages. */
function printPages(files: readonly string[]): void {
  const contracts = compile(files.map((file) => ({ file, text: readText(file) })));
  if (contracts.length === 0) {
    throw new Error(`${files[0] ?? ''}:1: the pages describe types only; give at least one page of an operation`);
  }
  process.stdout.write(toJson(contracts.length === 1 ? contracts[0] : contracts));
}

/** Compiles our own pages, and writes or lists the contracts that differ. Returns the exit code. */
function compileOurs(isCheck: boolean): number {
  const pages = readdirSync(pagesFolder)
    .filter((file) => file.endsWith('.md'))
    .sort();
  const contracts = compile(pages.map((file) => ({ file: `contracts/pages/${file}`, text: readText(join(pagesFolder, file)) })));
  const wanted = new Map(contracts.map((contract) => [`${contract.name}.json`, toJson(contract)]));
  const present = readdirSync(compiledFolder).filter((file) => file.endsWith('.json'));
  const textOf = (path: string): string | undefined => (existsSync(path) ? readText(path) : undefined);
  const stale = [...new Set([...wanted.keys(), ...present])]
    .filter((file) => textOf(join(compiledFolder, file)) !== wanted.get(file))
    .sort();

  for (const contract of contracts)
    for (const line of changesOf(contract, textOf(join(compiledFolder, `${contract.name}.json`)))) console.error(line);
  for (const file of isCheck ? [] : stale) {
    const text = wanted.get(file);
    if (text === undefined) rmSync(join(compiledFolder, file));
    else writeFileAtomic(join(compiledFolder, file), text);
  }
  const listed = stale.map((file) => `contracts/compiled/${file}`).join(', ');
  if (stale.length === 0) console.error(`${wanted.size} contracts agree with their pages.`);
  else if (isCheck) console.error(`Stale: ${listed}. Run "npm run compile", and commit what it writes.`);
  else console.error(`Written: ${listed}. Run "npm run build" to renew the validators.`);
  return isCheck && stale.length > 0 ? 1 : 0;
}

/** The changes of a page since its contract was compiled, what is newly irregular on it, and the misspelt names of types. */
function changesOf(contract: Contract, compiled: string | undefined): string[] {
  const [file = ''] = contract.pages;
  const names = [...contract.types, ...contract.openTypes].map(({ name }) => name);
  const misspelt = misspeltTypes({ file, text: readText(join(pagesFolder, basename(file))) }, names);
  const before = compiled === undefined ? contract : (JSON.parse(compiled) as Contract);
  return compareContracts(before, contract, { sameTypes: false, misspelt })
    .filter(({ code }) => code !== 'docs.reading')
    .map(({ severity, message }) => `${severity}: ${message}`);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`Cannot read ${file}: ${messageOf(error)}.`, { cause: error });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

// A reader such as `head` may close the pipe early.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const { check, page } = new Command('compile')
  .description('Compiles the contract pages into contracts/compiled/*.json.')
  .option('--check', 'write nothing; exit 1 if a compiled contract differs from its page')
  .addOption(
    new Option('--page <file...>', 'print the contract of these pages as JSON instead; resource pages are their metadata').conflicts(
      'check',
    ),
  )
  .addHelpText('after', '\nExit codes: 0 done, 1 stale (--check), 2 usage, or a page that cannot be read or compiled.')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .parse()
  .opts<{ check?: true; page?: string[] }>();
try {
  if (page === undefined) process.exitCode = compileOurs(check === true);
  else printPages(page);
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 2;
}
