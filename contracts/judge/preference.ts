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

/** Whether the source may have left out what the client preferred. */
export function mayBePreferred({ headers, redacted = [] }: ExchangeRequest, response: ExchangeResponse): boolean {
  return response.status === 204 && (headers === undefined || redacted.includes('prefer'));
}

export function preferenceNotKnown(subject: Subject): Finding {
  return findingAbout(subject, 'response.not-checked', 'response.status', {
    pointer: 'status',
    expected: expectedStatus(subject),
    actual: '204',
    message:
      'Graph answers 204. The source does not hold whether the client asked for no body with Prefer: return=minimal, so it was not judged.',
  });
}
