import type { ApiVersion } from '../contract.js';
import { partOfPointer } from '../json-value.js';
import { parseBody } from './body.js';
import type { InconclusiveReason } from './codes.js';
import type { Exchange } from './exchange.js';
import { mostOf } from './finding-list.js';
import type { Finding } from './finding.js';
import { judgeAnswer, type Known } from './judge-answer.js';
import { judgeMethodCase, judgeRequest, wrongMethod } from './judge-request.js';
import { allOperations, operationOf, type Operations, type OperationMatch } from './match-operation.js';

/**
 * The result of judging an exchange. `outside`: another operation. `judged`: both sides were compared, and `findings` is complete. `inconclusive`: the
 * answer proves nothing about the contract, for a `reason`; `findings` are about the request.
 */
export type Judgement =
  | { readonly kind: 'outside' }
  | (JudgedOperation & { readonly kind: 'judged' })
  | (JudgedOperation & { readonly kind: 'inconclusive'; readonly reason: InconclusiveReason });

interface JudgedOperation {
  readonly operation: string;
  readonly version: ApiVersion | undefined;
  readonly findings: readonly Finding[];
}

/** The operation of a request, or its judgement if the operation is another one or the method is wrong. */
export function operationToJudge({ request, response }: Exchange, operations: Operations = allOperations()): Judgement | OperationMatch {
  const { method } = request;
  const match = operationOf(request, operations, [request.body, response?.body]);
  if (match === undefined) return { kind: 'outside' };
  if (method.toUpperCase() === match.contract.method) return match;
  return { kind: 'judged', operation: match.contract.name, version: match.version, findings: [wrongMethod(match, method)] };
}

/**
 * Compares an exchange with the contract of its operation, which is found by its method and URL. Synchronous. A disagreement is data, never an exception.
 * @param known facts beyond the exchange itself; none by default.
 * @param operations by default those of the process.
 */
export function judge(exchange: Exchange, known: Known = {}, operations?: Operations): Judgement {
  const subject = operationToJudge(exchange, operations);
  if ('kind' in subject) return subject;
  const sent = parseBody(exchange.request.body);
  const all = [...judgeMethodCase(subject, exchange), ...judgeRequest(subject, exchange.request, sent, known)];
  const { settable } = subject.contract;
  const isFromGraph = ({ pointer }: Finding): boolean => settable.some((member) => `${pointer}/`.startsWith(`/${partOfPointer(member)}/`));
  const request = known.valuesFromGraph ? all.filter((finding) => !isFromGraph(finding)) : all;
  const requestConforms = !request.some(({ severity }) => severity === 'breaking');
  const answer = judgeAnswer(subject, exchange, sent, requestConforms, known);
  const about = { operation: subject.contract.name, version: subject.version };
  return typeof answer === 'string'
    ? { kind: 'inconclusive', ...about, findings: mostOf(subject, request), reason: answer }
    : { kind: 'judged', ...about, findings: mostOf(subject, request.length === 0 ? answer : [...request, ...answer]) };
}
