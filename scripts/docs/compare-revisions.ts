import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { compareContracts, missingPage } from '../../contracts/compare/compare-contracts.js';
import { misspeltTypes } from '../../contracts/compare/misspelt-types.js';
import { isSameOperation } from '../../contracts/compare/compare-rules.js';
import { compile, type PageSource } from '../../contracts/compiler/compile.js';
import { PageError } from '../../contracts/compiler/page/page-error.js';
import { isResourcePage } from '../../contracts/compiler/resource-page.js';
import type { Contract } from '../../contracts/contract.js';
import type { Source } from '../../contracts/judge/exchange.js';
import type { Finding } from '../../contracts/judge/finding.js';
import { CannotRun } from '../verdict/exit-code.js';
import type { Judged } from '../verdict/tally.js';
import { pagesBelow } from '../operations/page-files.js';
import { documents, operationText } from './find-pages.js';

export interface ComparedRevisions {
  readonly judged: readonly Judged[];
  /** Operations of which no page is left, each at its page before. */
  readonly gone: readonly { readonly source: Source; readonly finding: Finding }[];
  /** A sentence with file and line for each page that cannot be compiled. */
  readonly problems: readonly string[];
  /** Sentences about operations that are new. */
  readonly remarks: readonly string[];
}

/**
 * Compares the pages of a folder with those of another folder, or with the same folder at a revision of git.
 * @throws CannotRun if there is neither that folder nor that revision, or it has no page.
 */
export function compareRevisions(folder: string, against: string): ComparedRevisions {
  const before = compiled(isFolder(against) ? pagesOf(against) : pagesAt(folder, against));
  const after = compiled(pagesOf(folder));
  const remarks: string[] = [];
  const found = new Set<Contract>();
  const judged = after.pages.flatMap(({ contract: theirs, source }): Judged[] => {
    const ours = before.pages.find(({ contract }) => isSameOperation(contract, theirs))?.contract;
    if (ours === undefined) {
      remarks.push(`${source.file}: ${operationText(theirs)} is new: ${against} has no page of it.`);
      return [];
    }
    found.add(ours);
    const misspelt = misspeltTypes(source, after.typeNames);
    const findings = compareContracts(ours, theirs, { sameTypes: before.types === after.types, misspelt });
    const about = { operation: theirs.name, version: undefined };
    return [{ source: sourceOf(source, theirs), judgement: { kind: 'judged', ...about, findings } }];
  });
  const gone = before.pages
    .filter(({ contract }) => !found.has(contract) && !after.unreadable.some(({ text }) => documents(text, contract)))
    .map(({ contract, source }) => {
      const finding = missingPage(contract, 'docs.gone', `${operationText(contract)} is gone: only ${against} has a page of it.`);
      return { source: { ...sourceOf(source, contract), line: finding.documentedAt.line }, finding };
    });
  return { judged, gone, problems: [...before.problems, ...after.problems], remarks };
}

function sourceOf({ file }: PageSource, { method, name }: Contract): Source {
  return { file, index: 0, description: `${method} ${name}` };
}

interface CompiledPages {
  readonly pages: readonly { readonly contract: Contract; readonly source: PageSource }[];
  /** The text of all pages of types. */
  readonly types: string;
  readonly typeNames: readonly string[];
  /** The pages that cannot be compiled. */
  readonly unreadable: readonly PageSource[];
  readonly problems: readonly string[];
}

function compiled(sources: readonly PageSource[]): CompiledPages {
  const types = sources.filter(({ text }) => isResourcePage(text));
  const problems: string[] = [];
  const unreadable: PageSource[] = [];
  const pages = sources.flatMap((source) => {
    if (types.includes(source)) return [];
    try {
      return compile([source, ...types]).map((contract) => ({ contract, source }));
    } catch (error) {
      if (!(error instanceof PageError)) throw error;
      problems.push(error.message);
      unreadable.push(source);
      return [];
    }
  });
  const known = pages.flatMap(({ contract }) => [...contract.types, ...contract.openTypes]);
  return {
    pages,
    types: types.map(({ text }) => text).join('\n'),
    typeNames: [...new Set(known.map(({ name }) => name))],
    unreadable,
    problems: [...new Set(problems)],
  };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function pagesOf(folder: string): PageSource[] {
  if (!isFolder(folder)) throw new CannotRun(`${folder}: not a folder. With --against, give a folder of pages.`);
  const files = pagesBelow(folder);
  if (files.length === 0) throw new CannotRun(`${folder}: no page in it. Give a folder of pages.`);
  return files.map((file) => ({ file: shortName(file), text: readFileSync(file, 'utf8') }));
}

/** The pages of the same folder at a revision. */
function pagesAt(folder: string, revision: string): PageSource[] {
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 28 });
  let commit: string;
  try {
    commit = git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`).trim();
  } catch {
    throw new CannotRun(`--against: ${JSON.stringify(revision)} is neither a folder nor a revision of git in ${folder}. Check its name.`);
  }
  const names = git('ls-tree', '-r', '-z', '--name-only', commit, '.')
    .split('\0')
    .filter((name) => name.endsWith('.md'));
  if (names.length === 0) throw new CannotRun(`--against: ${revision} has no page in ${folder}. Give a later revision.`);
  return names.map((name) => ({ file: shortName(join(folder, name)), text: git('show', `${commit}:./${name}`) }));
}

/** Relative to the working directory if it lies below. */
function shortName(file: string): string {
  const path = relative('', file);
  return (path.startsWith('..') ? file : path).split(sep).join('/');
}
