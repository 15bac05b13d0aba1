import { isObject } from '../../contracts/json-value.js';
import type { ExchangeRequest } from '../../contracts/judge/exchange.js';
import { batchItems, requestsIn, type BatchItem } from '../../recordings/traffic/batch.js';

/** Graph's limit. */
const mostRequests = 20;

/** A request inside a batch, with the members that Graph documents as they were written. */
export interface ReadItem extends BatchItem {
  readonly written: WrittenItem;
}

interface WrittenItem {
  readonly id: string | number;
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly dependsOn?: readonly string[];
}

/**
 * Reads a batch as Graph does.
 * @returns its requests, each after those it depends on; or why it cannot be read, in a sentence that quotes nothing of it.
 */
export function readBatch(batch: ExchangeRequest): readonly ReadItem[] | { readonly why: string } {
  if (batch.bodyWithheld === true) return { why: 'The batch is longer than 4 MiB.' };
  const list = requestsIn(batch);
  const items = batchItems(batch);
  if (list === undefined || items === undefined) return { why: 'The batch is not a JSON object with a list of requests.' };
  if (list.length === 0) return { why: 'The batch holds no request.' };
  if (list.length > mostRequests) return { why: `The batch holds more than ${mostRequests} requests.` };
  const read = list.flatMap((one, index) => {
    const [item, written] = [items[index], writtenItem(one)];
    return item === undefined || written === undefined ? [] : [{ ...item, written }];
  });
  if (read.length < list.length)
    return { why: 'A request of the batch has no id, method or URL, or its headers are not an object of strings.' };
  if (new Set(read.map(({ id }) => id)).size < read.length) return { why: 'Two requests of the batch have the same id.' };
  return inOrder(read) ?? { why: 'A request of the batch depends on itself, or on one that is not in it.' };
}

function writtenItem(item: unknown): WrittenItem | undefined {
  if (!isObject(item)) return undefined;
  const { id, method, url, body } = item;
  const [headers, dependsOn] = [item['headers'] ?? undefined, item['dependsOn'] ?? undefined];
  if ((typeof id !== 'string' && typeof id !== 'number') || id === '' || typeof method !== 'string' || typeof url !== 'string')
    return undefined;
  if (headers !== undefined && !(isObject(headers) && areStrings(Object.values(headers)))) return undefined;
  if (dependsOn !== undefined && !(Array.isArray(dependsOn) && areStrings(dependsOn))) return undefined;
  return { id, method, url, headers: headers as WrittenItem['headers'], body, dependsOn };
}

function areStrings(values: readonly unknown[]): values is readonly string[] {
  return values.every((value) => typeof value === 'string');
}

/** Undefined if some depend on each other, or on one that is missing. */
function inOrder(items: readonly ReadItem[]): readonly ReadItem[] | undefined {
  const ready = new Map<string, ReadItem>();
  let before: number;
  do {
    before = ready.size;
    for (const item of items) if (!item.written.dependsOn?.some((id) => !ready.has(id))) ready.set(item.id, item);
  } while (ready.size > before);
  return ready.size < items.length ? undefined : [...ready.values()];
}
