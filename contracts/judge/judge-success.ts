import type { ReadBody } from './body.js';
import { byteOrderMark } from './byte-order-mark.js';
import { describeMediaType } from './describe.js';
import { headerOf, type ExchangeRequest, type ExchangeResponse } from './exchange.js';
import { findingAbout, promises, type Finding, type Subject } from './finding.js';
import { judgeBody } from './judge-body.js';
import { judgeExtras } from './judge-extras.js';
import { judgeIdentity } from './judge-identity.js';
import { expectedHeader, headerFits } from './header-value.js';
import type { OperationMatch } from './match-operation.js';
import { becauseOf, isWithheld, redactedByWriter } from './not-known.js';
import { isPreferred, mayBePreferred, preferenceApplied, preferenceNotKnown } from './preference.js';
import { responseHeaders } from './promised-headers.js';
import { expectedStatus } from './refusal.js';

/** Judges an answer that is no refusal: status, headers, body, and whether it is about what was asked. */
export function judgeSuccess(
  subject: Subject,
  match: OperationMatch,
  request: ExchangeRequest,
  sent: ReadBody,
  response: ExchangeResponse,
  body: ReadBody,
): Finding[] {
  const findings: Finding[] = [];
  const rightStatus = String(response.status) === expectedStatus(subject);
  if (!rightStatus && isPreferred(request, response) && isMissing(response, body)) return [preferenceApplied(subject)];
  if (!rightStatus && mayBePreferred(request, response)) return [preferenceNotKnown(subject)];
  if (!rightStatus) {
    findings.push(
      findingAbout(subject, 'response.status', 'response.status', {
        pointer: 'status',
        expected: expectedStatus(subject),
        actual: String(response.status),
        message: `Graph answers ${response.status}; the page says ${expectedStatus(subject)}.`,
        identity: String(response.status),
      }),
    );
    // A redirect has no object to judge; and without a body, the status alone is the cause.
    if (response.status >= 300 || isMissing(response, body)) return findings;
  }
  if (!promises(subject, 'response.body')) return [...findings, ...unpromisedBody(subject, body)];
  const outside = [...findings, ...judgeResponseHeaders(subject, response, body)];
  switch (body.kind) {
    case 'none':
      if (!isMissing(response, body)) return [...outside, bodyNotChecked(subject, response)];
      return [...outside, aboutBody(subject, 'response.body.missing', 'nothing', 'The answer has no body.')];
    case 'html':
    case 'not-json':
      return [...outside, aboutBody(subject, 'response.body.not-json', 'text that is not JSON', 'The body of the answer is not JSON.')];
    case 'json':
      return [
        ...outside,
        ...(body.byteOrderMark ? [byteOrderMark(subject, 'response')] : []),
        ...judgeBody(subject, 'response', body.value),
        ...judgeIdentity(subject, match, sent, body.value),
        ...judgeExtras(subject, body.value),
      ];
    default:
      return body satisfies never;
  }
}

/** True when nothing came; not when the source just does not hold it. */
function isMissing(response: ExchangeResponse, body: ReadBody): boolean {
  return body.kind === 'none' && !isWithheld(response);
}

function headersNotChecked(subject: Subject): Finding[] {
  const [rule] = responseHeaders(subject.contract);
  if (rule === undefined) return [];
  return [
    findingAbout(subject, 'response.not-checked', rule.id, {
      pointer: 'headers',
      expected: 'response headers in the source',
      actual: 'nothing',
      message: 'The source holds no response headers, so they were not judged.',
    }),
  ];
}

function bodyNotChecked(subject: Subject, { bodyWithheld }: ExchangeResponse): Finding {
  return findingAbout(subject, 'response.not-checked', 'response.body', {
    pointer: '',
    expected: 'the body in the source',
    actual: 'nothing',
    message: `The source does not hold the body of the answer${becauseOf(bodyWithheld)}, so it was not judged.`,
  });
}

function headerRedacted(subject: Subject, rule: string, header: string): Finding {
  return findingAbout(subject, 'response.not-checked', rule, {
    pointer: header,
    expected: 'the header in the source',
    actual: 'nothing',
    message: `The answer's ${header} was not judged: ${redactedByWriter}.`,
  });
}

function judgeResponseHeaders(subject: Subject, response: ExchangeResponse, body: ReadBody): Finding[] {
  const { headers } = response;
  if (isMissing(response, body)) return [];
  if (headers === undefined) return headersNotChecked(subject);
  const findings: Finding[] = [];
  for (const { id, says } of responseHeaders(subject.contract)) {
    const sent = headerOf(headers, says.header);
    if (sent !== undefined && headerFits(says.value, sent)) continue;
    if (sent === undefined && response.redacted?.includes(says.header)) {
      findings.push(headerRedacted(subject, id, says.header));
      continue;
    }
    const expected = expectedHeader(says.value);
    const actual = sent === undefined ? 'nothing' : describeMediaType(sent);
    findings.push(
      findingAbout(subject, 'response.header.content-type', id, {
        pointer: says.header,
        expected,
        actual,
        message: `The answer's ${says.header} must be ${expected}, but is ${actual}.`,
        identity: actual,
      }),
    );
  }
  return findings;
}

/** A body of which the page says nothing, or that there is none. */
function unpromisedBody(subject: Subject, body: ReadBody): Finding[] {
  if (body.kind === 'none') return [];
  return [
    findingAbout(subject, 'response.body.undocumented-property', 'response.body.none', {
      pointer: '',
      expected: 'no body',
      actual: 'a body',
      message: 'The answer has a body, which the page does not promise.',
    }),
  ];
}

function aboutBody(subject: Subject, code: 'response.body.missing' | 'response.body.not-json', actual: string, message: string): Finding {
  return findingAbout(subject, code, 'response.body', { pointer: '', expected: 'a JSON object', actual, message });
}
