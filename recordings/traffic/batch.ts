import {
  headerOf,
  type Exchange,
  type ExchangeRequest,
  type ExchangeResponse,
  type Headers,
  isWithheld,
} from '../../contracts/judge/exchange.js';
import { parseBody } from '../../contracts/judge/body.js';
import { isObject } from '../../contracts/json-value.js';
import { headersIn } from './header-values.js';

/** True for the URL of a Graph batch: `POST /v1.0/$batch` carries requests of any operation. */
export function isBatchUrl(url: string): boolean {
  return batchPath.test(url);
}

const batchPath = /^(.*\/)(?:\$|%24)batch\/?(?:[?#].*)?$/i;

/** A request inside a batch, with the id by which its answer is found. */
export interface BatchItem {
  readonly id: string;
  readonly request: ExchangeRequest;
}

/** Why there is no answer to a request inside a batch that was answered. */
export const noAnswerInBatch = 'NO_ANSWER_IN_BATCH';

/** The list of requests of a batch as it was written. Undefined for any other request, and for a batch whose body is not known or has no such list. */
export function requestsIn(batch: ExchangeRequest): readonly unknown[] | undefined {
  if (!isBatchUrl(batch.url) || batch.method.toUpperCase() !== 'POST' || isWithheld(batch)) return undefined;
  const body = parseBody(batch.body);
  const list = body.kind === 'json' && isObject(body.value) ? body.value['requests'] : undefined;
  return Array.isArray(list) ? list : undefined;
}

/** The requests inside a batch. The version and the credentials are those of the batch. Undefined as for `requestsIn`. */
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
  // Without the headers of the batch, its credentials are not known.
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

/** The exchanges inside a batch, each with the answer of its id; for any other exchange, itself. */
export function exchangesIn(exchange: Exchange): readonly Exchange[] {
  const items = batchItems(exchange.request);
  if (items === undefined) return [exchange];
  const answers = answersIn(exchange.response);
  return items.map(({ id, request }, index) => {
    const source = exchange.source && {
      ...exchange.source,
      description: `${exchange.source.description}, request ${index + 1} of its batch`,
    };
    const response = answers === undefined ? exchange.response : answers.get(id);
    return {
      request,
      ...(response === undefined ? { failure: exchange.failure ?? noAnswerInBatch } : { response }),
      ...(source === undefined ? {} : { source }),
    };
  });
}

/** By id. Undefined where the batch as a whole says nothing, as 429 or 503 does: then that is what became of each request. */
function answersIn(response: ExchangeResponse | undefined): ReadonlyMap<string, ExchangeResponse> | undefined {
  if (response === undefined) return new Map();
  if ([401, 403, 429].includes(response.status) || response.status >= 500) return undefined;
  const body = parseBody(response.body);
  const list = body.kind === 'json' && isObject(body.value) ? body.value['responses'] : undefined;
  const answers = (Array.isArray(list) ? list : []).filter(isObject).flatMap((answer) => answerOf(answer, response));
  return new Map(answers);
}

function answerOf({ id, status, headers, body }: Record<string, unknown>, batch: ExchangeResponse): [string, ExchangeResponse][] {
  if (typeof status !== 'number') return [];
  const own = headersIn(headers);
  // Graph gives one to the batch as a whole.
  const requestId = headerOf(batch.headers ?? {}, 'request-id');
  const known: Headers | undefined = own && { ...(requestId === undefined ? {} : { 'request-id': requestId }), ...own };
  return [[textOf(id), { status, headers: known, body }]];
}

function textOf(id: unknown): string {
  return typeof id === 'string' || typeof id === 'number' ? String(id) : '';
}
