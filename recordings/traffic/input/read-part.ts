/* eslint-disable @typescript-eslint/no-require-imports -- A format is loaded on first use. esbuild bundles required modules. */
import { isUtf8 } from 'node:buffer';
import { describeMethod } from '../../../contracts/judge/describe.js';
import type { Exchange, Source } from '../../../contracts/judge/exchange.js';
import { operationOf } from '../../../contracts/judge/match-operation.js';
import type { Interaction } from '../../../contracts/judge/pact/interaction.js';
import { isObject } from '../../../contracts/json-value.js';
import { exchangesIn, isBatchUrl } from '../batch.js';
import type { Unpacker } from '../decode-body.js';
import { holdsUpdate } from './detect-format.js';
import { itemNames } from './format.js';
import { largestItem, type Item, type Part } from './item.js';
import type { DefinedExchange } from '../from-definition.js';
import { ItemError } from '../read-error.js';
import type { Recorded } from '../recording.js';

/** An exchange that took place, or an interaction of a pact. */
export type Observation =
  /** `when` is in ISO 8601 if the input says so; `recorded` is there if it comes from a recording of ours. */
  | { readonly kind: 'observed'; readonly exchange: Exchange; readonly when?: string; readonly recorded?: Recorded }
  | { readonly kind: 'expected'; readonly exchange: Interaction };

/** The content of a part of an input. */
export interface ReadPart {
  readonly observations: readonly Observation[];
  /** Why single items cannot be read, each with its place. */
  readonly unreadable: readonly string[];
}

export function readPart(part: Part, unpacker: Unpacker): ReadPart {
  const observations: Observation[] = [];
  const unreadable: string[] = [];
  for (const [at, item] of part.items.entries()) {
    const index = part.first + at;
    const place = `${itemNames[part.format]} ${index + 1}`;
    const source = { file: part.name, index, description: place, line: item.line };
    try {
      const read = part.format === 'pact' ? expect(part, item, source) : observe(part, item, source, unpacker);
      for (const one of read) observations.push(one);
    } catch (error) {
      if (!(error instanceof ItemError)) throw error;
      const other = part.format === 'pact' ? undefined : otherOperationIn(item);
      if (other !== undefined) observations.push({ kind: 'observed', exchange: { request: other, source } });
      else unreadable.push(`${place}${part.format === 'ndjson' ? '' : ` (line ${item.line})`}: ${error.message}.`);
    }
  }
  return { observations, unreadable };
}

function expect(part: Part, item: Item, source: Source): readonly Observation[] {
  const { readInteraction } = require('../pact/read-interaction.js') as typeof import('../pact/read-interaction.js');
  const exchange = readInteraction(parseItem(item), part.version, source);
  return exchange === undefined ? [] : [{ kind: 'expected', exchange }];
}

/** The exchange of an item, or those inside a batch. */
function observe(part: Part, item: Item, source: Source, unpacker: Unpacker): readonly Observation[] {
  const value = parseItem(item);
  const { request, response, failure = 'NO_RESPONSE', description, recorded } = exchangeOf(part, value, unpacker);
  const when = recorded?.when ?? timeIn(value);
  const described = { ...source, description: description ?? `${describeMethod(request.method)}, ${source.description}` };
  const exchange = { request, source: described, ...(response === undefined ? { failure } : { response }) };
  return exchangesIn(exchange).map((one) => ({ kind: 'observed', exchange: one, when, recorded }));
}

/** The member of a HAR entry, or of a line in our own form. */
function timeIn(value: unknown): string | undefined {
  const { startedDateTime, when }: Record<string, unknown> = isObject(value) ? value : {};
  return [startedDateTime, when].find((time) => typeof time === 'string');
}

function parseItem({ bytes, isTooLarge }: Item): unknown {
  if (isTooLarge) throw new ItemError(`larger than ${largestItem / 1024 / 1024} MiB`);
  if (!isUtf8(bytes)) throw new ItemError('not UTF-8. Save it as UTF-8');
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new ItemError('not valid JSON');
  }
}

function exchangeOf({ format }: Part, value: unknown, unpacker: Unpacker): Exchange & Partial<DefinedExchange> {
  if (format === 'nock')
    return (require('../from-definition.js') as typeof import('../from-definition.js')).fromDefinition(value, unpacker);
  if (format === 'har') return (require('../har-entry.js') as typeof import('../har-entry.js')).fromEntry(value, unpacker);
  return (require('../ndjson-line.js') as typeof import('../ndjson-line.js')).fromLine(value, unpacker);
}

/** How much of an item is searched, in bytes. */
const searched = 64 * 1024;

/**
 * The method and URL of an unreadable item, if they are those of another operation: then the item hides nothing. A batch may hold any operation, and an
 * item with a missing bracket the items after it.
 */
function otherOperationIn({ bytes }: Item): { readonly method: string; readonly url: string } | undefined {
  if (holdsUpdate(bytes.toString('utf8'), isOursOrBatch)) return undefined;
  const text = bytes.toString('utf8', 0, searched);
  const request = text.slice(Math.max(0, text.search(/"request"\s*:\s*\{/)));
  const method = stringIn(request, 'method');
  const url = stringIn(request, 'url') ?? stringIn(request, 'path');
  if (method === undefined || url === undefined || isBatchUrl(url)) return undefined;
  return operationOf({ method, url }) === undefined ? { method, url } : undefined;
}

function isOursOrBatch(request: { readonly method: string; readonly url: string }): boolean {
  return operationOf(request) !== undefined || (request.method.toUpperCase() === 'POST' && isBatchUrl(request.url));
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
