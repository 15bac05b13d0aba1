import { addToGroup } from '../../contracts/group-by.js';
import type { RecordedDefinition } from '../traffic/recording.js';

/** An exchange of a session, redacted, and where it belongs. */
export interface Entry {
  /** The folder: the name of its operation. */
  readonly operation: string;
  /** What happened, in a few words. */
  readonly name: string;
  readonly definition: RecordedDefinition;
  /** When it took place, in milliseconds since 1970. */
  readonly moment: number;
  /** The definition as it stands in its file: it is scanned, and written, more than once. */
  readonly text: string;
}

/** What stands between a read and its update: the path of the assignment, in one API version. */
type Reads = Map<string, Entry[]>;

/**
 * Groups exchanges into files, each named after what happened to an update, such as `update-…/200-group-target.json`. Reads of an assignment stand
 * with the update that they surround: those before it until there is one, and all that follow. Reads without an update have a file of their own.
 * @param entries in the order of their moments, in which they stand in each file too.
 */
export function groupExchanges(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const files = new Map<string, Entry[]>();
  const waiting: Reads = new Map();
  const fileOf = new Map<string, string>();
  for (const entry of entries) {
    const { path } = entry.definition;
    const method = entry.definition.method.toUpperCase();
    const known = fileOf.get(path);
    if (method === 'GET' && known === undefined) {
      addToGroup(waiting, path, entry);
      continue;
    }
    const file = method === 'GET' && known !== undefined ? known : nameOfFile(entry);
    fileOf.set(path, file);
    for (const read of waiting.get(path) ?? []) addToGroup(files, file, read);
    waiting.delete(path);
    addToGroup(files, file, entry);
  }
  for (const read of [...waiting.values()].flat()) addToGroup(files, nameOfFile(read), read);
  return new Map([...files].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function nameOfFile({ operation, name }: Entry): string {
  return `${operation}/${name}.json`;
}
