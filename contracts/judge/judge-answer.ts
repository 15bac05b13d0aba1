import { readBody, type ReadBody } from './body.js';
import type { InconclusiveReason } from './codes.js';
import { headerOf, type Exchange, type ExchangeRequest } from './exchange.js';
import type { Finding, Subject } from './finding.js';
import { judgeSuccess } from './judge-success.js';
import { isWithheld } from './not-known.js';
import type { OperationMatch } from './match-operation.js';
import { isNotRouted, notChecked, notRouted, rejected } from './refusal.js';
import { weatherOf } from './weather.js';

/** What is known besides the exchange itself. */
export interface Known {
  /** True when a read of the same URL has just shown that the assignment exists: then a 404 is no question of ids. */
  readonly objectExists?: boolean;
  /** True when the target that is sent was just read from Graph: what is strange about it is Graph's doing, and no fault of the request. */
  readonly targetFromGraph?: boolean;
}

/** Either what the answer says about the contract, or why it says nothing. */
export type AnswerJudgement =
  | { readonly kind: 'judged'; readonly findings: readonly Finding[] }
  | { readonly kind: 'inconclusive'; readonly reason: InconclusiveReason };

/**
 * Judges what came back.
 * @param sent the body of the request, as far as it can be read.
 * @param requestKept false when the request itself breaks the contract: a refusal of such a request says nothing about Graph.
 */
export function judgeAnswer(
  subject: Subject,
  match: OperationMatch,
  exchange: Exchange,
  sent: ReadBody,
  requestKept: boolean,
  known: Known,
): AnswerJudgement {
  const { response } = exchange;
  if (response === undefined) return { kind: 'inconclusive', reason: 'outage' };
  const body = readBody(response.body);
  const refused = (finding: () => Finding): AnswerJudgement => ({
    kind: 'judged',
    findings: [requestKept ? finding() : notChecked(subject, 'breaks the contract')],
  });
  if (isNotRouted(response.status, body)) return refused(() => notRouted(subject, response));

  const weather = weatherOf(response, body);
  if (weather !== undefined) {
    if (weather !== 'not-found' || !known.objectExists) return { kind: 'inconclusive', reason: weather };
  }
  if (response.status === 405) return refused(() => notRouted(subject, response));
  if (response.status >= 400)
    return refused(() => {
      if (!isKnown(exchange.request)) return notChecked(subject, 'is not wholly known');
      return isWithheld(response) ? notChecked(subject, 'is refused for an unknown reason') : rejected(subject, response, body);
    });
  return { kind: 'judged', findings: judgeSuccess(subject, match, exchange.request, sent, response, body) };
}

/** Whether the source holds what Graph may refuse: the body and its type. A wrong credential has a status of its own. */
function isKnown({ headers, withheld = [], redacted = [], ...body }: ExchangeRequest): boolean {
  const lacksType =
    headers === undefined || [...withheld, ...redacted].some((name) => name !== 'authorization' && headerOf(headers, name) === undefined);
  return !lacksType && !isWithheld(body);
}
