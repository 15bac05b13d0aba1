import type { ApiVersion } from '../contract.js';
import { readBody } from './body.js';
import type { InconclusiveReason } from './codes.js';
import type { Exchange } from './exchange.js';
import type { Finding, Subject } from './finding.js';
import { mostOf } from './finding-list.js';
import { judgeAnswer, type Known } from './judge-answer.js';
import { judgeMethodCase } from './method-case.js';
import { judgeRequest, wrongMethod } from './judge-request.js';
import { matchOperation } from './match-operation.js';

/**
 * What one exchange says about the contract.
 * `outside`: it is another operation. `inconclusive`: the answer says nothing about the contract, and `reason` says why; findings about its
 * request may stand beside that. `judged`: both sides were compared, and `findings` holds all that there is to say.
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

/** Methods that are other operations of the same object, documented on pages of their own. */
const otherOperations = new Set(['GET', 'HEAD', 'OPTIONS', 'DELETE']);

export function isOtherOperation(method: string): boolean {
  return otherOperations.has(method);
}

/**
 * Compares an exchange with the contract of its operation, which is found by its URL.
 * Pure and synchronous: it changes nothing, and asks nobody. A disagreement is data, never an exception.
 * @param known what is known besides the exchange itself; unless told, nothing.
 */
export function judge(exchange: Exchange, known: Known = {}): Judgement {
  const match = matchOperation(exchange.request.url);
  const method = exchange.request.method.toUpperCase();
  if (match === undefined || isOtherOperation(method)) return { kind: 'outside' };

  const { contract, version } = match;
  const subject: Subject = { contract, version };
  const about = { operation: contract.name, version };
  if (method !== contract.method) return { kind: 'judged', ...about, findings: [wrongMethod(subject, exchange.request.method)] };

  const sent = readBody(exchange.request.body);
  const all = [...judgeMethodCase(subject, exchange), ...judgeRequest(subject, match, exchange.request, sent)];
  const request = known.targetFromGraph ? all.filter(({ pointer }) => !pointer.startsWith('/target')) : all;
  const requestKept = !request.some((finding) => finding.severity === 'breaking');
  const answer = judgeAnswer(subject, match, exchange, sent, requestKept, known);
  return answer.kind === 'inconclusive'
    ? { kind: 'inconclusive', ...about, findings: mostOf(subject, request), reason: answer.reason }
    : { kind: 'judged', ...about, findings: mostOf(subject, request.length === 0 ? answer.findings : [...request, ...answer.findings]) };
}
