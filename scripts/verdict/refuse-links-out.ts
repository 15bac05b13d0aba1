import { realpathSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { CannotRun } from './exit-code.js';
import { writtenFile } from './written-file.js';

/**
 * Refuses a relative path on which a link leads out of the working directory: what is checked may hold such a link, and would choose what is written to.
 * @throws CannotRun if there is one.
 */
export function refuseLinksOut(path: string | undefined): void {
  if (path === undefined || isAbsolute(path)) return;
  const link = linkOut(path);
  if (link === undefined) return;
  const at = link === path ? 'It is a link' : `${link} is a link`;
  throw new CannotRun(`${path} is not written: ${at} that leads out of the working directory. Give an absolute path if that is meant.`);
}

/** The first part of a path, from its beginning, that stands in the working directory and leads out of it. */
function linkOut(path: string): string | undefined {
  const [named, real] = [process.cwd(), realpathSync.native('.')];
  const parts = path.split(sep === '\\' ? /[\\/]/ : '/');
  return parts
    .map((_, at) => join(parts.slice(0, at + 1).join('/')))
    .find((part) => isBelow(resolve(part), named) && !isBelow(writtenFile(part), real));
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
