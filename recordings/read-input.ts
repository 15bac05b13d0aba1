import { chunksOf, firstPart, readWhole, standardInput, withFirst, type Chunks, type ReadWatcher } from './input/chunks.js';
import { detectFormat } from './input/detect-format.js';
import type { InputFormat } from './input/format.js';
import { LineSplitter } from './input/line-splitter.js';
import { ListSplitter } from './input/list-splitter.js';
import { cutItems } from './input/cut-items.js';
import type { Part } from './input/part.js';
import { readPart } from './input/read-part.js';
import { placeOfJsonError } from './json-place.js';
import type { Observation } from './observation.js';
import { isPactFile, readPact } from './pact/read-pact.js';
import { ReadError, UnknownFormat } from './read-error.js';

/** The largest text that is read whole, in bytes: a pact cannot be read in pieces. */
const largestWhole = 256 * 1024 * 1024;

/** The largest text that is read whole only to say what is wrong with it. */
const largestStrange = 16 * 1024 * 1024;

/** Some of what an input holds: read already, or a part that `readPart` reads, in whichever thread. */
export type Piece = { readonly observations: readonly Observation[] } | { readonly part: Part };

/**
 * Reads a file, or standard input for `-`, and gives what it holds piece by piece, so that it need not fit into memory.
 * @param format the format, where it should not be told by the content.
 * @param watcher is told how much was read.
 * @throws ReadError, after what could be read, where it cannot be read on. UnknownFormat when it holds JSON of another kind.
 */
export async function* readInput(file: string, format?: InputFormat, watcher?: ReadWatcher): AsyncGenerator<readonly Observation[]> {
  for await (const piece of readPieces(file, format, watcher)) {
    const { observations, broken } = 'part' in piece ? readPart(piece.part) : { ...piece, broken: undefined };
    yield observations;
    if (broken !== undefined) throw broken;
  }
}

/** As `readInput`, and leaves to the caller to read the items of long inputs. */
export async function* readPieces(file: string, format?: InputFormat, watcher?: ReadWatcher): AsyncGenerator<Piece> {
  const name = file === standardInput ? 'standard input' : file;
  const chunks = chunksOf(file, name, watcher);
  const first = await firstPart(chunks);
  if (first === undefined) throw new ReadError(name, 'the file is empty.');
  const known = format ?? detectFormat(first.toString('utf8'));
  const all = withFirst(first, chunks);
  switch (known) {
    case 'har':
    case 'nock':
    case 'ndjson':
      for await (const part of cutItems(name, known, splitterOf(known), all)) yield { part };
      break;
    case 'pact':
      yield* readWholePact(name, all);
      break;
    case undefined:
      throw await strangeFile(name, all);
    default:
      known satisfies never;
  }
}

function splitterOf(format: Part['format']): ListSplitter | LineSplitter {
  if (format === 'ndjson') return new LineSplitter();
  return new ListSplitter(format === 'har' ? ['log', 'entries'] : []);
}

/** How many interactions are given at once. */
const interactionsAtOnce = 1_000;

async function* readWholePact(name: string, chunks: Chunks): AsyncGenerator<Piece> {
  const text = await readWhole(name, chunks, largestWhole);
  const pact = parse(name, text);
  if (!isPactFile(pact)) throw new ReadError(name, 'it is no pact: it lacks a consumer, a provider, or interactions.');
  let observations: Observation[] = [];
  for (const exchange of readPact(name, pact, text)) {
    observations.push({ kind: 'expected', exchange });
    if (observations.length < interactionsAtOnce) continue;
    yield { observations };
    observations = [];
  }
  yield { observations };
}

/** Says why a text of no known format cannot be read: it is no JSON, or JSON of another kind. */
async function strangeFile(name: string, chunks: Chunks): Promise<ReadError> {
  parse(name, await readWhole(name, chunks, largestStrange));
  return new UnknownFormat(name, 'none of the formats that can be judged: a pact, a HAR, a nock recording, NDJSON of exchanges.');
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ReadError(name, `not valid JSON${placeOfJsonError(text)}.`);
  }
}
