import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { isSameOperation } from '../../contracts/compare/compare-rules.js';
import { compile, describesTypes, type PageSource } from '../../contracts/compiler/compile.js';
import { PageError } from '../../contracts/compiler/page/page-error.js';
import { versionOfFolder } from '../../contracts/compiler/source-version.js';
import { apiVersions, type Contract } from '../../contracts/contract.js';
import { contracts as ours } from '../../contracts/judge/compiled-contracts.js';
import { isObject } from '../../contracts/json-value.js';
import { packageFolder } from '../../contracts/package-files.js';
import { CannotRun } from '../verdict/exit-code.js';
import { attemptToRead, ourTypes, pagesBelow } from './page-files.js';

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
  const given = eachOnce(paths.flatMap((path) => filesOf(path, problems)));
  const named = new Set(given.flatMap((page) => (page.named ? shortName(page.file) : [])));
  for (const { file, named: isNamed, text = readText(file, problems) } of given) {
    if (text === undefined) continue;
    if (file.toLowerCase().endsWith('.json')) {
      const contract = isNamed || text.includes('"apiVersions"') ? contractIn(text) : undefined;
      if (contract !== undefined) compiled.push(contract);
      else if (isNamed) problems.push(`${file}: not a compiled contract. Give Microsoft's page, CSDL, or the whole JSON of a contract.`);
    } else if (describesTypes(text) || isOperationPage(text)) {
      sources.push({ file: shortName(file), text });
    } else if (isNamed) {
      problems.push(`${file}: neither the page of an operation (it has no section "HTTP request") nor one of types.`);
    }
  }
  const contracts = [...compiled, ...compileEach(sources, problems)];
  if (contracts.length === 0 && problems.length === 0)
    problems.push(`No page of an operation in ${paths.join(', ')}. Give Microsoft's page of it.`);
  const { used, remarks } = choose(contracts, named, problems);
  if (problems.length > 0) throw new CannotRun([...new Set(problems)].sort());
  return { contracts: withOwnNames(used), remarks };
}

/** Leaves out pages of our operations, and all but one of those that document the same. @param named the pages that the user names. */
function choose(
  contracts: readonly Contract[],
  named: ReadonlySet<string>,
  problems: string[],
): { used: readonly Contract[]; remarks: readonly string[] } {
  const remarks: string[] = [];
  const added: Contract[] = [];
  for (const contract of contracts) {
    const known = ours.find((one) => isSameOperation(one, contract));
    const other = added.findIndex((one) => isSameOperation(one, contract) && one.apiVersions.join() === contract.apiVersions.join());
    const before = added[other];
    if (known !== undefined) {
      remarks.push(`${pageOf(contract)} is not used: ${pageOf(known)}, which is ours, documents the same operation.`);
    } else if (before === undefined || areSiblings(before, contract)) {
      added.push(contract);
    } else if (named.has(pageOf(before)) && named.has(pageOf(contract)) && before.resourceType === contract.resourceType) {
      problems.push(`${pageOf(before)} and ${pageOf(contract)} document the same operation. Give one of them.`);
    } else {
      const isBase = derives(before, contract);
      if (isBase) added[other] = contract;
      remarks.push(
        `${pageOf(isBase ? before : contract)} is not used: ${pageOf(isBase ? contract : before)} documents the same operation.`,
      );
    }
  }
  return { used: added, remarks };
}

function pageOf({ pages: [page], name }: Contract): string {
  return page ?? name;
}

/** Whether two pages of one path are about different types, neither of which derives from the other: the type in a body tells them apart. */
function areSiblings(one: Contract, other: Contract): boolean {
  if (one.resourceType === undefined || other.resourceType === undefined || one.resourceType === other.resourceType) return false;
  return !derives(one, other) && !derives(other, one);
}

/** Whether the type of one contract derives from that of another: Microsoft has pages of derived types with the path of their base. */
function derives(one: Contract, base: Contract): boolean {
  return one.types.some(({ name, baseType }) => name === one.resourceType && baseType !== undefined && baseType === base.resourceType);
}

interface GivenPage {
  readonly file: string;
  /** Of a page that ships with ours. */
  readonly text?: string;
  /** False if it was found in a folder. */
  readonly named: boolean;
}

/** A page that is given twice counts once; it is named if any path names it. */
function eachOnce(pages: readonly GivenPage[]): GivenPage[] {
  const byPath = new Map<string, GivenPage>();
  for (const page of pages) {
    const path = resolve(page.file);
    const known = byPath.get(path);
    if (known === undefined || page.named) byPath.set(path, known === undefined ? page : { ...known, named: true });
  }
  return [...byPath.values()];
}

function filesOf(path: string, problems: string[]): GivenPage[] {
  if (path === companions && !existsSync(path)) return packageFolder(`contracts/${companions}`).map((page) => ({ ...page, named: false }));
  const read = (): GivenPage[] => {
    if (!statSync(path).isDirectory()) return [{ file: path, named: true }];
    return pagesBelow(path, /\.(?:md|xml|csdl|json)$/i).map((file) => ({ file, named: false }));
  };
  return attemptToRead(path, problems, read) ?? [];
}

function readText(file: string, problems: string[]): string | undefined {
  return attemptToRead(file, problems, () => {
    const { size } = statSync(file);
    if (/\.(?:xml|csdl)$/i.test(file) || size <= longestPage) return readFileSync(file, 'utf8');
    problems.push(`${file}: larger than ${longestPage / 1_000_000} MB, so it is no page.`);
    return undefined;
  });
}

function isOperationPage(text: string): boolean {
  return /^ {0,3}#{1,6}\s+HTTP request/im.test(text);
}

function contractIn(text: string): Contract | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const needed = ['name', 'hash', 'method', 'paths', 'apiVersions', 'types', 'rules', 'settable', 'openTypes', 'examples', 'schemas'];
    if (!isObject(value) || !needed.every((name) => name in value)) return undefined;
    const lists = ['paths', 'apiVersions', 'types', 'rules', 'settable', 'openTypes', 'examples'];
    const { schemas } = value;
    const hasSchemas = apiVersions.every(
      (version) =>
        isObject(schemas) && isObject(schemas[version]) && isObject(schemas[version]['request']) && isObject(schemas[version]['response']),
    );
    return hasSchemas && lists.every((name) => Array.isArray(value[name])) ? (value as unknown as Contract) : undefined;
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
  const failures: PageError[] = [];
  const all = attempt(operations, (error) => failures.push(error));
  return failures.length === 0 ? all : operations.flatMap((page) => attempt([page], ({ message }) => problems.push(message)));
}

/** Of two pages of one name, the second gets the folder of its API version into its name, or else its whole path. */
function withOwnNames(contracts: readonly Contract[]): Contract[] {
  const taken = new Set(ours.map(({ name }) => name));
  return contracts.map((contract) => {
    const name =
      [contract.name, `${versionOfFolder(pageOf(contract)) ?? ''}/${contract.name}`].find((one) => !taken.has(one)) ?? pageOf(contract);
    taken.add(name);
    return name === contract.name ? contract : { ...contract, name };
  });
}

/** As findings cite it. */
function shortName(file: string): string {
  return file.replaceAll('\\', '/');
}
