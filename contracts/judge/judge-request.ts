import { isObject } from '../json-value.js';
import { parseBody, type ParsedBody } from './body.js';
import { describeMediaType, describeMethod, describeValue, isPlainMethod } from './describe.js';
import { isFilledIn, isRedacted } from './dummy-value.js';
import { headerOf, isWithheld, type Exchange, type ExchangeRequest, type Headers } from './exchange.js';
import { findingAbout, promises, ruleOf, type Finding, type Subject } from './finding.js';
import { authorizationScheme, expectedHeader, hasFilledInToken, headerFits, requestHeaders, type PromisedHeader } from './header-value.js';
import { inconclusiveReasonOf } from './inconclusive-answer.js';
import { judgeBody } from './judge-body.js';
import { bodyNotChecked, headerRedacted, headersNotChecked, headerWithheld, judgeJsonBody, typesNotChecked } from './judge-message.js';
import { judgeOpenTable } from './judge-undocumented.js';
import { judgeReplaced } from './judge-replaced.js';
import { judgeSentIds, neverFilledIn } from './judge-sent-ids.js';
import type { Known } from './judge-answer.js';
import type { OperationMatch } from './match-operation.js';

export function wrongMethod(subject: Subject, method: string): Finding {
  const expected = subject.contract.method;
  const actual = isPlainMethod(method) ? method.toUpperCase() : describeValue(method);
  const message = `The request uses ${actual}; the page documents ${expected}.`;
  return findingAbout(subject, 'request.method', 'request.method', { pointer: 'method', expected, actual, message, identity: actual });
}

/** Methods are case-sensitive (RFC 9110): a refusal is the client's fault; any other answer shows no harm. */
export function judgeMethodCase(subject: Subject, { request, response }: Exchange): Finding[] {
  if (request.method === subject.contract.method) return [];
  const isRefused =
    response !== undefined && response.status >= 400 && inconclusiveReasonOf(response, parseBody(response.body)) === undefined;
  return [wrongMethodCase(subject, request.method, isRefused)];
}

export function wrongMethodCase(subject: Subject, written: string, isRefused: boolean): Finding {
  const expected = subject.contract.method;
  const actual = describeMethod(written);
  const message = `The request uses ${actual}, which is not ${expected}: methods are case-sensitive.`;
  const parts = { pointer: 'method', expected, actual, message, identity: isRefused ? actual : '' };
  return findingAbout(subject, isRefused ? 'request.method' : 'request.method-case', 'request.method', parts);
}

/** Judges a request with the documented method. */
export function judgeRequest(
  subject: OperationMatch,
  request: ExchangeRequest,
  sent: ParsedBody,
  { replaced }: Pick<Known, 'replaced'> = {},
): Finding[] {
  return [
    ...judgePath(subject),
    ...(request.headers === undefined
      ? headersNotChecked(subject, 'request', requestHeaders(subject.contract))
      : judgeRequestHeaders(subject, request, request.headers)),
    ...judgeRequestBody(subject, request, sent),
    ...(replaced === undefined || sent.kind !== 'json' ? [] : judgeReplaced(subject, sent.value, replaced)),
  ];
}

function judgePath(subject: OperationMatch): Finding[] {
  const findings: Finding[] = subject.inParentheses ? [pathStyle(subject)] : [];
  for (const { documented: expected, sent: actual } of subject.misspelt) {
    const message = `The path has ${actual} where the page has ${expected}.`;
    findings.push(findingAbout(subject, 'request.path', subject.rule, { pointer: 'path', expected, actual, message, identity: expected }));
  }
  for (const { name, value } of subject.parameters) {
    if (isFilledIn(value) || isRedacted(value)) continue;
    const actual = value.trim() === '' ? 'nothing' : neverFilledIn;
    const message = `The path parameter {${name}} must be an id, but is ${actual}.`;
    const parts = { pointer: `path/{${name}}`, expected: 'an id', actual, message, identity: actual };
    findings.push(findingAbout(subject, 'request.path', `${subject.rule}.{${name}}`, parts));
  }
  if (subject.version === undefined) findings.push(wrongVersion(subject));
  return findings;
}

function pathStyle(subject: OperationMatch): Finding {
  return findingAbout(subject, 'request.path-style', subject.rule, {
    pointer: 'path',
    expected: '/{id}',
    actual: '({id})',
    message: "The path has an id in parentheses, which is OData's own form; the page shows it after a slash.",
  });
}

function wrongVersion(subject: OperationMatch): Finding {
  const { apiVersions } = subject.contract;
  const sent = subject.versionSegment;
  const actual = sent === '' ? 'nothing' : /^v?\d{1,2}(?:\.\d{1,2})?$|^beta$/i.test(sent) ? sent : 'another segment';
  const message = `The path names ${actual} as its API version; ${apiVersions.join(' and ')} are checked.`;
  const parts = { pointer: 'path', expected: apiVersions.join(' or '), actual, message, identity: actual };
  return findingAbout(subject, 'request.version', 'request.version', parts);
}

function judgeRequestHeaders(subject: Subject, { withheld = [], redacted = [] }: ExchangeRequest, headers: Headers): Finding[] {
  const findings: Finding[] = [];
  for (const { id, says } of requestHeaders(subject.contract)) {
    const sent = headerOf(headers, says.header);
    if (sent === undefined && redacted.includes(says.header)) findings.push(headerRedacted(subject, 'request', id, says.header));
    else if (sent === undefined && withheld.includes(says.header)) findings.push(headerWithheld(subject, id, says.header));
    else if (sent === undefined || sent.trim() === '') findings.push(headerMissing(subject, id, says));
    else if (!headerFits(says.value, sent)) findings.push(headerWrong(subject, id, says, sent));
  }
  return findings;
}

type RequestHeaderPromise = PromisedHeader<'request-header'>['says'];

function headerMissing(subject: Subject, rule: string, { header, value }: RequestHeaderPromise): Finding {
  const parts = { pointer: header, expected: expectedHeader(value), actual: 'nothing', message: `The request has no ${header} header.` };
  return findingAbout(subject, 'request.header.missing', rule, parts);
}

function headerWrong(subject: Subject, rule: string, { header, value }: RequestHeaderPromise, sent: string): Finding {
  const expected = expectedHeader(value);
  const actual = value.kind === 'bearer' ? describeScheme(sent) : describeMediaType(sent);
  const message = `The header ${header} must be ${expected}, but is ${actual}.`;
  return findingAbout(subject, 'request.header.value', rule, { pointer: header, expected, actual, message, identity: actual });
}

/** The scheme of a credential; never a part of the credential itself. */
function describeScheme(sent: string): string {
  const scheme = authorizationScheme(sent);
  if (scheme === undefined) return 'a value without the scheme Bearer';
  if (scheme.toLowerCase() !== 'bearer') return `the scheme ${scheme}`;
  return hasFilledInToken(sent) ? 'Bearer without one token' : neverFilledIn;
}

function judgeRequestBody(subject: Subject, request: ExchangeRequest, body: ParsedBody): Finding[] {
  if (isWithheld(request)) return [bodyNotChecked(subject, 'request', request)];
  if (!promises(subject, 'request.body')) return !isEmpty(body) && promises(subject, 'request.body.none') ? [unexpectedBody(subject)] : [];
  const { says } = ruleOf(subject.contract, 'request.body');
  if (body.kind === 'none' && says.what === 'body' && says.optional) return [];
  return judgeJsonBody(subject, 'request', body, request, (value) => {
    const bySchema = judgeBody(subject, 'request', value);
    const ids = judgeSentIds(subject, value).filter(({ pointer }) => !bySchema.some((finding) => finding.pointer === pointer));
    return [
      ...bySchema,
      ...ids,
      ...judgeReadOnly(subject, value),
      ...typesNotChecked(subject, 'request', value),
      ...judgeOpenTable(subject, value),
    ];
  });
}

/** Some clients send an empty object where there is nothing to send. */
function isEmpty(body: ParsedBody): boolean {
  return body.kind === 'none' || (body.kind === 'json' && isObject(body.value) && Object.keys(body.value).length === 0);
}

function unexpectedBody(subject: Subject): Finding {
  const message = 'The request has a body; the page says that it has none.';
  const parts = { pointer: '', expected: 'no body', actual: 'a body', message };
  return findingAbout(subject, 'request.body.unexpected', 'request.body.none', parts);
}

function judgeReadOnly(subject: Subject, body: unknown): Finding[] {
  if (!isObject(body)) return [];
  return subject.contract.readOnly.flatMap(({ property, rule, versions }): Finding[] => {
    if (!(property in body) || (subject.version !== undefined && !versions.includes(subject.version))) return [];
    const message = `The request sends /${property}, which is read-only.`;
    const parts = { pointer: `/${property}`, expected: 'only properties that a client can set', actual: property, message };
    return [findingAbout(subject, 'request.body.read-only', rule, parts)];
  });
}
