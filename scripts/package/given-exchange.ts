import type { Exchange, ExchangeRequest, ExchangeResponse, Headers } from '../../contracts/judge/exchange.js';
import { isObject } from '../../contracts/json-value.js';

/** Headers as a program holds them: an object, what gives pairs of names and values, such as those of fetch, or `null` where they are not known. */
export type GivenHeaders = Headers | Iterable<readonly [name: string, value: string]> | null;

type WithHeaders<Side> = Omit<Side, 'headers'> & { readonly headers?: GivenHeaders | undefined };

/** An exchange as a program holds it. */
export interface GivenExchange extends Omit<Exchange, 'request' | 'response'> {
  readonly request: WithHeaders<Omit<ExchangeRequest, 'url'>> & {
    /** Text, or a URL. */
    readonly url: string | { readonly href: string };
  };
  readonly response?: WithHeaders<ExchangeResponse> | undefined;
}

/**
 * The exchange that a program gives, as it is judged. Types are not checked in JavaScript, and a value of another kind would only seem to break the contract.
 * @param taker what it is given to, such as `judge()`.
 * @throws TypeError when the value is no exchange, with what to do instead.
 */
export function givenExchange(taker: string, given: unknown): Exchange {
  const refusal = (why: string): TypeError =>
    new TypeError(`${taker} takes an exchange: { request: { method, url, headers, body }, response: { status, headers, body } }. ${why}`);
  if (!isObject(given)) throw refusal(`It was given ${given === null ? 'null' : Array.isArray(given) ? 'a list' : typeof given}.`);
  if (typeof given['then'] === 'function') throw refusal('It was given a promise: await it first.');
  const { request, response } = given;
  const url = isObject(request) ? textOf(request['url']) : undefined;
  if (!isObject(request) || typeof request['method'] !== 'string' || url === undefined) {
    throw refusal('It was given no request with a method and a url.');
  }
  if (response !== undefined && (!isObject(response) || typeof response['status'] !== 'number')) {
    throw refusal('The response has no status.');
  }
  for (const side of [request, response]) {
    if (side?.['headers'] !== undefined && !areHeaders(side['headers'])) {
      throw refusal('Headers are an object of names and values, or those of fetch.');
    }
  }
  const exchange = given as unknown as GivenExchange;
  return {
    ...exchange,
    request: { ...exchange.request, url, ...readHeaders(exchange.request) },
    ...(exchange.response === undefined ? {} : { response: { ...exchange.response, ...readHeaders(exchange.response) } }),
  } as Exchange;
}

/** By its looks: a URL of another realm, as under Jest, is no instance of what is known here. */
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

/** Headers that are `null` are not known. */
function readHeaders({ headers }: { readonly headers?: GivenHeaders | undefined }): { readonly headers?: Headers | undefined } {
  if (headers === undefined) return {};
  if (headers === null) return { headers: undefined };
  return { headers: Symbol.iterator in headers ? joined(headers as Iterable<readonly [string, string]>) : headers };
}

/** As an object: the values of a name that is repeated, in a list. */
function joined(pairs: Iterable<readonly [name: string, value: string]>): Headers {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  return Object.fromEntries(values);
}
