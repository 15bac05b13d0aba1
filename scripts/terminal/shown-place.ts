import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Source } from '../../contracts/judge/exchange.js';
import { shownText } from './shown-text.js';

/** The path of a file below the working directory, with slashes; undefined when it is not below it. */
export function pathBelowWorkingDirectory(file: string): string | undefined {
  const path = relative(process.cwd(), resolve(file));
  return path === '' || path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path) ? undefined : path.split(sep).join('/');
}

export function shownFile(file: string): string {
  if (file === '') return 'input';
  return shownText(isAbsolute(file) ? (pathBelowWorkingDirectory(file) ?? file) : file);
}

/** Where an exchange was read: the file, and the line where it is known. */
export function shownPlace({ file, line }: Source): string {
  return line === undefined ? shownFile(file) : `${shownFile(file)}:${line}`;
}

/** Which exchange of its file it is. */
export function shownName({ index, description }: Source): string {
  const name = shownText(description, 200);
  if (name === '') return `number ${index + 1}`;
  return index === 0 ? name : `${name} (number ${index + 1})`;
}
