import { isUtf8 } from 'node:buffer';
import type { Exchange } from '../../contracts/judge/exchange.js';
import { EntryError } from '../har/from-entry.js';
import type { Observation } from '../observation.js';
import { ReadError } from '../read-error.js';
import type { Chunks } from './chunks.js';
import { itemNames, type InputFormat } from './format.js';
import { ListError, type Item } from './list-splitter.js';

/** Cuts a text into items while it arrives. */
interface Splitter {
  push(chunk: Buffer, give: (item: Item) => void): void;
  end(give: (item: Item) => void): void;
}

/**
 * Reads items one after the other, and gives at once what each part of the text held.
 * @param read makes an exchange of the JSON of an item. @throws ReadError at the first item that cannot be read, after those before it.
 */
export async function* readItems(
  name: string,
  format: InputFormat,
  splitter: Splitter,
  chunks: Chunks,
  read: (value: unknown, index: number) => Exchange,
): AsyncGenerator<readonly Observation[]> {
  let index = 0;
  let batch: Observation[] = [];
  let broken: ReadError | undefined;
  const give = (item: Item): void => {
    batch.push(observe(name, format, item, index, read));
    index += 1;
  };
  const attempt = (cut: () => void): readonly Observation[] => {
    batch = [];
    try {
      cut();
    } catch (error) {
      if (!(error instanceof ListError || error instanceof ReadError)) throw error;
      broken = error instanceof ListError ? listError(name, format, index, error) : error;
    }
    return batch;
  };
  for await (const chunk of chunks) {
    yield attempt(() => {
      splitter.push(chunk, give);
    });
    if (broken !== undefined) throw broken;
  }
  yield attempt(() => {
    splitter.end(give);
  });
  if (broken !== undefined) throw broken;
}

function observe(
  name: string,
  format: InputFormat,
  item: Item,
  index: number,
  read: (value: unknown, index: number) => Exchange,
): Observation {
  const exchange = readItem(name, format, item, index, read);
  const description = exchange.source?.description ?? `${shortMethod(exchange.request.method)}, ${itemNames[format]} ${String(index + 1)}`;
  const source = { file: name, index, description, line: item.line };
  const { request, response, failure } = exchange;
  return {
    kind: 'observed',
    exchange: response === undefined ? { request, failure: failure ?? 'NO_RESPONSE', source } : { request, response, source },
  };
}

function readItem(
  name: string,
  format: InputFormat,
  item: Item,
  index: number,
  read: (value: unknown, index: number) => Exchange,
): Exchange {
  const place = `${itemNames[format]} ${String(index + 1)}${format === 'ndjson' ? '' : ` (line ${String(item.line)})`}`;
  if (!isUtf8(item.bytes)) throw new ReadError(name, `${place}: not UTF-8. Save it as UTF-8.`);
  let value: unknown;
  try {
    value = JSON.parse(item.bytes.toString('utf8'));
  } catch {
    throw new ReadError(name, `${place}: not valid JSON.`);
  }
  try {
    return read(value, index);
  } catch (error) {
    throw error instanceof EntryError ? new ReadError(name, `${place}: ${error.message}.`) : error;
  }
}

function listError(name: string, format: InputFormat, index: number, { reason, line }: ListError): ReadError {
  return new ReadError(name, `${itemNames[format]} ${String(index + 1)} (line ${String(line)}): ${reason}.`);
}

/** A method as traffic has it, unless it is no word at all. */
function shortMethod(method: string): string {
  return /^[A-Za-z]{1,20}$/.test(method) ? method : 'a strange method';
}
