import { readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { ReadError } from './read-error.js';
import { systemErrorCode } from './system-error.js';

/**
 * The JSON files that a path stands for: itself, or, for a folder, all below it, in the order of their names.
 * @throws ReadError when it does not exist, or cannot be looked into.
 */
export function listFiles(path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !relative(path, file).split(sep).includes('node_modules')) // The folder itself may be in one.
      .sort();
  } catch (error) {
    const code = systemErrorCode(error);
    throw new ReadError(path, code === 'ENOENT' ? 'no such file or folder. Check the path.' : `cannot be looked into (${code}).`);
  }
}
