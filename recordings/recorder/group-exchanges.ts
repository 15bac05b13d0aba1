import { addToGroup } from '../../contracts/group-by.js';
import type { RecordedDefinition } from '../traffic/recording.js';

/** A redacted exchange of a session. */
export interface Entry {
  /** The name of its operation, which is that of its folder. */
  readonly operation: string;
  /** Its outcome, from `nameExchange`. */
  readonly name: string;
  readonly definition: RecordedDefinition;
  /** When it took place, in milliseconds since 1970. */
  readonly time: number;
  /** The text of the definition in its file. Kept, since it is scanned and written more than once. */
  readonly text: string;
}

/**
 * Groups exchanges into files, each named after the outcome of an update, such as `update-…/200-group-target.json`.
 * Reads go into the file of the preceding update of their assignment, or else of the next one. Without any update, they have a file of their own.
 * @param entries in the order of time, which each file keeps.
 */
export function groupExchanges(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const files = new Map<string, Entry[]>();
  /** Reads before the first update of their path. */
  const waiting = new Map<string, Entry[]>();
  const fileOf = new Map<string, string>();
  for (const entry of entries) {
    const { path, method } = entry.definition;
    const file = method.toUpperCase() === 'GET' ? fileOf.get(path) : nameOfFile(entry);
    if (file === undefined) {
      addToGroup(waiting, path, entry);
      continue;
    }
    fileOf.set(path, file);
    for (const read of waiting.get(path) ?? []) addToGroup(files, file, read);
    waiting.delete(path);
    addToGroup(files, file, entry);
  }
  for (const read of [...waiting.values()].flat()) addToGroup(files, nameOfFile(read), read);
  return new Map([...files].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Below the folder. */
export function nameOfFile({ operation, name }: Entry): string {
  return `${operation}/${name}.json`;
}
