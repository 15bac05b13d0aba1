import { isFilledIn } from '../../../contracts/judge/filled-in.js';
import { matchOperation, type OperationMatch } from '../../../contracts/judge/match-operation.js';

/** Why a request does not leave the machine, in a sentence. It quotes nothing of the request. */
export interface Forbidden {
  readonly why: string;
}

/** Graph, as other services with OData, takes the method from these if they are there. */
const methodInHeader = ['x-http-method', 'x-http-method-override', 'x-method-override'];

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
  const [path = ''] = target.split('?');
  const match = matchOperation(path);
  const version = match?.version;
  if (match === undefined || version === undefined || strayPath.test(path))
    return { why: 'Its path is of neither of the two operations, in v1.0 or beta.' };
  const [misspelt] = match.misspelt;
  if (misspelt !== undefined) return { why: `Its path is nearly that of ${match.contract.name}, but not to the letter.` };
  if (path.split('/').length !== match.template.split('/').length + 1) return { why: 'Its path has more in front of the API version.' };
  if (!match.parameters.every(({ value }) => isFilledIn(value))) return { why: 'An id in its path is empty, or was never filled in.' };
  if (method !== 'GET' && method !== match.contract.method) return { why: `Only GET and ${match.contract.method} pass on this path.` };
  if (methodInHeader.some((name) => headers[name] !== undefined)) return { why: 'A header of it asks for another method.' };
  return match;
}
