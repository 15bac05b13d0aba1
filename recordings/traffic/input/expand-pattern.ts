import { readdirSync, type Dirent } from 'node:fs';
import { sep } from 'node:path';
import { systemErrorCode } from '../../files/system-error.js';

/** Whether a path that names nothing can be a pattern. */
export function isPattern(path: string): boolean {
  return /[*?]/.test(path);
}

/**
 * The files and folders that match a pattern, in the order of their names: `*` and `?` match within a name, `**` any number of folders. As in a search of
 * folders, none of them matches `node_modules`, or a hidden name unless its dot is written.
 */
export function expandPattern(pattern: string): string[] {
  const slashed = sep === '\\' ? pattern.replaceAll('\\', '/') : pattern;
  const base = /^(?:[^*?]*\/)?/.exec(slashed)?.[0] ?? '';
  const segments = slashed.slice(base.length).split('/');
  const found = segments.reduce(
    (places, segment, at) => [...new Set(places.flatMap((place) => step(place, segment, at === segments.length - 1)))],
    [base],
  );
  return found.map((place) => (place === '' ? '.' : place)).sort();
}

/** The places of one more segment. A place ends with a slash, unless it is the last. */
function step(place: string, segment: string, isLast: boolean): string[] {
  // A folder is searched with all below it.
  if (segment === '' || (segment === '**' && isLast)) return [place];
  const entries = entriesOf(place);
  if (segment === '**') {
    // Links could lead round in a circle.
    const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
    return [place, ...folders.flatMap(({ name }) => step(`${place}${name}/`, segment, isLast))];
  }
  const source = segment
    .replaceAll(/[\\^$.+()[\]{}|]/g, '\\$&')
    .replaceAll(/\*+/g, '.*')
    .replaceAll('?', '.');
  const wanted = new RegExp(`^${source}$`, 'su');
  return entries
    .filter((entry) => wanted.test(entry.name) && (!entry.name.startsWith('.') || segment.startsWith('.')) && (isLast || !entry.isFile()))
    .map(({ name }) => (isLast ? `${place}${name}` : `${place}${name}/`));
}

function entriesOf(place: string): Dirent[] {
  try {
    return readdirSync(place === '' ? '.' : place, { withFileTypes: true }).filter(({ name }) => name !== 'node_modules');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(systemErrorCode(error))) return [];
    throw error;
  }
}
