import { readdirSync, realpathSync, statSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { ReadError } from './read-error.js';
import { systemErrorCode } from '../files/system-error.js';

/** How files of traffic are called. */
const endings = ['.json', '.har', '.ndjson', '.jsonl'];

/** True for a folder. @throws ReadError when there is nothing of that name. */
export function isFolder(path: string): boolean {
  return attempt(path, () => statSync(path).isDirectory());
}

/**
 * The files of traffic that a path stands for: itself, or, for a folder, all below it, in the order of their names. `node_modules` and hidden folders,
 * which begin with a dot, are not searched: they hold what is not of the one who asks, such as tools that a CI has checked out. A linked folder is
 * searched, but no folder twice: under its own name rather than that of a link.
 * @param broken is told of links, called as files of traffic are, that lead nowhere.
 * @throws ReadError when it does not exist, or cannot be looked into.
 */
export function listFiles(path: string, broken?: (link: string) => void): string[] {
  if (!isFolder(path)) return [path];
  return attempt(path, () => {
    const search: Search = { files: [], searched: new Set(), broken };
    for (let folders = [path]; folders.length > 0;) {
      folders = folders.sort().flatMap((folder) => searchFolder(folder, realpathSync(folder), search));
    }
    return search.files.sort();
  });
}

/** The path of a file whatever the name by which it was given; undefined for what is not there, and for a pipe. */
export function realPathOf(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

interface Search {
  readonly files: string[];
  /** The real paths of folders. */
  readonly searched: Set<string>;
  readonly broken: ((link: string) => void) | undefined;
}

/** Adds the files below a folder. Gives the folders to which links lead: they may be round about, or folders that come by their own names. */
function searchFolder(folder: string, realPath: string, search: Search, linked: string[] = []): string[] {
  if (search.searched.has(realPath)) return linked;
  search.searched.add(realPath);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const { name } = entry;
    const path = join(folder, name);
    const found = entry.isSymbolicLink() ? targetOf(path) : entry;
    if (found?.isDirectory()) {
      if (name === 'node_modules' || name.startsWith('.')) continue;
      if (entry.isSymbolicLink()) linked.push(path);
      else searchFolder(path, join(realPath, name), search, linked);
    } else if (endings.some((ending) => name.toLowerCase().endsWith(ending))) {
      if (found === undefined) search.broken?.(path);
      else if (found.isFile()) search.files.push(path);
    }
  }
  return linked;
}

/** Undefined for a link that leads nowhere, or only to itself. */
function targetOf(link: string): Stats | undefined {
  try {
    return statSync(link);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(systemErrorCode(error))) return undefined;
    throw error;
  }
}

function attempt<T>(path: string, look: () => T): T {
  try {
    return look();
  } catch (error) {
    const code = systemErrorCode(error);
    throw new ReadError(path, code === 'ENOENT' ? `no such file or folder. ${adviceFor(path)}` : `cannot be looked into (${code}).`);
  }
}

function adviceFor(path: string): string {
  return /[*?]/.test(path)
    ? 'Patterns are not expanded here: give the folder, or let a shell expand it, without quotes.'
    : 'Check the path.';
}
