import type { ApiVersion } from '../contract.js';
import { parseBody } from './body.js';
import type { InconclusiveReason } from './codes.js';
import type { Exchange, ExchangeRequest } from './exchange.js';
import type { Finding, Subject } from './finding.js';
import { mostOf } from './finding-list.js';
import { judgeAnswer, type Known } from './judge-answer.js';
import { judgeRequest, judgeMethodCase, wrongMethod } from './judge-request.js';
import { matchOperation, type OperationMatch, isOtherOperation } from './match-operation.js';

/**
 * The result of judging an exchange. `outside`: another operation. `judged`: both sides were compared, and `findings` is complete. `inconclusive`: the
 * answer is no evidence about the contract, for a `reason`; `findings` are about the request.
 */
export type Judgement =
  | { readonly kind: 'outside' }
  | (Judged & { readonly kind: 'judged' })
  | (Judged & { readonly kind: 'inconclusive'; readonly reason: InconclusiveReason });

interface Judged {
  /** The name of the contract. */
  readonly operation: string;
  readonly version: ApiVersion | undefined;
  readonly findings: readonly Finding[];
}

/** The operation of a request; or the judgement, if it is another one or has a wrong method. */
export function operationOf({ method, url }: ExchangeRequest): Judgement | { readonly match: OperationMatch; readonly subject: Subject } {
  const match = matchOperation(url);
  const upperCase = method.toUpperCase();
  if (match === undefined || isOtherOperation(upperCase)) return { kind: 'outside' };
  const { contract, version } = match;
  const subject = { contract, version };
  if (upperCase === contract.method) return { match, subject };
  return { kind: 'judged', operation: contract.name, version, findings: [wrongMethod(subject, method)] };
}

/**
 * Compares an exchange with the contract of its operation, which is found by its URL. Pure and synchronous. A disagreement is data, never an exception.
 * @param known facts beyond the exchange itself; none by default.
 */
export function judge(exchange: Exchange, known: Known = {}): Judgement {
  const operation = operationOf(exchange.request);
  if ('kind' in operation) return operation;
  const { match, subject } = operation;
  const sent = parseBody(exchange.request.body);
  const all = [...judgeMethodCase(subject, exchange), ...judgeRequest(subject, match, exchange.request, sent)];
  const request = known.targetFromGraph ? all.filter(({ pointer }) => !pointer.startsWith('/target')) : all;
  const requestKept = !request.some(({ severity }) => severity === 'breaking');
  const answer = judgeAnswer(subject, match, exchange, sent, requestKept, known);
  const about = { operation: subject.contract.name, version: subject.version };
  return typeof answer === 'string'
    ? { kind: 'inconclusive', ...about, findings: mostOf(subject, request), reason: answer }
    : { kind: 'judged', ...about, findings: mostOf(subject, request.length === 0 ? answer : [...request, ...answer]) };
}
