import { readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { CannotRun } from './exit-code.js';

/** The report formats. Their renderers are loaded only when one is used. */
export const formats = ['pretty', 'json', 'junit', 'sarif', 'markdown', 'html', 'github'] as const;
export type Format = (typeof formats)[number];

export interface ReportFile {
  readonly format: Format;
  readonly file: string;
}

/** Where reports are written. */
export interface Destinations {
  /** Of the report on stdout, or in the file `output`. */
  readonly format: Format;
  readonly output?: string;
  /** Further reports. */
  readonly report?: readonly ReportFile[];
}

export function asksFor({ format, report = [] }: Destinations, ...wanted: readonly Format[]): boolean {
  return [format, ...report.map((one) => one.format)].some((one) => wanted.includes(one));
}

/**
 * Refuses a relative path on which a link leads out of the working directory: a checked-out repository may hold such a link.
 * @throws CannotRun if there is one.
 */
export function refuseLinksOut(path: string | undefined): void {
  if (path === undefined || isAbsolute(path)) return;
  const link = linkOut(path);
  if (link === undefined) return;
  const at = link === path ? 'It is a link' : `${link} is a link`;
  throw new CannotRun(`${path} is not written: ${at} that leads out of the working directory. Give an absolute path if that is meant.`);
}

/** The first part of a path that is in the working directory and leads out of it. */
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

/** As many links in a row as Linux follows. */
const mostLinks = 40;

/** The file that a name is written to, links followed. Neither it nor the target of a link need exist. @param links how many were followed. */
export function writtenFile(name: string, links = 0): string {
  const file = resolve(name);
  const found = attempt(() => realpathSync.native(file));
  if (found !== undefined) return found;
  const folder = attempt(() => realpathSync.native(dirname(file))) ?? dirname(file);
  const place = join(folder, basename(file));
  const target = links < mostLinks ? attempt(() => readlinkSync(place)) : undefined;
  return target === undefined ? place : writtenFile(resolve(folder, target), links + 1);
}

/** Undefined for a missing file, or one that is not a link. */
function attempt(look: () => string): string | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
