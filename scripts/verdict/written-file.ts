import { readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** The most links that are followed one after the other, as Linux has it. */
const mostLinks = 40;

/** The file that is written under a name, links followed: it need not be there yet, nor need what a link leads to. */
export function writtenFile(name: string): string {
  let file = resolve(name);
  for (let links = 0; links < mostLinks; links += 1) {
    const found = attempt(() => realpathSync.native(file));
    if (found !== undefined) return found;
    const folder = attempt(() => realpathSync.native(dirname(file))) ?? dirname(file);
    file = join(folder, basename(file));
    const target = attempt(() => readlinkSync(file));
    if (target === undefined) return file;
    file = resolve(folder, target);
  }
  return file;
}

/** Undefined for what is not there, or no link. */
function attempt(look: () => string): string | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
