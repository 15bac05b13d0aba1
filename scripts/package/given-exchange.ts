import { addToGroup } from '../../contracts/group-by.js';
import type { Exchange, ExchangeRequest, ExchangeResponse, Headers } from '../../contracts/judge/exchange.js';
import { isObject } from '../../contracts/json-value.js';

/** Headers in a program: an object, pairs of names and values such as those of fetch, or `null` if they are not known. */
export type GivenHeaders = Headers | Iterable<readonly [name: string, value: string]> | null;

type WithHeaders<Message> = Omit<Message, 'headers'> & { readonly headers?: GivenHeaders | undefined };

/** An exchange in a program. */
export interface GivenExchange extends Omit<Exchange, 'request' | 'response'> {
  readonly request: WithHeaders<Omit<ExchangeRequest, 'url'>> & {
    /** Text, or a URL. */
    readonly url: string | { readonly href: string };
  };
  readonly response?: WithHeaders<ExchangeResponse> | undefined;
}

/**
 * The exchange that a program gives, as it is judged. JavaScript checks no types, and a value of another kind would seem to break the contract.
 * @param taker the function that takes it, such as `judge()`.
 * @throws TypeError if the value is not an exchange, with advice.
 */
export function givenExchange(taker: string, given: unknown): Exchange {
  const refuse = (why: string): never => {
    throw new TypeError(
      `${taker} takes an exchange: { request: { method, url, headers, body }, response: { status, headers, body } }. ${why}`,
    );
  };
  if (!isObject(given)) return refuse(`It was given ${given === null ? 'null' : Array.isArray(given) ? 'a list' : typeof given}.`);
  if (typeof given['then'] === 'function') refuse('It was given a promise: await it first.');
  const { request, response } = given;
  const url = isObject(request) ? textOf(request['url']) : undefined;
  if (!isObject(request) || typeof request['method'] !== 'string' || url === undefined)
    return refuse('It was given no request with a method and a url.');
  if (response !== undefined && (!isObject(response) || typeof response['status'] !== 'number'))
    return refuse('The response has no status.');
  const headersOf = ({ headers = null }: Record<string, unknown>): Headers | undefined =>
    areHeaders(headers) ? readHeaders(headers) : refuse('Headers are an object of names and values, or those of fetch.');
  return {
    ...given,
    request: { ...request, url, headers: headersOf(request) },
    response: response && { ...response, headers: headersOf(response) },
  } as Exchange;
}

/** A URL of another realm, as under Jest, is not an instance of this one's. */
function textOf(url: unknown): string | undefined {
  const text = isObject(url) ? url['href'] : url;
  return typeof text === 'string' ? text : undefined;
}

function areHeaders(headers: unknown): headers is GivenHeaders {
  if (typeof headers !== 'object' || headers === null) return headers === null;
  if (!(Symbol.iterator in headers)) return true;
  return [...(headers as Iterable<unknown>)].every(
    (pair) => Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === 'string'),
  );
}

/** The values of a repeated name become a list. */
function readHeaders(headers: GivenHeaders): Headers | undefined {
  if (headers === null || !(Symbol.iterator in headers)) return headers ?? undefined;
  const values = new Map<string, string[]>();
  for (const [name, value] of headers as Iterable<readonly [string, string]>) addToGroup(values, name, value);
  return Object.fromEntries(values);
}
