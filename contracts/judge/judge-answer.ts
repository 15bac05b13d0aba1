import { parseBody, type ParsedBody } from './body.js';
import type { InconclusiveReason } from './codes.js';
import { describeMediaType } from './describe.js';
import { headerOf, isWithheld, type Exchange, type ExchangeRequest, type ExchangeResponse } from './exchange.js';
import { findingAbout, promises, type Finding, type Subject } from './finding.js';
import { expectedHeader, headerFits, responseHeaders } from './header-value.js';
import { inconclusiveReasonOf } from './inconclusive-answer.js';
import { judgeBody } from './judge-body.js';
import { judgeExtras } from './judge-extras.js';
import { judgeIdentity } from './judge-identity.js';
import { headerRedacted, headersNotChecked, judgeJsonBody, typesNotChecked } from './judge-message.js';
import {
  expectedStatus,
  isAlsoDocumented,
  isNotRouted,
  isPreferred,
  mayBePreferred,
  preferenceApplied,
  preferenceNotKnown,
  refusalNotChecked,
  requestRejected,
  routeMissing,
  wrongStatus,
} from './judge-status.js';
import type { OperationMatch } from './match-operation.js';

export interface Known {
  /** True when a read of the same URL has just shown that the assignment exists: a 404 then does not mean that an id is wrong. */
  readonly objectExists?: boolean;
  /** True when the values that are sent were just read from Graph: faults in them are Graph's, not the request's. */
  readonly valuesFromGraph?: boolean;
  /** The items of the collection that the request replaces, as an earlier answer showed them. */
  readonly replaced?: readonly unknown[];
}

/**
 * Judges an answer. Returns the findings, or why the answer is inconclusive.
 * @param sent the body of the request.
 * @param requestConforms false when the request breaks the contract: its refusal is then no evidence about Graph.
 */
export function judgeAnswer(
  subject: OperationMatch,
  { request, response }: Exchange,
  sent: ParsedBody,
  requestConforms: boolean,
  known: Known,
): readonly Finding[] | InconclusiveReason {
  if (response === undefined) return 'outage';
  const body = parseBody(response.body);
  const refused = (finding: () => Finding): Finding[] => [requestConforms ? finding() : refusalNotChecked(subject, 'breaks the contract')];
  if (isNotRouted(response.status, body)) return refused(() => routeMissing(subject, response));

  const reason = inconclusiveReasonOf(response, body);
  if (reason !== undefined && !(reason === 'not-found' && known.objectExists)) return reason;
  if (response.status === 405) return refused(() => routeMissing(subject, response));
  if (response.status < 400) return judgeSuccess(subject, request, sent, response, body);
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

/** Judges an answer other than a refusal: its status, headers and body, and whether it is about the object of the request. */
function judgeSuccess(
  subject: OperationMatch,
  request: ExchangeRequest,
  sent: ParsedBody,
  response: ExchangeResponse,
  body: ParsedBody,
): Finding[] {
  // What the page says about the body is about its first status.
  if (isAlsoDocumented(subject, response)) return [];
  const isMissing = body.kind === 'none' && !isWithheld(response);
  const status: Finding[] = [];
  if (String(response.status) !== expectedStatus(subject)) {
    if (isMissing && isPreferred(request, response)) return [preferenceApplied(subject)];
    if (mayBePreferred(request, response)) return [preferenceNotKnown(subject)];
    status.push(wrongStatus(subject, response));
    // A redirect has no object to judge; and without a body, the status alone is the cause.
    if (response.status >= 300 || isMissing) return status;
  }
  if (!promises(subject, 'response.body')) return [...status, ...unpromisedBody(subject, body)];
  return [
    ...status,
    ...(isMissing ? [] : judgeResponseHeaders(subject, response)),
    ...judgeJsonBody(subject, 'response', body, response, (value) => [
      ...judgeBody(subject, 'response', value).filter(
        ({ code, pointer }) => code !== 'response.body.missing-property' || isSelected(request, pointer),
      ),
      ...judgeIdentity(subject, sent, value),
      ...judgeExtras(subject, value),
      ...typesNotChecked(subject, 'response', value),
    ]),
  ];
}

/** False for a property that the request leaves out by `$select`, with which a read asks for some properties only. */
function isSelected({ method, url }: ExchangeRequest, pointer: string): boolean {
  const selected = method.toUpperCase() === 'GET' ? /[?&](?:\$|%24)select=([^&#]*)/i.exec(url)?.[1] : undefined;
  if (selected === undefined) return true;
  const names = selected.split(/,|%2c/i).map((name) => name.trim().toLowerCase());
  return pointer === '/value' || names.includes(pointer.slice(pointer.lastIndexOf('/') + 1).toLowerCase());
}

function judgeResponseHeaders(subject: Subject, { headers, redacted }: ExchangeResponse): Finding[] {
  const promised = responseHeaders(subject.contract);
  if (headers === undefined) return headersNotChecked(subject, 'response', promised);
  const findings: Finding[] = [];
  for (const { id, says } of promised) {
    const sent = headerOf(headers, says.header);
    if (sent !== undefined && headerFits(says.value, sent)) continue;
    if (sent === undefined && redacted?.includes(says.header)) {
      findings.push(headerRedacted(subject, 'response', id, says.header));
      continue;
    }
    const expected = expectedHeader(says.value);
    const actual = sent === undefined ? 'nothing' : describeMediaType(sent);
    const message = `The answer's ${says.header} must be ${expected}, but is ${actual}.`;
    const parts = { pointer: says.header, expected, actual, message, identity: actual };
    findings.push(findingAbout(subject, 'response.header.content-type', id, parts));
  }
  return findings;
}

function unpromisedBody(subject: Subject, body: ParsedBody): Finding[] {
  if (body.kind === 'none') return [];
  const message = 'The answer has a body, which the page does not promise.';
  const parts = { pointer: '', expected: 'no body', actual: 'a body', message };
  return [findingAbout(subject, 'response.body.undocumented-property', 'response.body.none', parts)];
}
