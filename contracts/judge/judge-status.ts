import { graphErrorIn, type ParsedBody } from './body.js';
import { describeErrorCode } from './describe.js';
import { headerOf, type ExchangeRequest, type ExchangeResponse } from './exchange.js';
import { findingAbout, ruleOf, type Finding, type Subject } from './finding.js';

export function expectedStatus(subject: Subject): string {
  const { says } = ruleOf(subject.contract, 'response.status');
  return says.what === 'status' ? String(says.status) : '';
}

/** Whether a status is one that the page names besides the usual one, such as "except a `200 OK` when …". */
export function isAlsoDocumented(subject: Subject, { status }: ExchangeResponse): boolean {
  const { says } = ruleOf(subject.contract, 'response.status');
  return says.what === 'status' && says.also?.includes(status) === true;
}

/** Whether Graph reports that it has no such operation: by an error code, a message (possibly nested), or 501 in its error envelope. */
export function isNotRouted(status: number, body: ParsedBody): boolean {
  const error = graphErrorIn(body);
  if (status < 400 || error === undefined) return false;
  if (status === 501 && typeof error['code'] === 'string') return true;
  const noRoute = /No (?:method match route template|OData route exists)|Resource not found for the segment/i;
  return [error['code'], error['message']].some((text) => typeof text === 'string' && noRoute.test(text));
}

export function routeMissing(subject: Subject, { status }: ExchangeResponse): Finding {
  const { method } = subject.contract;
  const message = `Graph answers ${status}: it has no route for ${method} on the documented path.`;
  const parts = { pointer: 'status', expected: `a route for ${method}`, actual: `${status}, no route`, message };
  return findingAbout(subject, 'operation.not-routed', 'request.method', parts);
}

type StatusCode = 'request.rejected' | 'response.status' | 'response.preference-applied' | 'response.not-checked';

/** A finding about an answer with another status than the documented one. */
function aboutStatus(subject: Subject, code: StatusCode, actual: string, message: string, identity?: string): Finding {
  return findingAbout(subject, code, 'response.status', {
    pointer: 'status',
    expected: expectedStatus(subject),
    actual,
    message,
    identity,
  });
}

export function requestRejected(subject: Subject, { status }: ExchangeResponse, body: ParsedBody): Finding {
  const code = describeErrorCode(graphErrorIn(body)?.['code']);
  const actual = code === undefined ? String(status) : `${status} (${code})`;
  return aboutStatus(
    subject,
    'request.rejected',
    actual,
    `Graph refuses a request that keeps to the page, with ${actual}.`,
    String(status),
  );
}

/** A refusal that proves nothing about Graph. @param why the end of a sentence that begins with the request. */
export function refusalNotChecked(
  subject: Subject,
  why: 'breaks the contract' | 'is not wholly known' | 'is refused for an unknown reason',
): Finding {
  const message = `The request ${why}, so that its refusal says nothing about Graph.`;
  return aboutStatus(subject, 'response.not-checked', 'a refusal', message);
}

export function wrongStatus(subject: Subject, { status }: ExchangeResponse): Finding {
  const message = `Graph answers ${status}; the page says ${expectedStatus(subject)}.`;
  return aboutStatus(subject, 'response.status', String(status), message, String(status));
}

/** Whether the client sent a preference for 204 (RFC 7240). If the source has no request headers, Preference-Applied shows it. */
export function isPreferred({ headers }: ExchangeRequest, response: ExchangeResponse): boolean {
  if (response.status !== 204) return false;
  const minimal = /(?:^|[,;\s])return\s*=\s*"?minimal"?(?:$|[,;\s])/i;
  const preferences = [headerOf(headers ?? {}, 'prefer'), headerOf(response.headers ?? {}, 'preference-applied')];
  return preferences.some((value) => value !== undefined && minimal.test(value));
}

export function preferenceApplied(subject: Subject): Finding {
  const message = 'Graph answers 204 without a body, as the client asked with Prefer: return=minimal.';
  return aboutStatus(subject, 'response.preference-applied', '204', message);
}

/** Whether the source may have left out a preference of the client. */
export function mayBePreferred({ headers, redacted = [] }: ExchangeRequest, response: ExchangeResponse): boolean {
  return response.status === 204 && (headers === undefined || redacted.includes('prefer'));
}

export function preferenceNotKnown(subject: Subject): Finding {
  const message =
    'Graph answers 204. The source does not hold whether the client asked for no body with Prefer: return=minimal, so it was not judged.';
  return aboutStatus(subject, 'response.not-checked', '204', message);
}
