import { isFilledIn } from '../../../contracts/judge/filled-in.js';
import { matchOperation, type OperationMatch } from '../../../contracts/judge/match-operation.js';

/** Why a request does not leave the machine, in a sentence. It quotes nothing of the request. */
export interface Forbidden {
  readonly why: string;
}

/**
 * Names of headers and query parameters from which some server takes another method or path than the request line has: `X-HTTP-Method-Override`,
 * `odata-method`, `X-Original-URL`, `X-Rewrite-URL`, `X-Forwarded-Prefix`, `_method`. Refused by their words, since no list of such names is complete.
 */
const overridesRequestLine =
  /method|verb(?!os)|path|rewrite|override|prefix|route|destination|script[-_]?name|(?:^|[^a-z])ur[il]|ur[il](?:$|[^a-z])/i;

/** What ids of Graph are made of. Anything else, such as `$ref`, `..;` or what is encoded twice, could be another path for who reads it. */
const id = /^[A-Za-z0-9_-]{1,200}$/;

/** Signs that a path of ours never has: they would lead to another one, depending on who reads it. */
const strayPath = /[\\#\s]|\/\/|%(?:2f|5c|00|25)|(?:^|\/)(?:\.|%2e){1,2}(?=[/?]|$)/i;

/**
 * Lets the two operations pass, and GET on the same paths. The path must be the documented one, to the letter: what is only nearly so could be another
 * one for Graph.
 * @param target what stands in the first line of the request: the path and the query.
 */
export function allowedRequest(method: string, target: string, headers: NodeJS.Dict<unknown>): OperationMatch | Forbidden {
  if (!target.startsWith('/'))
    return { why: 'It names a host. Give your client the address of this proxy as its base URL, not as its HTTP proxy.' };
  const [path = '', ...queries] = target.split('?');
  const query = queries.join('?');
  const match = matchOperation(path);
  const version = match?.version;
  if (match === undefined || version === undefined || strayPath.test(path))
    return { why: 'Its path is of neither of the two operations, in v1.0 or beta.' };
  const [misspelt] = match.misspelt;
  if (misspelt !== undefined) return { why: `Its path is nearly that of ${match.contract.name}, but not to the letter.` };
  if (match.inParentheses) return { why: 'An id in its path stands in parentheses. Write it after a slash, as the page does.' };
  if (path.split('/').length !== match.template.split('/').length + 1) return { why: 'Its path has more in front of the API version.' };
  if (!match.parameters.every(({ value }) => id.test(value) && isFilledIn(value)))
    return { why: 'An id in its path is empty, was never filled in, or is not made of letters, digits, "-" and "_" only.' };
  if (method !== 'GET' && method !== match.contract.method) return { why: `Only GET and ${match.contract.method} pass on this path.` };
  if (Object.keys(headers).some((name) => overridesRequestLine.test(name)))
    return { why: 'The name of a header asks for another method or path.' };
  if (queryNames(query).some((name) => overridesRequestLine.test(name) || name.includes('%')))
    return { why: 'The name of a query parameter asks for another method or path.' };
  return match;
}

/** Decoded before it is split, and split at every character that some server takes for a separator. */
function queryNames(query: string): string[] {
  const decoded = query.replaceAll(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return decoded.split(/[&;?]/).map((parameter) => parameter.split('=', 1)[0] ?? '');
}
