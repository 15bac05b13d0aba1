import type { Exchange } from '../../contracts/judge/exchange.js';

const wanted = 'toKeepContract() takes an exchange: { request: { method, url, headers, body }, response: { status, headers, body } }.';

/**
 * Types are not checked in tests written in JavaScript, and a value of another kind would only seem to break the contract.
 * @throws TypeError when the value is no exchange, with what to do instead.
 */
export function assertExchange(received: unknown): asserts received is Exchange {
  if (!isObject(received)) throw new TypeError(`${wanted} It was given ${received === null ? 'null' : typeof received}.`);
  if (typeof received['then'] === 'function') throw new TypeError(`${wanted} It was given a promise: await it first.`);
  const { request, response } = received;
  if (!isObject(request) || typeof request['method'] !== 'string' || typeof request['url'] !== 'string') {
    throw new TypeError(`${wanted} It was given no request with a method and a url.`);
  }
  if (response !== undefined && (!isObject(response) || typeof response['status'] !== 'number')) {
    throw new TypeError(`${wanted} The response has no status.`);
  }
  for (const side of [request, response]) {
    // A fetch Headers or a Map has no keys of its own: each of its headers would be judged as missing.
    if (isObject(side?.['headers']) && Symbol.iterator in side['headers']) {
      throw new TypeError(`${wanted} Headers are a plain object: use Object.fromEntries(headers).`);
    }
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
