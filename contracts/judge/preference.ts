import { headerOf, type ExchangeRequest, type ExchangeResponse } from './exchange.js';
import { findingAbout, type Finding, type Subject } from './finding.js';
import { expectedStatus } from './refusal.js';

/** Whether 204 is what the client asked for. Preference-Applied says so too, for a source without the request's headers. RFC 7240. */
export function isPreferred({ headers }: ExchangeRequest, response: ExchangeResponse): boolean {
  const minimal = /(?:^|[,;\s])return\s*=\s*"?minimal"?(?:$|[,;\s])/i;
  const names = [headerOf(headers ?? {}, 'prefer'), headerOf(response.headers ?? {}, 'preference-applied')];
  return response.status === 204 && names.some((value) => value !== undefined && minimal.test(value));
}

export function preferenceApplied(subject: Subject): Finding {
  return findingAbout(subject, 'response.preference-applied', 'response.status', {
    pointer: 'status',
    expected: expectedStatus(subject),
    actual: '204',
    message: 'Graph answers 204 without a body, as the client asked with Prefer: return=minimal.',
  });
}
