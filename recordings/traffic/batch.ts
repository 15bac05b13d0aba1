import {
  headerOf,
  type Exchange,
  type ExchangeRequest,
  type ExchangeResponse,
  type Headers,
  isWithheld,
} from '../../contracts/judge/exchange.js';
import { parseBody } from '../../contracts/judge/body.js';
import { isRedacted } from '../../contracts/judge/dummy-value.js';
import { isObject } from '../../contracts/json-value.js';
import { headersIn } from './headers.js';

/** Whether a URL is that of a Graph batch, whose body carries requests: `/v1.0/$batch`. */
export function isBatchUrl(url: string): boolean {
  return batchPath.test(url);
}

const batchPath = /^(.*\/)(?:\$|%24)batch\/?(?:[?#].*)?$/i;

/** A request inside a batch, with the id by which its response is found. */
export interface BatchItem {
  readonly id: string;
  readonly request: ExchangeRequest;
}

/** The failure of a request inside an answered batch that has no response. */
export const noAnswerInBatch = 'NO_ANSWER_IN_BATCH';

/** Whether a request is a batch with unknown requests inside, because its capture lacks the body or part of it. */
export function hidesRequests(request: ExchangeRequest): boolean {
  return isBatch(request) && requestsIn(request)?.every(isKnown) !== true;
}

function isKnown(item: unknown): boolean {
  return isObject(item) && [item['method'], item['url']].every((text) => typeof text === 'string' && !isRedacted(text));
}

function isBatch({ url, method }: ExchangeRequest): boolean {
  return isBatchUrl(url) && method.toUpperCase() === 'POST';
}

/** The raw list of requests of a batch. Undefined for any other request, and for a batch without a known list. */
export function requestsIn(batch: ExchangeRequest): readonly unknown[] | undefined {
  return isBatch(batch) && !isWithheld(batch) ? listIn(batch.body, 'requests') : undefined;
}

function listIn(raw: unknown, name: string): readonly unknown[] | undefined {
  const body = parseBody(raw);
  const list = body.kind === 'json' && isObject(body.value) ? body.value[name] : undefined;
  return Array.isArray(list) ? list : undefined;
}

/** The requests inside a batch, with its version and credentials. Undefined as for `requestsIn`. */
export function batchItems(batch: ExchangeRequest): readonly BatchItem[] | undefined {
  const [, base = ''] = batchPath.exec(batch.url) ?? [];
  return requestsIn(batch)
    ?.filter(isObject)
    .map((item) => itemOf(item, base, batch));
}

function itemOf(item: Record<string, unknown>, base: string, { headers, withheld, redacted }: ExchangeRequest): BatchItem {
  const { id, method, url, body } = item;
  const path = typeof url === 'string' ? url : '';
  const credential = headerOf(headers ?? {}, 'authorization');
  const own = headersIn(item['headers']) ?? {};
  // The credentials are not known without the headers of the batch.
  const notKnown = headers === undefined ? ['authorization'] : (withheld ?? []);
  return {
    id: textOf(id),
    request: {
      method: typeof method === 'string' ? method : '',
      url: /^https?:/i.test(path) ? path : `${base}${path.replace(/^\/+/, '')}`,
      headers: credential === undefined ? own : { ...own, authorization: credential },
      ...(notKnown.length === 0 ? {} : { withheld: notKnown }),
      ...(redacted === undefined ? {} : { redacted }),
      body,
    },
  };
}

/** The exchanges inside a batch, each with the response of its id, and the batch itself if it hides some. Any other exchange is returned alone. */
export function exchangesIn(exchange: Exchange): readonly Exchange[] {
  const items = batchItems(exchange.request);
  if (items === undefined) return [exchange];
  const answers = answersIn(exchange.response);
  const known = items.map(({ id, request }, index) => {
    const source = exchange.source && {
      ...exchange.source,
      description: `${exchange.source.description}, request ${index + 1} of its batch`,
    };
    const response = answers === undefined ? exchange.response : answers.get(id);
    return { request, source, ...(response === undefined ? { failure: exchange.failure ?? noAnswerInBatch } : { response }) };
  });
  return hidesRequests(exchange.request) ? [...known, exchange] : known;
}

/** The responses by id. Undefined if the response of the batch itself, such as 429 or 503, is that of each request. */
function answersIn(response: ExchangeResponse | undefined): ReadonlyMap<string, ExchangeResponse> | undefined {
  if (response === undefined) return new Map();
  if ([401, 403, 429].includes(response.status) || response.status >= 500) return undefined;
  return new Map((listIn(response.body, 'responses') ?? []).filter(isObject).flatMap((answer) => answerOf(answer, response)));
}

function answerOf({ id, status, headers, body }: Record<string, unknown>, batch: ExchangeResponse): [string, ExchangeResponse][] {
  if (typeof status !== 'number') return [];
  const own = headersIn(headers);
  // Graph sends one for the whole batch.
  const requestId = headerOf(batch.headers ?? {}, 'request-id');
  const known: Headers | undefined = own && { ...(requestId === undefined ? {} : { 'request-id': requestId }), ...own };
  return [[textOf(id), { status, headers: known, body }]];
}

function textOf(id: unknown): string {
  return typeof id === 'string' || typeof id === 'number' ? String(id) : '';
}
