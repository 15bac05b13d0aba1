import { fromEntry } from './har/from-entry.js';
import { chunksOf, firstPart, readWhole, standardInput, withFirst, type Chunks } from './input/chunks.js';
import { detectFormat } from './input/detect-format.js';
import type { InputFormat } from './input/format.js';
import { LineSplitter } from './input/line-splitter.js';
import { ListSplitter } from './input/list-splitter.js';
import { readItems } from './input/read-items.js';
import { placeOfJsonError } from './json-place.js';
import { fromLine } from './ndjson/from-line.js';
import { fromDefinition } from './nock/from-definition.js';
import type { Observation } from './observation.js';
import { isPactFile, readPact } from './pact/read-pact.js';
import { ReadError, UnknownFormat } from './read-error.js';

/** The largest text that is read whole, in bytes: a pact cannot be read in pieces. */
const largestWhole = 256 * 1024 * 1024;

/** The largest text that is read whole only to say what is wrong with it. */
const largestStrange = 16 * 1024 * 1024;

/**
 * Reads a file, or standard input for `-`, and gives what it holds piece by piece, so that it need not fit into memory.
 * @param format the format, where it should not be told by the content.
 * @throws ReadError, after what could be read, where it cannot be read on. UnknownFormat when it holds JSON of another kind.
 */
export async function* readInput(file: string, format?: InputFormat): AsyncGenerator<readonly Observation[]> {
  const name = file === standardInput ? 'standard input' : file;
  const chunks = chunksOf(file, name);
  const first = await firstPart(chunks);
  if (first === undefined) throw new ReadError(name, 'the file is empty.');
  const known = format ?? detectFormat(first.toString('utf8'));
  const all = withFirst(first, chunks);
  switch (known) {
    case 'har':
      yield* readItems(name, 'har', new ListSplitter(['log', 'entries']), all, (value) => fromEntry(value));
      break;
    case 'nock':
      yield* readItems(name, 'nock', new ListSplitter([]), all, (value, index) => fromDefinition(name, index, value));
      break;
    case 'ndjson':
      yield* readItems(name, 'ndjson', new LineSplitter(), all, (value) => fromLine(value));
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

async function* readWholePact(name: string, chunks: Chunks): AsyncGenerator<readonly Observation[]> {
  const text = await readWhole(name, chunks, largestWhole);
  const pact = parse(name, text);
  if (!isPactFile(pact)) throw new ReadError(name, 'it is no pact: it lacks a consumer, a provider, or interactions.');
  for (const exchange of readPact(name, pact, text)) yield [{ kind: 'expected', exchange }];
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
