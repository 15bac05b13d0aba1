import { isObject } from '../../contracts/json-value.js';
import type { ExchangeRequest } from '../../contracts/judge/exchange.js';
import { batchItems, requestsIn, type BatchItem } from '../../recordings/traffic/batch.js';

/** Graph takes no more requests in a batch. */
const most = 20;

/** A request inside a batch, with what Graph reads of it. */
export interface ReadItem extends BatchItem {
  readonly written: WrittenItem;
}

/** Members of a request inside a batch, as Graph documents them. */
interface WrittenItem {
  readonly id: string | number;
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly dependsOn?: readonly string[];
}

/** Why a batch cannot be read, in a sentence that quotes nothing of it. */
export interface UnreadBatch {
  readonly why: string;
}

/** Reads a batch as Graph does. The requests come in an order in which each stands behind those on which it depends. */
export function readBatch(batch: ExchangeRequest): readonly ReadItem[] | UnreadBatch {
  if (batch.bodyWithheld === true) return { why: 'The batch is longer than 4 MiB.' };
  const list = requestsIn(batch);
  const items = batchItems(batch);
  if (list === undefined || items === undefined) return { why: 'The batch is not a JSON object with a list of requests.' };
  if (list.length === 0) return { why: 'The batch holds no request.' };
  if (list.length > most) return { why: `The batch holds more than ${most} requests.` };
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
  const { id, method, url, headers, body, dependsOn } = item;
  if ((typeof id !== 'string' && typeof id !== 'number') || id === '' || typeof method !== 'string' || typeof url !== 'string')
    return undefined;
  if (!isAbsent(headers) && !isOfTexts(headers)) return undefined;
  if (!isAbsent(dependsOn) && !isListOfTexts(dependsOn)) return undefined;
  return {
    id,
    method,
    url,
    ...(isAbsent(headers) ? {} : { headers }),
    ...(body === undefined ? {} : { body }),
    ...(isAbsent(dependsOn) ? {} : { dependsOn }),
  };
}

function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

function isOfTexts(value: unknown): value is Record<string, string> {
  return isObject(value) && Object.values(value).every((one) => typeof one === 'string');
}

function isListOfTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** Undefined where some wait for each other, or for one that does not come. */
function inOrder(items: readonly ReadItem[]): readonly ReadItem[] | undefined {
  const ready: ReadItem[] = [];
  const ids = new Set<string>();
  let waiting = items;
  while (waiting.length > 0) {
    const still = waiting.filter((item) => {
      if (item.written.dependsOn?.every((id) => ids.has(id)) === false) return true;
      ready.push(item);
      ids.add(item.id);
      return false;
    });
    if (still.length === waiting.length) return undefined;
    waiting = still;
  }
  return ready;
}
