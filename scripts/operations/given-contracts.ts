import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { withoutNames } from '../../contracts/compare/compare-rules.js';
import { compile, describesTypes, type PageSource } from '../../contracts/compiler/compile.js';
import { PageError } from '../../contracts/compiler/page/page-error.js';
import type { Contract } from '../../contracts/contract.js';
import { packageRoot, pagesFolder } from '../../contracts/folders.js';
import { contracts as ours } from '../../contracts/judge/compiled-contracts.js';
import { isObject } from '../../contracts/json-value.js';
import { systemErrorCode } from '../../recordings/files/system-error.js';
import { CannotRun } from '../verdict/exit-code.js';

/** Operations that a user adds to ours. */
export interface GivenContracts {
  readonly contracts: readonly Contract[];
  /** Sentences about pages that are not used. */
  readonly remarks: readonly string[];
}

/** The word for the pages that ship with ours: the other operations on the same objects. */
const companions = 'companions';

/** The most characters of a page. Microsoft's longest has 60,000. */
const longestPage = 4_000_000;

/**
 * Reads contracts from pages, CSDL and compiled JSON, and from folders of them. Types that no given page describes are taken from our own page of types.
 * @throws CannotRun with a sentence for each page that cannot be read, and for each operation that two pages document.
 */
export function givenContracts(paths: readonly string[]): GivenContracts {
  const problems: string[] = [];
  const sources: PageSource[] = [];
  const compiled: Contract[] = [];
  for (const { file, named } of paths.flatMap((path) => filesOf(path, problems))) {
    const text = readText(file, problems);
    if (text === undefined) continue;
    if (file.toLowerCase().endsWith('.json')) {
      const contract = named || text.includes('"apiVersions"') ? contractIn(text) : undefined;
      if (contract !== undefined) compiled.push(contract);
      else if (named) problems.push(`${file}: not a compiled contract. Give a page, CSDL, or the JSON of "compile --page".`);
    } else if (describesTypes(text) || isOperationPage(text)) {
      sources.push({ file: shortName(file), text });
    } else if (named) {
      problems.push(`${file}: neither the page of an operation (it has no section "HTTP request") nor one of types.`);
    }
  }
  const contracts = [...compiled, ...compileEach(sources, problems)];
  if (contracts.length === 0 && problems.length === 0) problems.push(`No page of an operation in ${paths.join(', ')}. Give Microsoft's page of it.`);
  const remarks: string[] = [];
  const added = contracts.filter((contract) => {
    const known = ours.find((one) => isSameOperation(one, contract));
    if (known !== undefined) remarks.push(`${contract.pages[0] ?? contract.name}: ours is used in its place, ${known.pages[0] ?? known.name}.`);
    return known === undefined;
  });
  for (const [index, contract] of added.entries()) {
    const other = added.slice(0, index).find((one) => isSameOperation(one, contract) && one.apiVersions.join() === contract.apiVersions.join());
    if (other !== undefined)
      problems.push(`${contract.pages[0] ?? ''} and ${other.pages[0] ?? ''} document the same operation. Give one of them.`);
  }
  if (problems.length > 0) throw new CannotRun([...new Set(problems)].sort());
  return { contracts: withOwnNames(added), remarks };
}

interface GivenPage {
  readonly file: string;
  /** False if it was found in a folder. */
  readonly named: boolean;
}

function filesOf(path: string, problems: string[]): GivenPage[] {
  const place = path === companions && !existsSync(path) ? join(packageRoot, 'contracts', companions) : path;
  try {
    if (!statSync(place).isDirectory()) return [{ file: place, named: true }];
    return pagesIn(place).map((file) => ({ file, named: false }));
  } catch (error) {
    problems.push(problemOf(path, error));
    return [];
  }
}

/** The pages, CSDL and JSON below a folder, sorted. Hidden folders and `node_modules` are skipped. */
function pagesIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name.startsWith('.') ? [] : pagesIn(path);
    return entry.isFile() && /\.(?:md|xml|csdl|json)$/i.test(entry.name) ? [path] : [];
  });
}

function readText(file: string, problems: string[]): string | undefined {
  try {
    const { size } = statSync(file);
    if (/\.(?:xml|csdl)$/i.test(file) || size <= longestPage) return readFileSync(file, 'utf8');
    problems.push(`${file}: larger than ${longestPage / 1_000_000} MB, so it is no page.`);
  } catch (error) {
    problems.push(problemOf(file, error));
  }
  return undefined;
}

function problemOf(path: string, error: unknown): string {
  const code = systemErrorCode(error);
  if (code === systemErrorCode(undefined)) throw error;
  const what = code === 'ENOENT' ? 'no such file or folder. Check the path.' : `cannot be read (${code}).`;
  return `${path}: ${what}`;
}

function isOperationPage(text: string): boolean {
  return /^ {0,3}#{1,6}\s+HTTP request/im.test(text);
}

function contractIn(text: string): Contract | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const needed = ['name', 'hash', 'method', 'paths', 'apiVersions', 'types', 'rules', 'settable', 'openTypes', 'examples', 'schemas'];
    return isObject(value) && needed.every((name) => name in value) ? (value as unknown as Contract) : undefined;
  } catch {
    return undefined;
  }
}

/** Compiles the pages of operations one by one if they do not compile together, so that each that cannot be read is named. */
function compileEach(sources: readonly PageSource[], problems: string[]): Contract[] {
  const types = sources.filter(({ text }) => describesTypes(text));
  const operations = sources.filter((source) => !types.includes(source));
  const fallback = ourTypes();
  const attempt = (pages: readonly PageSource[], fail: (error: PageError) => void): Contract[] => {
    try {
      return compile([...pages, ...types], fallback);
    } catch (error) {
      if (!(error instanceof PageError)) throw error;
      fail(error);
      return [];
    }
  };
  let isWhole = true;
  const all = attempt(operations, () => (isWhole = false));
  return isWhole ? all : operations.flatMap((page) => attempt([page], ({ message }) => problems.push(message)));
}

function ourTypes(): PageSource[] {
  return readdirSync(pagesFolder)
    .map((name) => ({ file: `contracts/pages/${name}`, text: readFileSync(join(pagesFolder, name), 'utf8') }))
    .filter(({ text }) => describesTypes(text));
}

function isSameOperation(one: Contract, other: Contract): boolean {
  const shapes = new Set(one.paths.map(withoutNames));
  return one.method === other.method && other.paths.some((path) => shapes.has(withoutNames(path)));
}

/** Pages of one name in two folders, such as `v1.0/` and `beta/`, get the folder into their names. */
function withOwnNames(contracts: readonly Contract[]): Contract[] {
  const taken = new Set(ours.map(({ name }) => name));
  return contracts.map((contract) => {
    const [, folder = ''] = /([^\\/]+)[\\/][^\\/]*$/.exec(contract.pages[0] ?? '') ?? [];
    const name = [contract.name, `${folder}/${contract.name}`, contract.pages[0] ?? ''].find((one) => !taken.has(one)) ?? contract.name;
    taken.add(name);
    return name === contract.name ? contract : { ...contract, name };
  });
}

/** As findings cite it: companions by their place in the package. */
function shortName(file: string): string {
  return (file.startsWith(packageRoot) && file.includes(companions) ? file.slice(packageRoot.length + 1) : file).replaceAll('\\', '/');
}
