import { existsSync, readdirSync, realpathSync, statSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { standardInput } from './chunks.js';
import { expandPattern, isPattern } from './expand-pattern.js';
import { ReadError } from '../read-error.js';
import { systemErrorCode } from '../../files/system-error.js';

/** A file to read, or `-`. */
export interface GivenFile {
  readonly file: string;
  /** Whether it was found in a folder or by a pattern rather than named. */
  readonly wasFound: boolean;
}

/** Files by their real paths, so that each occurs once. */
export type GivenFiles = ReadonlyMap<string, GivenFile>;

/**
 * The files of the paths, in the order of the paths, and by name below each. A path that names nothing may be a pattern: see `expandPattern`.
 * @param failed gets the error of each path that cannot be searched.
 * @param broken gets each broken link in a folder that has the name of a traffic file.
 */
export function givenFiles(paths: readonly string[], failed: (error: ReadError) => void, broken?: (link: string) => void): GivenFiles {
  const files = new Map<string, GivenFile>();
  for (const path of paths) {
    try {
      const matches = isPattern(path) && !existsSync(path) ? attempt(path, () => expandPattern(path)) : undefined;
      if (matches?.length === 0) throw new ReadError(path, 'no file matches this pattern. Check it.');
      const isSearched = matches !== undefined || (path !== standardInput && isFolder(path));
      for (const file of path === standardInput ? [path] : (matches ?? [path]).flatMap((match) => listFiles(match, broken))) {
        const key = keyOfGiven(file) ?? file;
        const known = files.get(key);
        files.set(key, { file: shorter(known?.file ?? file, file), wasFound: isSearched && known?.wasFound !== false });
      }
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      failed(error);
    }
  }
  return files;
}

/** The key of a file in `GivenFiles`: its real path. Undefined for a missing file, a pipe and standard input. */
export function keyOfGiven(path: string): string | undefined {
  try {
    return path === standardInput ? undefined : realpathSync.native(path);
  } catch {
    return undefined;
  }
}

/** The shorter of two names, so that the order of the names does not matter. */
function shorter(one: string, other: string): string {
  if (one.length !== other.length) return one.length < other.length ? one : other;
  return one < other ? one : other;
}

const endings = ['.json', '.har', '.ndjson', '.jsonl'];

/**
 * The traffic files of a path, sorted: the file itself, or all files below a folder except those in `node_modules` and hidden folders.
 * A linked folder is searched once, under its own name if it has one below the path.
 * @param broken as in `givenFiles`. @throws ReadError when the path does not exist or cannot be searched.
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

interface Search {
  readonly files: string[];
  /** The real paths of folders. */
  readonly searched: Set<string>;
  readonly broken: ((link: string) => void) | undefined;
}

/** Adds the files below a folder, and returns the linked folders: those may also be reached by their own names. */
function searchFolder(folder: string, realPath: string, search: Search, linked: string[] = []): string[] {
  if (search.searched.has(realPath)) return linked;
  search.searched.add(realPath);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const { name } = entry;
    const path = join(folder, name);
    const target = entry.isSymbolicLink() ? targetOf(path) : entry;
    if (target?.isDirectory()) {
      if (name === 'node_modules' || name.startsWith('.')) continue;
      if (entry.isSymbolicLink()) linked.push(path);
      else searchFolder(path, join(realPath, name), search, linked);
    } else if (endings.some((ending) => name.toLowerCase().endsWith(ending))) {
      if (target === undefined) search.broken?.(path);
      else if (target.isFile()) search.files.push(path);
    }
  }
  return linked;
}

/** Undefined for a broken or circular link. */
function targetOf(link: string): Stats | undefined {
  try {
    return statSync(link);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(systemErrorCode(error))) return undefined;
    throw error;
  }
}

function isFolder(path: string): boolean {
  return attempt(path, () => statSync(path).isDirectory());
}

function attempt<T>(path: string, look: () => T): T {
  try {
    return look();
  } catch (error) {
    const code = systemErrorCode(error);
    throw new ReadError(path, code === 'ENOENT' ? 'no such file or folder. Check the path.' : `cannot be searched (${code}).`);
  }
}
