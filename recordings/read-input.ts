import { chunksOf, firstPart, readWhole, standardInput, upTo, withFirst, type Chunks, type ReadWatcher } from './input/chunks.js';
import { detectFormat } from './input/detect-format.js';
import type { InputFormat } from './input/format.js';
import { LineSplitter } from './input/line-splitter.js';
import { ListSplitter } from './input/list-splitter.js';
import { cutItems } from './input/cut-items.js';
import type { ObservedPart, PactPart, Part } from './input/part.js';
import { readPart } from './input/read-part.js';
import { placeOfJsonError } from './json-place.js';
import type { Observation } from './observation.js';
import { PactCutter } from './pact/pact-cutter.js';
import { ReadError, UnknownFormat } from './read-error.js';
import { Unreadable } from './unreadable.js';

/** The largest pact, in bytes: its text has to fit into memory. */
const largestPact = 1024 * 1024 * 1024;

/** The largest text that is read whole only to say what is wrong with it. */
const largestStrange = 16 * 1024 * 1024;

/**
 * Reads a file, or standard input for `-`, and gives what it holds piece by piece, so that it need not fit into memory.
 * @param format the format, where it should not be told by the content.
 * @throws ReadError, after all that could be read, when something could not. UnknownFormat when it holds JSON of another kind.
 */
export async function* readInput(file: string, format?: InputFormat): AsyncGenerator<readonly Observation[]> {
  const unreadable = new Unreadable();
  let end: ReadError | undefined;
  try {
    for await (const part of cutInput(file, format)) {
      const { observations, unreadable: reasons } = readPart(part);
      yield observations;
      unreadable.add(reasons);
    }
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    end = error;
  }
  unreadable.assertNone(nameOf(file), end);
}

/**
 * As `readInput`, and leaves it to the caller to read the parts, in whichever thread.
 * @param watcher is told how much was read.
 */
export async function* cutInput(file: string, format?: InputFormat, watcher?: ReadWatcher): AsyncGenerator<Part> {
  const name = nameOf(file);
  const chunks = chunksOf(file, name, watcher);
  const first = await firstPart(chunks);
  if (first === undefined) throw new ReadError(name, 'the file is empty.');
  const known = format ?? detectFormat(first.toString('utf8'));
  const all = withFirst(first, chunks);
  switch (known) {
    case 'har':
    case 'nock':
    case 'ndjson':
      yield* cutItems(name, known, splitterOf(known), all);
      break;
    case 'pact':
      yield* cutPact(name, all);
      break;
    case undefined:
      throw await strangeFile(name, all);
    default:
      known satisfies never;
  }
}

function nameOf(file: string): string {
  return file === standardInput ? 'standard input' : file;
}

function splitterOf(format: ObservedPart['format']): ListSplitter | LineSplitter {
  if (format === 'ndjson') return new LineSplitter();
  return new ListSplitter(format === 'har' ? ['log', 'entries'] : []);
}

async function* cutPact(name: string, chunks: Chunks): AsyncGenerator<PactPart> {
  const cutter = new PactCutter(name);
  for await (const chunk of upTo(largestPact, name, chunks)) cutter.push(Buffer.from(chunk));
  yield* cutter.end();
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
