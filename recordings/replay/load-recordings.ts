import { readFileSync } from 'node:fs';
import { givenFiles } from '../traffic/given-files.js';
import { refuseDevice } from '../traffic/chunks.js';
import { isNockFile } from '../traffic/nock/from-definition.js';
import { placeOfJsonError } from '../traffic/json-error-place.js';
import { ReadError } from '../traffic/read-error.js';
import { systemErrorCode } from '../files/system-error.js';
import { recordedExchanges, type RecordedExchange } from './recorded-exchange.js';

/**
 * Reads all recordings in the given files and folders. A file of another kind is skipped in a folder, and an error if it is named itself.
 * @throws ReadError when a file cannot be read, or is no recording.
 */
export function loadRecordings(paths: readonly string[]): RecordedExchange[] {
  const files = givenFiles(paths, (error) => {
    throw error;
  });
  return [...files.values()].flatMap(({ file, wasFound }) => readRecording(file, wasFound));
}

function readRecording(file: string, wasFound: boolean): RecordedExchange[] {
  const value = parse(file);
  if (isNockFile(value)) return recordedExchanges(file, value);
  const wrong = Array.isArray(value) ? value.findIndex((item: unknown) => !isNockFile([item])) : 0;
  // A list that begins with definitions is a broken recording; with something else at its head it is of another kind.
  if (wrong > 0) throw new ReadError(file, `definition ${wrong + 1}: not an object with "scope" and "path".`);
  if (wasFound) return [];
  throw new ReadError(file, 'no recording: it is no list of nock definitions. "graph-contracts record --from" makes one of other traffic.');
}

function parse(file: string): unknown {
  let text: string;
  try {
    refuseDevice(file, file);
    // An editor may have put a byte order mark there.
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
