import type { Body, Exchange } from '../../contracts/judge/exchange.js';
import { judge, type Judgement } from '../../contracts/judge/judge.js';
import type { Known } from '../../contracts/judge/judge-answer.js';
import { allOperations, operationOf, Operations } from '../../contracts/judge/match-operation.js';
import { contracts as ours } from '../../contracts/judge/compiled-contracts.js';
import { remember } from '../../contracts/judge/remember.js';
import type { Contract } from '../../contracts/contract.js';
import { isObject } from '../../contracts/json-value.js';
import { givenExchange, type GivenExchange } from './given-exchange.js';

/**
 * Compares an exchange with the contract of its operation, which is found by its URL. Pure and synchronous; disagreements are data, never exceptions.
 * A body that is an object is judged as `JSON.stringify` writes it, without undefined members.
 * @param known facts beyond the exchange; none by default.
 * @param added operations that are judged besides ours, such as those of `contractsFrom`.
 * @throws TypeError, with advice, for an invalid exchange, or a body of our operations that is neither JSON nor text, such as a promise or bytes.
 */
export function judgeGiven(exchange: GivenExchange, known?: Known, added?: readonly Contract[]): Judgement {
  if (added !== undefined && !added.every((contract) => isObject(contract) && Array.isArray(contract.paths)))
    throw new TypeError('judge() takes contracts as its third argument, such as those of contractsFrom().');
  const operations = added && remember(withAdded, added, () => new Operations([...ours, ...added]));
  return judgeBodies(givenExchange('judge()', exchange), known, operations);
}

const withAdded = new WeakMap<readonly Contract[], Operations>();

/** As `judgeGiven`, for a checked exchange. */
export function judgeBodies(exchange: Exchange, known?: Known, operations = allOperations()): Judgement {
  const { request, response } = exchange;
  if (operationOf(request, operations) === undefined) return { kind: 'outside' };
  return judge(
    {
      ...exchange,
      request: { ...request, body: writtenBody(request.body, 'request') },
      response: response && { ...response, body: writtenBody(response.body, 'response') },
    },
    known,
    operations,
  );
}

/** The text that is sent for an object; any other body as it is. */
function writtenBody(body: Body, side: 'request' | 'response'): Body {
  if ((typeof body !== 'object' && typeof body !== 'function') || body === null) return body;
  const mistake = mistakeIn(body);
  if (mistake !== undefined) throw new TypeError(`The body of the ${side} ${mistake}`);
  try {
    return JSON.stringify(body);
  } catch {
    throw new TypeError(`The body of the ${side} cannot be written as JSON, so it cannot be sent.`);
  }
}

/** Why an object is not a body that is sent. Objects of another realm, as under Jest, are not instances of this one's classes. */
function mistakeIn(body: object): string | undefined {
  const can = (method: PropertyKey): boolean => typeof Reflect.get(body, method) === 'function';
  if (can('then')) return 'is a promise: await it first.';
  if (ArrayBuffer.isView(body) || /\bArrayBuffer\]$/.test(Object.prototype.toString.call(body)))
    return 'is bytes: give its text, such as Buffer.from(body).toString().';
  if (can('arrayBuffer') || can('getReader') || can(Symbol.asyncIterator))
    return 'is not read yet: give its text, such as await response.text().';
  if (typeof body === 'function' || (can(Symbol.iterator) && !Array.isArray(body)))
    return 'is not a plain object: give the text that is sent.';
  return undefined;
}
