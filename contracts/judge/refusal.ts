import type { ReadBody } from './body.js';
import { describeErrorCode } from './describe.js';
import type { ExchangeResponse } from './exchange.js';
import { graphErrorIn } from './graph-error.js';
import { findingAbout, ruleOf, type Finding, type Subject } from './finding.js';

/**
 * Graph's words for an operation that does not exist: a code of its own, sometimes only in a message nested in the message; a segment that it does not
 * know; or 501 in its error envelope.
 */
export function isNotRouted(status: number, body: ReadBody): boolean {
  const error = graphErrorIn(body);
  if (status < 400 || error === undefined) return false;
  if (status === 501 && typeof error['code'] === 'string') return true;
  const noRoute = /No (?:method match route template|OData route exists)|Resource not found for the segment/i;
  return [error['code'], error['message']].some((text) => typeof text === 'string' && noRoute.test(text));
}

/** The operation does not exist. */
export function notRouted(subject: Subject, response: ExchangeResponse): Finding {
  const { method } = subject.contract;
  return findingAbout(subject, 'operation.not-routed', 'request.method', {
    pointer: 'status',
    expected: `a route for ${method}`,
    actual: `${response.status}, no route`,
    message: `Graph answers ${response.status}: it has no route for ${method} on the documented path.`,
  });
}

/** The operation exists, and refuses a documented request. */
export function rejected(subject: Subject, response: ExchangeResponse, body: ReadBody): Finding {
  const code = errorCodeOf(body);
  const shown = code === undefined ? String(response.status) : `${response.status} (${code})`;
  return findingAbout(subject, 'request.rejected', 'response.status', {
    pointer: 'status',
    expected: expectedStatus(subject),
    actual: shown,
    message: `Graph refuses a request that keeps to the page, with ${shown}.`,
    identity: String(response.status),
  });
}

/** A refusal that says nothing about Graph. @param why the end of a sentence that begins with the request. */
export function notChecked(
  subject: Subject,
  why: 'breaks the contract' | 'is not wholly known' | 'is refused for an unknown reason',
): Finding {
  return findingAbout(subject, 'response.not-checked', 'response.status', {
    pointer: 'status',
    expected: expectedStatus(subject),
    actual: 'a refusal',
    message: `The request ${why}, so that its refusal says nothing about Graph.`,
  });
}

function errorCodeOf(body: ReadBody): string | undefined {
  return describeErrorCode(graphErrorIn(body)?.['code']);
}

/** The documented status, as text. */
export function expectedStatus(subject: Subject): string {
  const { says } = ruleOf(subject.contract, 'response.status');
  return says.what === 'status' ? String(says.status) : '';
}
