import { authorizationScheme } from './authorization-scheme.js';
import { byteOrderMark } from './byte-order-mark.js';
import type { ReadBody } from './body.js';
import { describeMediaType, describeValue, isPlainMethod } from './describe.js';
import { headerOf, type ExchangeRequest, type Headers } from './exchange.js';
import { findingAbout, promises, type Finding, type Subject } from './finding.js';
import { isFilledIn } from './filled-in.js';
import { expectedHeader, hasFilledInToken, headerFits } from './header-value.js';
import { judgeBody } from './judge-body.js';
import { judgeReadOnly } from './judge-read-only.js';
import { judgeSentIds, neverFilledIn } from './judge-sent-ids.js';
import type { OperationMatch } from './match-operation.js';
import { isRedacted } from './redacted.js';
import { becauseOf, isWithheld, redactedByWriter } from './not-known.js';
import { requestHeaders, type PromisedHeader } from './promised-headers.js';

/** Judges what a client sends with the documented method. */
export function judgeRequest(subject: Subject, match: OperationMatch, request: ExchangeRequest, sent: ReadBody): Finding[] {
  return [
    ...judgePath(subject, match),
    ...(match.version === undefined ? [wrongVersion(subject, match)] : []),
    ...(request.headers === undefined ? headersNotChecked(subject) : judgeRequestHeaders(subject, request, request.headers)),
    ...(isWithheld(request) ? [bodyNotChecked(subject, request)] : judgeRequestBody(subject, sent)),
  ];
}

/** A method that is not the documented one, on the path of the operation. */
export function wrongMethod(subject: Subject, method: string): Finding {
  const shown = isPlainMethod(method) ? method.toUpperCase() : describeValue(method);
  return findingAbout(subject, 'request.method', 'request.method', {
    pointer: 'method',
    expected: subject.contract.method,
    actual: shown,
    message: `The request uses ${shown}; the page documents ${subject.contract.method}.`,
    identity: shown,
  });
}

function judgePath(subject: Subject, match: OperationMatch): Finding[] {
  const findings: Finding[] = match.inParentheses ? [pathStyle(subject, match)] : [];
  for (const { documented, sent: actual } of match.misspelt) {
    const message = `The path has ${actual} where the page has ${documented}.`;
    findings.push(
      findingAbout(subject, 'request.path', match.rule, { pointer: 'path', expected: documented, actual, message, identity: documented }),
    );
  }
  for (const { name, value } of match.parameters) {
    if (isFilledIn(value) || isRedacted(value)) continue;
    const actual = value.trim() === '' ? 'nothing' : neverFilledIn;
    const message = `The path parameter {${name}} must be an id, but is ${actual}.`;
    findings.push(
      findingAbout(subject, 'request.path', `${match.rule}.{${name}}`, {
        pointer: `path/{${name}}`,
        expected: 'an id',
        actual,
        message,
        identity: actual,
      }),
    );
  }
  return findings;
}

function pathStyle(subject: Subject, { rule }: OperationMatch): Finding {
  return findingAbout(subject, 'request.path-style', rule, {
    pointer: 'path',
    expected: '/{id}',
    actual: '({id})',
    message: "The path has an id in parentheses, which is OData's own form; the page shows it after a slash.",
  });
}

function wrongVersion(subject: Subject, match: OperationMatch): Finding {
  const sent = match.versionSegment;
  const actual = sent === '' ? 'nothing' : /^v?\d{1,2}(?:\.\d{1,2})?$|^beta$/i.test(sent) ? sent : 'another segment';
  return findingAbout(subject, 'request.version', 'request.version', {
    pointer: 'path',
    expected: subject.contract.apiVersions.join(' or '),
    actual,
    message: `The path names ${actual} as its API version; ${subject.contract.apiVersions.join(' and ')} are checked.`,
    identity: actual,
  });
}

function headersNotChecked(subject: Subject): Finding[] {
  const [rule] = requestHeaders(subject.contract);
  if (rule === undefined) return [];
  return [
    findingAbout(subject, 'request.not-checked', rule.id, {
      pointer: 'headers',
      expected: 'request headers in the source',
      actual: 'nothing',
      message: 'The source holds no request headers, so they were not judged.',
    }),
  ];
}

function headerRedacted(subject: Subject, rule: string, header: string): Finding {
  return findingAbout(subject, 'request.not-checked', rule, {
    pointer: header,
    expected: 'the header in the source',
    actual: 'nothing',
    message: `The request's ${header} header was not judged: ${redactedByWriter}.`,
  });
}

function headerWithheld(subject: Subject, rule: string, header: string): Finding {
  return findingAbout(subject, 'request.not-checked', rule, {
    pointer: header,
    expected: 'the header in the source',
    actual: 'nothing',
    message: `The source has no ${header} header, and may have left it out; it was not judged.`,
  });
}

type RequestHeaderPromise = PromisedHeader<'request-header'>['says'];

function judgeRequestHeaders(subject: Subject, { withheld = [], redacted = [] }: ExchangeRequest, headers: Headers): Finding[] {
  const findings: Finding[] = [];
  for (const { id, says } of requestHeaders(subject.contract)) {
    const sent = headerOf(headers, says.header);
    if (sent === undefined && redacted.includes(says.header)) findings.push(headerRedacted(subject, id, says.header));
    else if (sent === undefined && withheld.includes(says.header)) findings.push(headerWithheld(subject, id, says.header));
    else if (sent === undefined || sent.trim() === '') findings.push(headerMissing(subject, id, says));
    else if (!headerFits(says.value, sent)) findings.push(headerWrong(subject, id, says, sent));
  }
  return findings;
}

function headerMissing(subject: Subject, rule: string, { header, value }: RequestHeaderPromise): Finding {
  const message = `The request has no ${header} header.`;
  return findingAbout(subject, 'request.header.missing', rule, {
    pointer: header,
    expected: expectedHeader(value),
    actual: 'nothing',
    message,
  });
}

function headerWrong(subject: Subject, rule: string, { header, value }: RequestHeaderPromise, sent: string): Finding {
  const expected = expectedHeader(value);
  const actual = value.kind === 'bearer' ? describeScheme(sent) : describeMediaType(sent);
  const message = `The header ${header} must be ${expected}, but is ${actual}.`;
  return findingAbout(subject, 'request.header.value', rule, { pointer: header, expected, actual, message, identity: actual });
}

/** The scheme of a credential; never a word of the credential itself. */
function describeScheme(sent: string): string {
  const scheme = authorizationScheme(sent);
  if (scheme === undefined) return 'a value without the scheme Bearer';
  if (scheme.toLowerCase() !== 'bearer') return `the scheme ${scheme}`;
  return hasFilledInToken(sent) ? 'Bearer without one token' : neverFilledIn;
}

function bodyNotChecked(subject: Subject, { bodyWithheld }: ExchangeRequest): Finding {
  return findingAbout(subject, 'request.not-checked', 'request.body', {
    pointer: '',
    expected: 'the body in the source',
    actual: 'nothing',
    message: `The source does not hold the body of the request${becauseOf(bodyWithheld)}, so it was not judged.`,
  });
}

function judgeRequestBody(subject: Subject, body: ReadBody): Finding[] {
  if (!promises(subject, 'request.body')) return [];
  switch (body.kind) {
    case 'none':
      return [
        findingAbout(subject, 'request.body.missing', 'request.body', {
          pointer: '',
          expected: 'a JSON object',
          actual: 'nothing',
          message: 'The request has no body.',
        }),
      ];
    case 'html':
    case 'not-json':
      return [
        findingAbout(subject, 'request.body.not-json', 'request.body', {
          pointer: '',
          expected: 'a JSON object',
          actual: 'text that is not JSON',
          message: 'The body of the request is not JSON.',
        }),
      ];
    case 'json': {
      const bySchema = judgeBody(subject, 'request', body.value);
      const ids = judgeSentIds(subject, body.value).filter(({ pointer }) => !bySchema.some((finding) => finding.pointer === pointer));
      const findings = [...bySchema, ...ids, ...judgeReadOnly(subject, body.value)];
      return body.byteOrderMark ? [byteOrderMark(subject, 'request'), ...findings] : findings;
    }
    default:
      return body satisfies never;
  }
}
