import type { ParsedBody } from './body.js';
import { describeMediaType } from './describe.js';
import { headerOf, isWithheld, type ExchangeRequest, type ExchangeResponse } from './exchange.js';
import { findingAbout, promises, type Finding, type Subject } from './finding.js';
import { expectedHeader, headerFits, responseHeaders } from './header-value.js';
import { judgeBody } from './judge-body.js';
import { judgeExtras } from './judge-extras.js';
import { judgeIdentity } from './judge-identity.js';
import { headerRedacted, headersNotChecked, judgeJsonBody } from './judge-message.js';
import { expectedStatus, isPreferred, mayBePreferred, preferenceApplied, preferenceNotKnown, wrongStatus } from './judge-status.js';
import type { OperationMatch } from './match-operation.js';

/** Judges an answer that is no refusal: its status, headers and body, and whether it is about the object of the request. */
export function judgeSuccess(
  subject: Subject,
  match: OperationMatch,
  request: ExchangeRequest,
  sent: ParsedBody,
  response: ExchangeResponse,
  body: ParsedBody,
): Finding[] {
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
      ...judgeBody(subject, 'response', value),
      ...judgeIdentity(subject, match, sent, value),
      ...judgeExtras(subject, value),
    ]),
  ];
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
