import { readFileSync } from 'node:fs';
import { givenFiles } from '../given-files.js';
import { isNockFile } from '../nock/from-definition.js';
import { placeOfJsonError } from '../json-place.js';
import { ReadError } from '../read-error.js';
import { systemErrorCode } from '../system-error.js';
import { cutRecording } from './cut-recording.js';
import { recordedExchanges, type RecordedExchange } from './recorded-exchange.js';

/** Exchanges that follow each other in a file, or none. */
export interface LoadedPiece {
  readonly exchanges: readonly RecordedExchange[];
  /** Nothing that is still to be read was recorded before this moment (see `RecordedExchange.moment`); -Infinity as long as nobody knows. */
  readonly earliestToCome: number;
}

/**
 * Reads all recordings that the paths stand for: files, and folders with all below them. They come piece by piece, so that the first can answer while
 * the last are still to be read.
 * A file of another kind is passed over in a folder, and is a mistake where it is named.
 * @throws ReadError when a file cannot be read, or is no recording.
 */
export function* loadRecordings(paths: readonly string[]): Generator<LoadedPiece> {
  const files = givenFiles(paths, (error) => {
    throw error;
  });
  let left = files.size;
  for (const { file, wasFound } of files.values()) {
    left -= 1;
    let earliestToCome = -Infinity;
    for (const exchanges of readRecording(file, wasFound)) {
      // Within a file the order is known. One that is read later may hold what was recorded before.
      if (left === 0) earliestToCome = exchanges.at(-1)?.moment ?? earliestToCome;
      yield { exchanges, earliestToCome };
    }
  }
}

function* readRecording(file: string, wasFound: boolean): Generator<readonly RecordedExchange[]> {
  const given = yield* cutRecording(file);
  if (given === 'all') return;
  // Short files, and those that are not what they seem: what is wrong with them is told best by who sees all of it.
  const all = readWhole(file, wasFound, given);
  if (all.length < given) throw noDefinition(file, given);
  yield all.slice(given);
}

/** @param given how many of its definitions are known to be whole. */
function readWhole(file: string, wasFound: boolean, given: number): RecordedExchange[] {
  const value = parse(file, given);
  if (isNockFile(value)) return recordedExchanges(file, value);
  if (wasFound) return [];
  const wrong = Array.isArray(value) ? value.findIndex((item: unknown) => !isNockFile([item])) : 0;
  // With something else at its head it is a list of other things.
  if (wrong > 0) throw noDefinition(file, wrong);
  throw new ReadError(file, 'no recording: it is no list of nock definitions. "graph-contracts record --from" makes one of other traffic.');
}

/** @param index of the first that is none. */
function noDefinition(file: string, index: number): ReadError {
  return new ReadError(file, `definition ${String(index + 1)}: not an object with "scope" and "path".`);
}

function parse(file: string, given: number): unknown {
  let text: string;
  try {
    // An editor may have put a byte order mark there.
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new ReadError(file, `it cannot be read (${systemErrorCode(error)}).`);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const known = given === 0 ? '' : ` (behind definition ${String(given)})`;
    throw new ReadError(file, `not valid JSON${placeOfJsonError(text) || known}.`);
  }
}
