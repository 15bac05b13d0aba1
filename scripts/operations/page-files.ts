import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describesTypes, type PageSource } from '../../contracts/compiler/compile.js';
import { packageFolder } from '../../contracts/package-files.js';
import { systemErrorCode } from '../../recordings/files/system-error.js';

/** The pages below a folder, sorted. Hidden folders and `node_modules` are skipped. @param names what the name of a file must fit. */
export function pagesBelow(folder: string, names = /\.md$/i): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name.startsWith('.') ? [] : pagesBelow(path, names);
    return entry.isFile() && names.test(entry.name) ? [path] : [];
  });
}

/** Our pages of types: other pages are compiled with them too. */
export function ourTypes(): PageSource[] {
  return packageFolder('contracts/pages').filter(({ text }) => describesTypes(text));
}

/** Calls a function that reads a path. Adds a sentence if it cannot be read, and returns undefined. */
export function attemptToRead<T>(path: string, problems: string[], read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === systemErrorCode(undefined)) throw error;
    problems.push(`${path}: ${code === 'ENOENT' ? 'no such file or folder. Check the path.' : `cannot be read (${code}).`}`);
    return undefined;
  }
}
