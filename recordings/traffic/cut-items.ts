import { ReadError } from './read-error.js';
import type { Chunks } from './chunks.js';
import { itemNames, textNames } from './format.js';
import { ListError, NoList, type Item } from './list-splitter.js';
import type { ObservedPart } from './part.js';

/** Cuts a text into items while it arrives. */
interface Splitter {
  push(chunk: Buffer, give: (item: Item) => void): void;
  end(give: (item: Item) => void): void;
}

/** Cuts a text into items, and gives at once those that each piece of it held. @throws ReadError where it cannot be cut, after the items before that. */
export async function* cutItems(
  name: string,
  format: ObservedPart['format'],
  splitter: Splitter,
  chunks: Chunks,
): AsyncGenerator<ObservedPart> {
  let first = 0;
  let items: Item[] = [];
  let broken: ListError | undefined;
  const give = (item: Item): void => {
    items.push(item);
  };
  const attempt = (cut: () => void): ObservedPart => {
    items = [];
    try {
      cut();
    } catch (error) {
      if (!(error instanceof ListError)) throw error;
      broken = error;
    }
    const part = { name, format, first, items };
    first += items.length;
    return part;
  };
  for await (const chunk of chunks) {
    yield attempt(() => {
      splitter.push(chunk, give);
    });
    if (broken !== undefined) throw listError(name, format, first, broken);
  }
  yield attempt(() => {
    splitter.end(give);
  });
  if (broken !== undefined) throw listError(name, format, first, broken);
}

function listError(name: string, format: ObservedPart['format'], index: number, error: ListError): ReadError {
  const { reason, line } = error;
  if (error instanceof NoList) return new ReadError(name, `it is no ${textNames[format]}: ${reason}.`);
  return new ReadError(name, `${itemNames[format]} ${index + 1} (line ${line}): ${reason}.`);
}
