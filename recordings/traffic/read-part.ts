import { isUtf8 } from 'node:buffer';
import { isObject } from '../../contracts/json-value.js';
import { describeMethod } from '../../contracts/judge/describe.js';
import type { Source } from '../../contracts/judge/exchange.js';
import { isOtherOperation, matchOperation } from '../../contracts/judge/match-operation.js';
import { exchangesIn, isBatchUrl } from './batch.js';
import type { Unpacker } from './decode-body.js';
import { itemNames } from './format.js';
import { EntryError } from './har/entry-error.js';
import { fromEntry } from './har/from-entry.js';
import { largestItem } from './item.js';
import type { Item } from './list-splitter.js';
import { fromLine } from './ndjson/from-line.js';
import { fromDefinition, type DefinedExchange } from './nock/from-definition.js';
import type { Observation } from './observation.js';
import { readInteraction } from './pact/read-interaction.js';
import type { ObservedPart, PactPart, Part } from './part.js';
import { ReadError } from './read-error.js';

/** What a part of an input holds. */
export interface ReadPart {
  readonly observations: readonly Observation[];
  /** Why single items cannot be read, each with its place: the others are read all the same. */
  readonly unreadable: readonly string[];
}

/** @param unpacker of the input. */
export function readPart(part: Part, unpacker: Unpacker): ReadPart {
  const observations: Observation[] = [];
  const unreadable: string[] = [];
  for (const [place, item] of part.items.entries()) {
    const index = part.first + place;
    try {
      const read = part.format === 'pact' ? expect(part, item, index) : observe(part, item, index, unpacker);
      for (const one of read) observations.push(one);
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      const other = part.format === 'pact' ? undefined : otherOperationIn(item);
      if (other === undefined) unreadable.push(error.reason);
      else observations.push({ kind: 'observed', exchange: { request: other, source: sourceOf(part, item, index) } });
    }
  }
  return { observations, unreadable };
}

/** Nothing for what is no HTTP exchange. @throws ReadError for an interaction that cannot be read. */
function expect(part: PactPart, item: Item, index: number): readonly Observation[] {
  const name = `${itemNames.pact} ${index + 1}`;
  const exchange = readInteraction(parseItem(part, item, index), part.version, {
    file: part.name,
    index,
    description: name,
    line: item.line,
  });
  if (typeof exchange === 'string') throw failure(part, item, index, exchange);
  return exchange === undefined ? [] : [{ kind: 'expected', exchange }];
}

/** One exchange, or those inside a batch. */
function observe(part: ObservedPart, item: Item, index: number, unpacker: Unpacker): readonly Observation[] {
  const value = parseItem(part, item, index);
  const { request, response, failure, source: own, recorded } = readValue(part, item, index, value, unpacker);
  const when = recorded?.when ?? momentIn(value);
  const description = own?.description ?? `${describeMethod(request.method)}, ${itemNames[part.format]} ${index + 1}`;
  const source = { ...sourceOf(part, item, index), description };
  const exchange = response === undefined ? { request, failure: failure ?? 'NO_RESPONSE', source } : { request, response, source };
  return exchangesIn(exchange).map((one) => ({
    kind: 'observed',
    exchange: one,
    when,
    recorded,
  }));
}

function sourceOf(part: Part, { line }: Item, index: number): Source & { readonly line: number } {
  return { file: part.name, index, description: `${itemNames[part.format]} ${index + 1}`, line };
}

/** As a HAR names it, and its entries on lines of their own; or as our recordings do. */
function momentIn(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const { startedDateTime, when } = value;
  return typeof startedDateTime === 'string' ? startedDateTime : typeof when === 'string' ? when : undefined;
}

function readValue(part: ObservedPart, item: Item, index: number, value: unknown, unpacker: Unpacker): DefinedExchange {
  try {
    return fromValue(part, value, index, unpacker);
  } catch (error) {
    throw error instanceof EntryError ? failure(part, item, index, error.message) : error;
  }
}

/** @throws ReadError when it is no JSON. */
function parseItem(part: Part, item: Item, index: number): unknown {
  const { bytes } = item;
  if (item.isTooLarge) throw failure(part, item, index, `larger than ${largestItem / 1024 / 1024} MiB`);
  if (!isUtf8(bytes)) throw failure(part, item, index, 'not UTF-8. Save it as UTF-8');
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'));
  } catch {
    throw failure(part, item, index, 'not valid JSON');
  }
}

function failure({ name, format }: Part, { line }: Item, index: number, reason: string): ReadError {
  const place = `${itemNames[format]} ${index + 1}${format === 'ndjson' ? '' : ` (line ${line})`}`;
  return new ReadError(name, `${place}: ${reason}.`);
}

function fromValue({ name, format }: ObservedPart, value: unknown, index: number, unpacker: Unpacker): DefinedExchange {
  switch (format) {
    case 'har':
      return fromEntry(value, unpacker);
    case 'nock':
      return fromDefinition(name, index, value, unpacker);
    case 'ndjson':
      return fromLine(value, unpacker);
    default:
      return format satisfies never;
  }
}

/** How much of an item is searched, in bytes. */
const searched = 64 * 1024;

/**
 * The method and the URL of an item that cannot be read, if they can, and are those of another operation: such an item hides nothing. A batch may hold any
 * operation.
 */
function otherOperationIn({ bytes }: Item): { readonly method: string; readonly url: string } | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, searched)).toString('utf8');
  const request = text.slice(Math.max(0, text.search(/"request"\s*:\s*\{/)));
  const method = stringIn(request, 'method');
  const url = stringIn(request, 'url') ?? stringIn(request, 'path');
  if (method === undefined || url === undefined || isBatchUrl(url)) return undefined;
  return matchOperation(url) === undefined || isOtherOperation(method.toUpperCase()) ? { method, url } : undefined;
}

/** The first string of that name; undefined for one that is cut off. */
function stringIn(text: string, name: string): string | undefined {
  const [, written] = new RegExp(`"${name}"\\s*:\\s*"((?:[^"\\\\]|\\\\.)*)"`).exec(text) ?? [];
  if (written === undefined) return undefined;
  try {
    return JSON.parse(`"${written}"`) as string;
  } catch {
    return undefined;
  }
}
