/* eslint-disable @typescript-eslint/no-require-imports -- Loaded for the inputs that need it. esbuild bundles required modules. */
import type { Finding } from '../../../contracts/judge/finding.js';
import { matchOperation } from '../../../contracts/judge/match-operation.js';
import { isBatchUrl } from '../batch.js';
import {
  chunksOf,
  firstPart,
  isRegularFile,
  notUtf8,
  readAllChunks,
  standardInput,
  textOf,
  utf16Text,
  withFirst,
  type Chunks,
  type ReadWatcher,
} from './chunks.js';
import { Unpacker } from '../decode-body.js';
import { areSpread, detectFormat, formatOfValue, isDefinition } from './detect-format.js';
import { itemNames, textNames, type InputFormat } from './format.js';
import type { Part, Splitter } from './item.js';
import { placeOfJsonError } from '../../files/json-error-place.js';
import { LineSplitter } from './line-splitter.js';
import { ListSplitter } from './list-splitter.js';
import { ReadError } from '../read-error.js';
import { readPart, type Observation } from './read-part.js';

export { standardInput, type ReadWatcher } from './chunks.js';
export type { Observation } from './read-part.js';

const lineFeed = 0x0a;

/** The largest pact, in bytes: it is held in memory. */
const largestPact = 1024 * 1024 * 1024;

/** The largest file of unknown format that is diagnosed, and the largest that a strict search reads, in bytes. */
const largestUnknown = 16 * 1024 * 1024;
const largestSearched = 64 * 1024 * 1024;

/** How many unreadable items are named; the others are counted. */
const mostNamed = 20;

export interface InputOptions {
  /** The format; detected unless given. */
  readonly format?: InputFormat | undefined;
  /** Whether the file was found in a folder rather than named: then it is read only if it is clearly of one of the formats. */
  readonly wasFound?: boolean;
  /** Whether a found file of no known format must be readable JSON, since any other could hide traffic. */
  readonly strict?: boolean;
}

/** Some observations of an input. */
export interface InputPart {
  readonly observations: readonly Observation[];
  /**
   * The line that each finding about an item is about. Call it before the next part is requested.
   * @param index that of the item, as in the source of its observation.
   */
  linesOf(index: number, findings: readonly Finding[]): readonly number[];
}

/**
 * Reads a file, or standard input for `-`, part by part, so that it need not fit into memory.
 * @throws ReadError after all that can be read, if something cannot.
 */
export async function* readInput(file: string, options: InputOptions = {}, watcher?: ReadWatcher): AsyncGenerator<InputPart> {
  const name = nameOf(file);
  // The bodies of other operations are not judged.
  const unpacker = new Unpacker((url) => matchOperation(url) !== undefined || isBatchUrl(url));
  const reasons: string[] = [];
  let unnamed = 0;
  let end: ReadError | undefined;
  const chunks = chunksOf(file, name, watcher);
  try {
    for await (const part of cut(file, name, options, chunks)) {
      const { observations, unreadable } = readPart(part, unpacker);
      yield {
        observations,
        linesOf(index, findings) {
          const item = part.items[index - part.first];
          if (item === undefined) return [];
          if (!item.bytes.includes(lineFeed)) return findings.map(() => item.line);
          const { linesOf } = require('./finding-lines.js') as typeof import('./finding-lines.js');
          return linesOf(part, item, findings);
        },
      };
      for (const reason of unreadable) {
        if (reasons.length < mostNamed) reasons.push(reason);
        else unnamed += 1;
      }
    }
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    end = error;
  } finally {
    // A file that is not read to its end would stay open.
    await chunks.return(undefined);
  }
  if (unnamed > 0) reasons.push(`${unnamed} more cannot be read.`);
  if (reasons.length > 0) throw new ReadError(name, [...reasons, ...(end?.reasons ?? [])]);
  if (end !== undefined) throw end;
}

function nameOf(file: string): string {
  return file === standardInput ? 'standard input' : file;
}

async function* cut(
  file: string,
  name: string,
  { format: given, wasFound = false, strict = false }: InputOptions,
  chunks: AsyncGenerator<Buffer>,
): AsyncGenerator<Part> {
  const first = await firstPart(chunks, name);
  if (first === undefined) throw new ReadError(name, 'the file is empty.');
  const all = withFirst(first, chunks);
  const format = given ?? formatOf(name, first, wasFound) ?? (await formatOfLongList(file, first));
  if (format !== undefined || !wasFound || strict) refusePacked(name, first);
  switch (format) {
    case 'har':
      yield* cutItems(name, format, new ListSplitter(['log', 'entries']), all);
      break;
    case 'nock':
      yield* cutItems(name, format, new ListSplitter([]), all);
      break;
    case 'ndjson':
      if (areSpread(first.toString('utf8'))) throw new ReadError(name, 'its exchanges span several lines. NDJSON needs each on one line.');
      yield* cutItems(name, format, new LineSplitter(), all);
      break;
    case 'pact': {
      const { cutPact } = require('./cut-pact.js') as typeof import('./cut-pact.js');
      yield* cutPact(name, await readAllChunks(name, all, largestPact));
      break;
    }
    case undefined:
      if (wasFound && !strict) throw unknownFormat(name);
      throw whyUnknown(name, textOf(name, await readAllChunks(name, all, wasFound ? largestSearched : largestUnknown)), wasFound);
    default:
      format satisfies never;
  }
}

/** Cuts a text into items, and yields at once those that each chunk ends. @throws ReadError where it cannot be cut, after the items before that. */
async function* cutItems(name: string, format: Exclude<InputFormat, 'pact'>, splitter: Splitter, chunks: Chunks): AsyncGenerator<Part> {
  let first = 0;
  const partOf = (items: Part['items']): Part => {
    const part = { name, format, version: '', first, items };
    first += items.length;
    return part;
  };
  for await (const chunk of chunks) {
    yield partOf(splitter.push(chunk));
    if (splitter.broken !== undefined) break;
  }
  yield partOf(splitter.end());
  if (splitter.broken === undefined) return;
  const { reason, line } = splitter.broken;
  if (line === undefined) throw new ReadError(name, `not a valid ${textNames[format]}: ${reason}.`);
  throw new ReadError(name, `${itemNames[format]} ${first + 1} (line ${line}): ${reason}.`);
}

/** Whether the beginning of a file shows clearly that it is of one of the formats. @throws ReadError when it cannot be read. */
export async function isTraffic(file: string): Promise<boolean> {
  const chunks = chunksOf(file, nameOf(file));
  try {
    const first = await firstPart(chunks, nameOf(file));
    return first !== undefined && detectFormat(first.toString('utf8'))?.isSure === true;
  } finally {
    await chunks.return(undefined);
  }
}

/** @throws ReadError for a text of one of the formats in UTF-16, and for an ambiguous one. */
function formatOf(name: string, first: Buffer, wasFound: boolean): InputFormat | undefined {
  const utf16 = utf16Text(first);
  const text = utf16 ?? first.toString('utf8');
  const detected = detectFormat(text);
  if (detected?.isAmbiguous)
    throw new ReadError(name, 'it could be of two formats, and only one of them would be judged. Say which with --input.');
  const isOurs = detected !== undefined && (detected.isSure || !wasFound);
  const format = isOurs ? detected.format : formatOfName(name, text, wasFound);
  if (utf16 !== undefined && format !== undefined) throw notUtf8(name);
  return format;
}

/** HAR by its extension in any case; NDJSON by its extension if the user named the file, and its first line is not JSON. */
function formatOfName(name: string, text: string, wasFound: boolean): InputFormat | undefined {
  const lower = name.toLowerCase();
  if (lower.endsWith('.har')) return 'har';
  return !wasFound && /\.(?:ndjson|jsonl)$/.test(lower) && parsed(text.split('\n', 1)[0] ?? '') === undefined ? 'ndjson' : undefined;
}

/** A list with items too long for the detection is nock's if its first or second item is a definition. */
async function formatOfLongList(file: string, first: Buffer): Promise<InputFormat | undefined> {
  if (!/^\s*\[/.test(first.toString('latin1', 0, 100)) || !isRegularFile(file)) return undefined;
  const splitter = new ListSplitter([]);
  let seen = 0;
  for await (const chunk of chunksOf(file, file)) {
    const items = splitter.push(chunk);
    if (items.some(({ bytes }) => bytes.includes('"scope"') && isDefinition(parsed(bytes.toString('utf8'))))) return 'nock';
    seen += items.length;
    if (seen > 1) break;
  }
  return undefined;
}

/** @throws ReadError for a compressed file: no text of our formats begins like one. */
function refusePacked(name: string, first: Buffer): void {
  const head = first.toString('latin1', 0, 4);
  const packed = head.startsWith('\x1f\x8b') ? 'gzip' : head === 'PK\x03\x04' ? 'ZIP' : undefined;
  if (packed !== undefined) throw new ReadError(name, `it is compressed (${packed}). Decompress it first.`);
}

/** Why a text is of no known format: it is not JSON, or JSON of another kind, perhaps on each line. */
function whyUnknown(name: string, text: string, wasFound: boolean): ReadError {
  const whole = parsed(text);
  const lines = whole === undefined ? text.split('\n').filter((line) => line.trim() !== '') : undefined;
  const values = lines?.map(parsed) ?? [whole];
  if (values.includes(undefined)) return new ReadError(name, `not valid JSON${placeOfJsonError(text)}.`);
  const formats = wasFound ? values.map((value) => formatOfValue(value, lines !== undefined)) : [];
  const hidden = formats.find((format) => format !== undefined);
  if (hidden === undefined) return unknownFormat(name);
  const advice = `Name the file, with --input ${hidden}.`;
  if (hidden === 'ndjson') return new ReadError(name, `it may hold exchanges (NDJSON), though it also holds something else. ${advice}`);
  return new ReadError(name, `its format (${textNames[hidden]}) cannot be detected from its beginning. ${advice}`);
}

function unknownFormat(name: string): ReadError {
  return new ReadError(name, 'none of the formats that can be judged: a pact, a HAR, a nock recording, NDJSON of exchanges.', true);
}

/** Undefined for a text that is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
