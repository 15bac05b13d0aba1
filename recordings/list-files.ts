import { readdirSync, statSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { ReadError } from './read-error.js';
import { systemErrorCode } from './system-error.js';

/** How files of traffic are called. */
const endings = ['.json', '.har', '.ndjson', '.jsonl'];

/** True for a folder. @throws ReadError when there is nothing of that name. */
export function isFolder(path: string): boolean {
  return attempt(path, () => statSync(path).isDirectory());
}

/**
 * The files of traffic that a path stands for: itself, or, for a folder, all below it, in the order of their names. `node_modules` and hidden folders,
 * which begin with a dot, are not searched: they hold what is not of the one who asks, such as tools that a CI has checked out.
 * @throws ReadError when it does not exist, or cannot be looked into.
 */
export function listFiles(path: string): string[] {
  if (!isFolder(path)) return [path];
  return attempt(path, () => [...filesBelow(path)].sort());
}

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const { name } = entry;
    if (entry.isDirectory()) {
      if (name !== 'node_modules' && !name.startsWith('.')) yield* filesBelow(join(folder, name));
    } else if ((entry.isFile() || leadsToFile(entry)) && endings.some((ending) => name.toLowerCase().endsWith(ending))) {
      yield join(folder, name);
    }
  }
}

/** A link to a file is read as the file; one that leads nowhere, or to a folder, is not followed. */
function leadsToFile(entry: Dirent): boolean {
  return entry.isSymbolicLink() && (statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.isFile() ?? false);
}

function attempt<T>(path: string, look: () => T): T {
  try {
    return look();
  } catch (error) {
    const code = systemErrorCode(error);
    throw new ReadError(path, code === 'ENOENT' ? 'no such file or folder. Check the path.' : `cannot be looked into (${code}).`);
  }
}
