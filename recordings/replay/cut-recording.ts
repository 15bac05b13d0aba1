import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { ListError, ListSplitter, type Item } from '../input/list-splitter.js';
import { isNockFile } from '../nock/from-definition.js';
import { ReadError } from '../read-error.js';
import { systemErrorCode } from '../system-error.js';
import { recordedExchanges, type RecordedExchange } from './recorded-exchange.js';

/** How much is read at a time, in bytes: some ten exchanges, so that nobody waits long for his turn. */
const pieceSize = 16 * 1024;

/**
 * Cuts a long recording into its definitions, and gives those of each piece as they are read.
 * @returns `all`; or how many were given before there came something that is no list of definitions. A short file is not cut, and gives none.
 * @throws ReadError when the file cannot be read, or a definition is wrong.
 */
export function* cutRecording(file: string): Generator<readonly RecordedExchange[], 'all' | number> {
  if (!isLong(file)) return 0;
  const splitter = new ListSplitter([]);
  let given = 0;
  let isBegun = false;
  let last: RecordedExchange | undefined;
  for (const piece of piecesOf(file)) {
    if (!isBegun && !/^\s*\[/.test(piece.toString('latin1', 0, 100))) return 0;
    isBegun = true;
    const definitions = definitionsIn(piece, splitter);
    if (definitions === undefined) return given;
    const exchanges = recordedExchanges(file, definitions, last);
    given += exchanges.length;
    last = exchanges.at(-1) ?? last;
    yield exchanges;
  }
  return hasEnded(splitter) ? 'all' : given;
}

/** False for a pipe too, which can be read but once. */
function isLong(file: string): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  return found?.isFile() === true && found.size > pieceSize;
}

/** The definitions that a piece ends; undefined when it holds something else. */
function definitionsIn(piece: Buffer, splitter: ListSplitter): unknown[] | undefined {
  const definitions: unknown[] = [];
  try {
    splitter.push(piece, ({ bytes }: Item) => {
      definitions.push(JSON.parse((bytes as Buffer).toString('utf8')));
    });
  } catch (error) {
    if (error instanceof ListError || error instanceof SyntaxError) return undefined;
    throw error;
  }
  return definitions.length === 0 || isNockFile(definitions) ? definitions : undefined;
}

function hasEnded(splitter: ListSplitter): boolean {
  try {
    splitter.end();
    return true;
  } catch {
    return false;
  }
}

/** One buffer for all: each piece is there until the next one is asked for. */
function* piecesOf(file: string): Generator<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(pieceSize);
  let handle: number | undefined;
  try {
    handle = openSync(file, 'r');
    for (let size = readSync(handle, buffer); size > 0; size = readSync(handle, buffer)) yield buffer.subarray(0, size);
  } catch (error) {
    throw new ReadError(file, `it cannot be read (${systemErrorCode(error)}).`);
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
