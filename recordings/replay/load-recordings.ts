import { readFileSync } from 'node:fs';
import { givenFiles } from '../traffic/input/list-files.js';
import { refuseDevice } from '../traffic/input/chunks.js';
import { resemblesDefinition } from '../traffic/from-definition.js';
import { placeOfJsonError } from '../files/json-error-place.js';
import { ReadError } from '../traffic/read-error.js';
import { systemErrorCode } from '../files/system-error.js';
import { recordedExchanges, type RecordedExchange } from './recorded-exchange.js';

/**
 * Reads all recordings in the given files and folders. Files of other kinds are skipped in a folder.
 * @throws ReadError if a file cannot be read, or one that is named itself is not a recording.
 */
export function loadRecordings(paths: readonly string[]): RecordedExchange[] {
  const files = givenFiles(paths, (error) => {
    throw error;
  });
  return [...files.values()].flatMap(({ file, wasFound }) => loadFile(file, wasFound));
}

function loadFile(file: string, wasFound: boolean): RecordedExchange[] {
  const value = parse(file);
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  const wrong = items.findIndex((item) => !resemblesDefinition(item));
  if (items.length > 0 && wrong === -1) return recordedExchanges(file, items);
  // A list that has a definition is a broken recording; other lists are of another kind.
  if (items.some(resemblesDefinition)) throw new ReadError(file, `definition ${wrong + 1}: not an object with "scope" and "path".`);
  if (wasFound) return [];
  throw new ReadError(
    file,
    'not a recording, which is a list of nock definitions. "graph-contracts record --from" makes recordings from other traffic.',
  );
}

function parse(file: string): unknown {
  let text: string;
  try {
    refuseDevice(file, file);
    // Editors may add a byte order mark.
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof ReadError) throw error;
    throw new ReadError(file, `it cannot be read (${systemErrorCode(error)}).`);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ReadError(file, `not valid JSON${placeOfJsonError(text)}.`);
  }
}
