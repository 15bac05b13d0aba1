import { isBatchUrl } from './batch.js';
import { chunksOf, firstPart, notUtf8, readWhole, standardInput, upTo, withFirst, type Chunks, type ReadWatcher } from './chunks.js';
import { areSpread, detectFormat, formatOfValue } from './detect-format.js';
import { textNames, type InputFormat } from './format.js';
import { LineSplitter } from './line-splitter.js';
import { ListSplitter } from './list-splitter.js';
import { cutItems } from './cut-items.js';
import type { PactPart, Part } from './part.js';
import { readPart } from './read-part.js';
import { matchOperation } from '../../contracts/judge/match-operation.js';
import { Unpacker } from './decode-body.js';
import { placeOfJsonError } from './json-error-place.js';
import type { Observation } from './observation.js';
import { PactCutter } from './pact/pact-cutter.js';
import { ReadError, UnknownFormat } from './read-error.js';
import { utf16Text } from './utf-16.js';
import { Unreadable } from './unreadable.js';

/** The largest pact, in bytes: its text has to fit into memory. */
const largestPact = 1024 * 1024 * 1024;

/** The largest text that is read whole only to say what is wrong with it, in bytes. */
const largestStrange = 16 * 1024 * 1024;

/** The largest file of another kind in a folder that is searched strictly, in bytes. */
const largestOther = 64 * 1024 * 1024;

/**
 * Reads a file, or standard input for `-`, and gives what it holds piece by piece, so that it need not fit into memory.
 * @throws ReadError, after all that could be read, when something could not. UnknownFormat when it holds JSON of another kind.
 */
export async function* readInput(file: string, options?: InputOptions): AsyncGenerator<readonly Observation[]> {
  for await (const { observations } of readParts(file, options)) yield observations;
}

/** A part of an input, and the observations in it. */
interface ObservationsOfPart {
  readonly part: Part;
  readonly observations: readonly Observation[];
}

/** As `readInput`, with the part that holds the observations. @param watcher is told how many bytes were read. */
export async function* readParts(file: string, options?: InputOptions, watcher?: ReadWatcher): AsyncGenerator<ObservationsOfPart> {
  const unreadable = new Unreadable();
  // What is of no operation of ours is not judged, and need not be unpacked.
  const unpacker = new Unpacker((url) => matchOperation(url) !== undefined || isBatchUrl(url));
  let end: ReadError | undefined;
  try {
    for await (const part of cutInput(file, options, watcher)) {
      const { observations, unreadable: reasons } = readPart(part, unpacker);
      yield { part, observations };
      unreadable.add(reasons);
    }
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    end = error;
  }
  unreadable.assertNone(nameOf(file), end);
}

/** How an input is to be read. */
export interface InputOptions {
  /** The format, where it should not be told by the content. */
  readonly format?: InputFormat | undefined;
  /** Whether it was found in a folder rather than named: then it may be a file of anybody, and is read only if it is clearly one of ours. */
  readonly wasFound?: boolean;
  /** Whether a found file of no known format must be readable JSON: anything else could hide traffic. */
  readonly strict?: boolean;
}

async function* cutInput(file: string, options: InputOptions = {}, watcher?: ReadWatcher): AsyncGenerator<Part> {
  const name = nameOf(file);
  const chunks = chunksOf(file, name, watcher);
  try {
    yield* cutChunks(name, options, chunks);
  } finally {
    // A file whose beginning says enough is not read to its end, and would stay open.
    await chunks.return(undefined);
  }
}

async function* cutChunks(
  name: string,
  { format: given, wasFound = false, strict = false }: InputOptions,
  chunks: AsyncGenerator<Buffer>,
): AsyncGenerator<Part> {
  const first = await firstPart(chunks, name);
  if (first === undefined) throw new ReadError(name, 'the file is empty.');
  const all = withFirst(first, chunks);
  const format = given ?? formatOf(name, first, wasFound);
  if (format !== undefined || !wasFound || strict) refusePacked(name, first);
  switch (format) {
    case 'har':
    case 'nock':
      yield* cutItems(name, format, new ListSplitter(format === 'har' ? ['log', 'entries'] : []), all);
      break;
    case 'ndjson':
      if (areSpread(first.toString('utf8')))
        throw new ReadError(name, 'its exchanges stand over several lines. Write each on one line, as NDJSON has it.');
      yield* cutItems(name, format, new LineSplitter(), all);
      break;
    case 'pact':
      yield* cutPact(name, all);
      break;
    case undefined:
      if (wasFound) throw strict ? await hiddenFile(name, all) : unknownFormat(name);
      throw strangeFile(name, await readWhole(name, all, largestStrange));
    default:
      format satisfies never;
  }
}

/** Whether a file is clearly of one of the formats, by its beginning. @throws ReadError when it cannot be read. */
export async function isTraffic(file: string): Promise<boolean> {
  const chunks = chunksOf(file, nameOf(file));
  try {
    const first = await firstPart(chunks, nameOf(file));
    return first !== undefined && detectFormat(first.toString('utf8'))?.isSure === true;
  } finally {
    await chunks.return(undefined);
  }
}

/** @throws ReadError for a text of ours that is in UTF-16. */
function formatOf(name: string, first: Buffer, wasFound: boolean): InputFormat | undefined {
  const utf16 = utf16Text(first);
  const detected = detectFormat(utf16 ?? first.toString('utf8'));
  if (detected?.isAmbiguous)
    throw new ReadError(name, 'it could be of two formats, and only one of them would be judged. Say which with --input.');
  const isOurs = detected !== undefined && (detected.isSure || !wasFound);
  const format = isOurs ? detected.format : formatOfName(name, utf16 ?? first.toString('utf8'), wasFound);
  if (utf16 !== undefined && format !== undefined) throw notUtf8(name);
  return format;
}

/** By the ending of the name: a HAR in any case; NDJSON if the user named the file, and its first line cannot be read. */
function formatOfName(name: string, text: string, wasFound: boolean): InputFormat | undefined {
  const lower = name.toLowerCase();
  if (lower.endsWith('.har')) return 'har';
  return !wasFound && /\.(?:ndjson|jsonl)$/.test(lower) && !isJson(text.split('\n', 1)[0] ?? '') ? 'ndjson' : undefined;
}

/** @throws ReadError for what tools pack their captures into: in one of our formats it could not begin so. */
function refusePacked(name: string, first: Buffer): void {
  const packed = first.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b]))
    ? 'gzip'
    : first.subarray(0, 4).toString('latin1') === 'PK\x03\x04'
      ? 'ZIP'
      : undefined;
  if (packed !== undefined) throw new ReadError(name, `it is packed (${packed}). Unpack it, and give what it holds.`);
}

function nameOf(file: string): string {
  return file === standardInput ? 'standard input' : file;
}

async function* cutPact(name: string, chunks: Chunks): AsyncGenerator<PactPart> {
  const cutter = new PactCutter(name);
  for await (const chunk of upTo(largestPact, name, chunks)) cutter.push(Buffer.from(chunk));
  yield* cutter.end();
}

/** Says why a text of no known format cannot be read: it is no JSON, or JSON of another kind, perhaps on each line. */
function strangeFile(name: string, text: string): ReadError {
  if (parsed(text) !== undefined) return unknownFormat(name);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.every((line) => parsed(line) !== undefined)
    ? unknownFormat(name)
    : new ReadError(name, `not valid JSON${placeOfJsonError(text)}.`);
}

/** As `strangeFile`, of one that was found: JSON whose format shows only behind its beginning is no JSON of another kind. */
async function hiddenFile(name: string, chunks: Chunks): Promise<ReadError> {
  const text = await readWhole(name, chunks, largestOther);
  const value = parsed(text);
  if (value === undefined) return strangeFile(name, text);
  const format = formatOfValue(value);
  if (format === undefined) return unknownFormat(name);
  return new ReadError(name, `its format (${textNames[format]}) shows only behind its beginning. Name the file, with --input ${format}.`);
}

function unknownFormat(name: string): UnknownFormat {
  return new UnknownFormat(name, 'none of the formats that can be judged: a pact, a HAR, a nock recording, NDJSON of exchanges.');
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
