import type { Body, Exchange } from '../../contracts/judge/exchange.js';
import { judge as judgeExchange, type Judgement } from '../../contracts/judge/judge.js';
import type { Known } from '../../contracts/judge/judge-answer.js';
import { matchOperation, isOtherOperation } from '../../contracts/judge/match-operation.js';
import { givenExchange, type GivenExchange } from './given-exchange.js';

/**
 * Compares an exchange with the contract of its operation, which is found by its URL. A body that is an object is judged as what `JSON.stringify`
 * makes of it: a member that is undefined is not sent.
 * Pure and synchronous: it changes nothing, and asks nobody. A disagreement is data, never an exception.
 * @param known what is known besides the exchange itself; unless told, nothing.
 * @throws TypeError for what is no exchange, and for a body of our operations that is no JSON and no text, such as a promise or bytes, with what to do
 * instead.
 */
export function judge(exchange: GivenExchange, known?: Known): Judgement {
  return judgeBodies(givenExchange('judge()', exchange), known);
}

/** As `judge`, of an exchange that is known to be one. */
export function judgeBodies(exchange: Exchange, known?: Known): Judgement {
  const { request, response } = exchange;
  if (matchOperation(request.url) === undefined || isOtherOperation(request.method.toUpperCase())) return { kind: 'outside' };
  return judgeExchange(
    {
      ...exchange,
      request: { ...request, body: sentBody(request.body, 'request') },
      ...(response === undefined ? {} : { response: { ...response, body: sentBody(response.body, 'response') } }),
    },
    known,
  );
}

/** The text that is sent for an object; any other body as it is. */
function sentBody(body: Body, side: 'request' | 'response'): Body {
  if ((typeof body !== 'object' && typeof body !== 'function') || body === null) return body;
  const slip = slipOf(body);
  if (slip !== undefined) throw new TypeError(`The body of the ${side} ${slip}`);
  try {
    return JSON.stringify(body);
  } catch {
    throw new TypeError(`The body of the ${side} cannot be written as JSON, so it cannot be sent.`);
  }
}

/** Why an object is not what is sent, by its looks: that of another realm, as under Jest, is no instance of what is known here. */
function slipOf(body: object): string | undefined {
  const can = (method: PropertyKey): boolean => typeof Reflect.get(body, method) === 'function';
  if (can('then')) return 'is a promise: await it first.';
  if (ArrayBuffer.isView(body) || /\bArrayBuffer\]$/.test(Object.prototype.toString.call(body))) {
    return 'is bytes: give its text, such as Buffer.from(body).toString().';
  }
  if (can('arrayBuffer') || can('getReader') || can(Symbol.asyncIterator)) {
    return 'is not read yet: give its text, such as await response.text().';
  }
  if (typeof body === 'function' || (can(Symbol.iterator) && !Array.isArray(body)))
    return 'is no plain object: give the text that is sent.';
  return undefined;
}
