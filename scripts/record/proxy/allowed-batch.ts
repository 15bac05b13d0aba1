import type { ExchangeRequest } from '../../../contracts/judge/exchange.js';
import { batchItems } from '../../../recordings/traffic/batch.js';
import { readBatch } from '../../http/read-batch.js';
import { allowedRequest, type Forbidden } from './allowed-request.js';

/** To the letter: anything else could be another path for Graph. */
const path = /^(\/(?:v1\.0|beta))\/(?:\$|%24)batch$/;

/** True for a request that passes if each request inside would pass alone. */
export function isBatch(method: string, target: string): boolean {
  return method === 'POST' && path.test(target);
}

/** A batch that stays here, with the requests inside; without any, if none can be read. */
export interface ForbiddenBatch extends Forbidden {
  readonly requests: readonly ExchangeRequest[];
}

/**
 * Lets a batch pass if each request inside would pass alone.
 * @returns what is sent in its place: what was read of it, and no more. A member named twice, or in another case, could mean something else to Graph.
 */
export function allowedBatch(batch: ExchangeRequest): { readonly text: string } | ForbiddenBatch {
  const forbidden = (why: string): ForbiddenBatch => ({ why, requests: batchItems(batch)?.map(({ request }) => request) ?? [] });
  const items = readBatch(batch);
  if ('why' in items) return forbidden(items.why);
  const [, version = ''] = path.exec(batch.url) ?? [];
  for (const { request, written } of items) {
    const target = `${version}${written.url.startsWith('/') ? '' : '/'}${written.url}`;
    const allowed = allowedRequest(written.method, target, { ...batch.headers, ...request.headers });
    if ('why' in allowed) return forbidden(`A request in this batch stays here. ${allowed.why}`);
  }
  return { text: JSON.stringify({ requests: items.map(({ written }) => written) }) };
}
