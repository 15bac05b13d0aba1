import { readFileSync, statSync } from 'node:fs';
import { normalize } from 'node:path';
import { withoutNames } from '../../contracts/compare/compare-rules.js';
import { isBetaOnly, versionOfFolder } from '../../contracts/compiler/source-version.js';
import type { ApiVersion, Contract } from '../../contracts/contract.js';
import { attemptToRead, pagesBelow } from '../operations/page-files.js';

/** A page that documents an operation of ours. */
export interface FoundPage {
  readonly file: string;
  readonly text: string;
  readonly contract: Contract;
  readonly version: ApiVersion;
}

/** The pages of a search. */
export interface PageSearch {
  readonly pages: readonly FoundPage[];
  /** How many pages were searched. */
  readonly searched: number;
  /** Operations without a page, if folders were searched: their pages may have moved. */
  readonly missing: readonly Contract[];
  /** The folders that were searched. */
  readonly folders: readonly string[];
  /** A sentence for each path that cannot be read, and for each named file without an operation of ours. */
  readonly problems: readonly string[];
}

/** Finds pages by the method and the path of their HTTP requests; their names, and those of path parameters, do not matter. */
export function findPages(paths: readonly string[], contracts: readonly Contract[]): PageSearch {
  const fixedParts = [
    ...new Set(contracts.flatMap(({ paths: templates }) => templates.map((template) => template.split('{', 1)[0] ?? ''))),
  ];
  const pages: FoundPage[] = [];
  const problems: string[] = [];
  const folders: string[] = [];
  const files = new Map<string, { readonly named: boolean }>();
  for (const path of paths) {
    attemptToRead(path, problems, () => {
      const isFolder = statSync(path).isDirectory();
      if (isFolder) folders.push(path);
      for (const file of isFolder ? pagesBelow(path) : [normalize(path)])
        files.set(file, { named: !isFolder || files.get(file)?.named === true });
    });
  }
  for (const [file, { named }] of files) {
    attemptToRead(file, problems, () => {
      const bytes = readFileSync(file);
      const isCandidate = fixedParts.some((part) => bytes.includes(part));
      const text = isCandidate ? bytes.toString('utf8') : '';
      const own = contracts.filter((contract) => documents(text, contract));
      for (const contract of own) pages.push({ file, text, contract, version: versionOfPage(file, text) });
      if (named && own.length === 0)
        problems.push(`${file}: its HTTP request is none of our operations. Give a page of ${contracts.map(operationText).join(' or ')}.`);
    });
  }
  const missing = folders.length > 0 ? contracts.filter((contract) => pages.every((page) => page.contract !== contract)) : [];
  return { pages, searched: files.size, missing, folders, problems };
}

/** Whether the section "HTTP request" of a page has a request of the operation. */
export function documents(text: string, { method, paths }: Contract): boolean {
  const templates = new Set(paths.map(withoutNames));
  return requestsOf(text).some((request) => request.method === method && templates.has(request.template));
}

/** An operation as people name it: `PATCH /deviceManagement/…`. */
export function operationText({ method, paths: [path = ''] }: Contract): string {
  return `${method} ${path}`;
}

/** The requests in the section "HTTP request" of a page, with empty names of path parameters. */
function requestsOf(text: string): { readonly method: string; readonly template: string }[] {
  let isInSection = false;
  return text.split(/\r\n|\n|\r/).flatMap((line) => {
    const heading = /^ {0,3}#{1,6}\s+(.*)$/.exec(line)?.[1];
    if (heading !== undefined) isInSection = /^http request\b/i.test(heading);
    const [, method = '', url = ''] = /^\s*([A-Z]+)\s+(\S+)/.exec(isInSection ? line : '') ?? [];
    const [path = ''] = url.replace(/^https?:\/\/[^/]+\/[^/]+/, '').split('?', 1);
    return path.startsWith('/') ? [{ method, template: withoutNames(path) }] : [];
  });
}

/** A page about `beta` lies in a folder of that name, or says so in a note. */
function versionOfPage(file: string, text: string): ApiVersion {
  return isBetaOnly({ file, lines: text.split('\n') }) ? 'beta' : (versionOfFolder(file) ?? 'v1.0');
}
