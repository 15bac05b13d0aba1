import { parseBody, type ParsedBody } from './body.js';
import type { InconclusiveReason } from './codes.js';
import { headerOf, isWithheld, type Exchange, type ExchangeRequest } from './exchange.js';
import type { Finding, Subject } from './finding.js';
import { inconclusiveReasonOf } from './inconclusive-answer.js';
import { isNotRouted, refusalNotChecked, requestRejected, routeMissing } from './judge-status.js';
import { judgeSuccess } from './judge-success.js';
import type { OperationMatch } from './match-operation.js';

/** Facts beyond the exchange itself. */
export interface Known {
  /** True when a read of the same URL has just shown that the assignment exists: a 404 is then no question of ids. */
  readonly objectExists?: boolean;
  /** True when the sent target was just read from Graph: faults in it are Graph's, not the request's. */
  readonly targetFromGraph?: boolean;
}

/**
 * Judges an answer. Returns the findings, or why the answer is inconclusive.
 * @param sent the body of the request.
 * @param requestKept false when the request breaks the contract: its refusal is then no evidence about Graph.
 */
export function judgeAnswer(
  subject: Subject,
  match: OperationMatch,
  { request, response }: Exchange,
  sent: ParsedBody,
  requestKept: boolean,
  known: Known,
): readonly Finding[] | InconclusiveReason {
  if (response === undefined) return 'outage';
  const body = parseBody(response.body);
  const refused = (finding: () => Finding): Finding[] => [requestKept ? finding() : refusalNotChecked(subject, 'breaks the contract')];
  if (isNotRouted(response.status, body)) return refused(() => routeMissing(subject, response));

  const reason = inconclusiveReasonOf(response, body);
  if (reason !== undefined && !(reason === 'not-found' && known.objectExists)) return reason;
  if (response.status === 405) return refused(() => routeMissing(subject, response));
  if (response.status < 400) return judgeSuccess(subject, match, request, sent, response, body);
  return refused(() => {
    if (!isKnown(request)) return refusalNotChecked(subject, 'is not wholly known');
    return isWithheld(response) ? refusalNotChecked(subject, 'is refused for an unknown reason') : requestRejected(subject, response, body);
  });
}

/** Whether the source holds the body and its type, which Graph may refuse. A wrong credential has a status of its own. */
function isKnown({ headers, withheld = [], redacted = [], ...body }: ExchangeRequest): boolean {
  if (headers === undefined || isWithheld(body)) return false;
  return [...withheld, ...redacted].every((name) => name === 'authorization' || headerOf(headers, name) !== undefined);
}
