import { isUtf8 } from 'node:buffer';
import { EntryError, fromEntry } from '../har/from-entry.js';
import { fromLine } from '../ndjson/from-line.js';
import { fromDefinition, type DefinedExchange } from '../nock/from-definition.js';
import type { Observation } from '../observation.js';
import { ReadError } from '../read-error.js';
import { itemNames } from './format.js';
import type { Item } from './list-splitter.js';
import type { Part } from './part.js';

/** What a part of an input holds, up to the first item that cannot be read. */
export interface ReadPart {
  readonly observations: readonly Observation[];
  readonly broken?: ReadError;
}

export function readPart(part: Part): ReadPart {
  const observations: Observation[] = [];
  try {
    for (const [place, item] of part.items.entries()) observations.push(observe(part, item, part.first + place));
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    return { observations, broken: error };
  }
  return { observations };
}

function observe(part: Part, item: Item, index: number): Observation {
  const { request, response, failure, source: own, recorded } = readItem(part, item, index);
  const description = own?.description ?? `${shortMethod(request.method)}, ${itemNames[part.format]} ${String(index + 1)}`;
  const source = { file: part.name, index, description, line: item.line };
  return {
    kind: 'observed',
    exchange: response === undefined ? { request, failure: failure ?? 'NO_RESPONSE', source } : { request, response, source },
    ...(recorded === undefined ? {} : { recorded }),
  };
}

function readItem(part: Part, { bytes, line }: Item, index: number): DefinedExchange {
  const { name, format } = part;
  const fail = (reason: string): ReadError => {
    const place = `${itemNames[format]} ${String(index + 1)}${format === 'ndjson' ? '' : ` (line ${String(line)})`}`;
    return new ReadError(name, `${place}: ${reason}.`);
  };
  if (!isUtf8(bytes)) throw fail('not UTF-8. Save it as UTF-8');
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'));
  } catch {
    throw fail('not valid JSON');
  }
  try {
    return fromValue(part, value, index);
  } catch (error) {
    throw error instanceof EntryError ? fail(error.message) : error;
  }
}

function fromValue({ name, format }: Part, value: unknown, index: number): DefinedExchange {
  switch (format) {
    case 'har':
      return fromEntry(value);
    case 'nock':
      return fromDefinition(name, index, value);
    case 'ndjson':
      return fromLine(value);
    default:
      return format satisfies never;
  }
}

/** A method as traffic has it, unless it is no word at all. */
function shortMethod(method: string): string {
  return /^[A-Za-z]{1,20}$/.test(method) ? method : 'a strange method';
}
