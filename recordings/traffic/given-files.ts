import { standardInput } from './chunks.js';
import { isFolder, listFiles, realPathOf } from './list-files.js';
import { ReadError } from './read-error.js';

/** A file that is to be read, or `-`. */
export interface GivenFile {
  readonly file: string;
  /** Whether it was found in a folder rather than named. */
  readonly wasFound: boolean;
}

/** Files by their real paths: each once, whatever the names by which it was given. */
export type GivenFiles = ReadonlyMap<string, GivenFile>;

/**
 * The files that paths stand for, in the order of the paths, and below each by name.
 * @param failed is told which paths cannot be looked into.
 * @param broken is told of links in folders that lead nowhere.
 */
export function givenFiles(paths: readonly string[], failed: (error: ReadError) => void, broken?: (link: string) => void): GivenFiles {
  const files = new Map<string, GivenFile>();
  for (const path of paths) {
    try {
      const found = path !== standardInput && isFolder(path);
      for (const file of path === standardInput ? [path] : listFiles(path, broken)) {
        const key = keyOfGiven(file) ?? file;
        const known = files.get(key);
        files.set(key, { file: shorter(known?.file ?? file, file), wasFound: found && known?.wasFound !== false });
      }
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      failed(error);
    }
  }
  return files;
}

/** By what a file is found among those that are given; undefined for what is not there, and for standard input. */
export function keyOfGiven(path: string): string | undefined {
  return path === standardInput ? undefined : realPathOf(path);
}

/** Of two names of one file the shorter one, so that it does not hang on their order. */
function shorter(one: string, other: string): string {
  if (one.length !== other.length) return one.length < other.length ? one : other;
  return one < other ? one : other;
}
