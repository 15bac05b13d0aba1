import type { ExchangeRequest } from '../../contracts/judge/exchange.js';
import { isFilledIn } from '../../contracts/judge/dummy-value.js';
import { matchOperation, type OperationMatch } from '../../contracts/judge/match-operation.js';
import { batchItems } from '../../recordings/traffic/batch.js';
import { readBatch } from '../http/read-batch.js';

/** Why a request must not leave the machine. Quotes nothing of it. */
export interface Forbidden {
  readonly why: string;
}

/**
 * Names of headers and query parameters from which some server takes another method or path than the request line has: `X-HTTP-Method-Override`,
 * `odata-method`, `X-Original-URL`, `X-Rewrite-URL`, `X-Forwarded-Prefix`, `_method`. Refused by their words, since no list of such names is complete.
 */
const overridesRequestLine =
  /method|verb(?!os)|path|rewrite|override|prefix|route|destination|script[-_]?name|(?:^|[^a-z])ur[il]|ur[il](?:$|[^a-z])/i;

/** The characters of Graph's ids. Others, as in `$ref`, `..;` or a double encoding, may change the path for some server. */
const id = /^[A-Za-z0-9_-]{1,200}$/;

/** Characters that may change the path for some server. */
const strayPath = /[\\#\s]|\/\/|%(?:2f|5c|00|25)|(?:^|\/)(?:\.|%2e){1,2}(?=[/?]|$)/i;

/**
 * Allows the two operations, and GET on their paths. The path must be exactly the documented one, since Graph may read a similar one differently.
 * @param target of the request line: path and query.
 */
export function allowedRequest(method: string, target: string, headers: NodeJS.Dict<unknown>): OperationMatch | Forbidden {
  if (!target.startsWith('/'))
    return { why: 'It names a host. Give your client the address of this proxy as its base URL, not as its HTTP proxy.' };
  const [path = '', ...queries] = target.split('?');
  const match = matchOperation(path);
  if (match?.version === undefined || strayPath.test(path)) return { why: 'Its path is not one of the two operations in v1.0 or beta.' };
  if (match.misspelt.length > 0) return { why: `Its path is similar to that of ${match.contract.name}, but not the same.` };
  if (match.inParentheses) return { why: 'An id in its path stands in parentheses. Write it after a slash, as the page does.' };
  if (path.split('/').length !== match.template.split('/').length + 1) return { why: 'Its path has more before the API version.' };
  if (!match.parameters.every(({ value }) => id.test(value) && isFilledIn(value)))
    return { why: 'An id in its path is empty, a placeholder, or not made of letters, digits, "-" and "_" only.' };
  if (method !== 'GET' && method !== match.contract.method) return { why: `Only GET and ${match.contract.method} pass on this path.` };
  if (Object.keys(headers).some((name) => overridesRequestLine.test(name)))
    return { why: 'The name of a header asks for another method or path.' };
  if (queryNames(queries.join('?')).some((name) => overridesRequestLine.test(name) || name.includes('%')))
    return { why: 'The name of a query parameter asks for another method or path.' };
  return match;
}

/** Decoded before it is split, and split at every character that some server takes for a separator. */
function queryNames(query: string): string[] {
  const decoded = query.replaceAll(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return decoded.split(/[&;?]/).map((parameter) => parameter.split('=', 1)[0] ?? '');
}

/** Exactly, since Graph may read a similar path differently. */
const batchPath = /^(\/(?:v1\.0|beta))\/(?:\$|%24)batch$/;

export function isBatch(method: string, target: string): boolean {
  return method === 'POST' && batchPath.test(target);
}

/** The requests inside a batch that is forbidden; none if it cannot be read. */
export interface ForbiddenBatch extends Forbidden {
  readonly requests: readonly ExchangeRequest[];
}

/**
 * Allows a batch if each request inside would pass alone.
 * @returns the text to send instead: only what was read of it, since Graph may read a repeated member, or one in another case, differently.
 */
export function allowedBatch(batch: ExchangeRequest): { readonly text: string } | ForbiddenBatch {
  const forbidden = (why: string): ForbiddenBatch => ({ why, requests: batchItems(batch)?.map(({ request }) => request) ?? [] });
  const items = readBatch(batch);
  if ('why' in items) return forbidden(items.why);
  const [, version = ''] = batchPath.exec(batch.url) ?? [];
  for (const { request, written } of items) {
    const target = `${version}${written.url.startsWith('/') ? '' : '/'}${written.url}`;
    const allowed = allowedRequest(written.method, target, { ...batch.headers, ...request.headers });
    if ('why' in allowed) return forbidden(`A request in this batch stays here. ${allowed.why}`);
  }
  return { text: JSON.stringify({ requests: items.map(({ written }) => written) }) };
}
