import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { headerOf, type Headers } from '../../contracts/judge/exchange.js';
import { isRedactedHeader } from '../../contracts/judge/placeholders.js';
import { headersIn } from './header-values.js';

/** The headers of a message as far as its capture holds them, and the names of those whose values its writer redacted. */
export interface CapturedHeaders {
  readonly headers: Headers;
  readonly redacted?: readonly string[];
}

/** Headers that are judged, in lower case: those that a page promises, and what a client prefers. */
const judged = ['prefer', ...new Set(contracts.flatMap(({ rules }) => rules.flatMap(({ says }) => ('header' in says ? says.header : []))))];

/**
 * The headers that a capture lists. An empty list, or none, means that its writer did not keep them: a request has at least a Host. Headers whose
 * values are redacted are taken out.
 */
export function capturedHeaders(listed: unknown): CapturedHeaders | undefined {
  const headers = headersIn(listed);
  if (headers === undefined || Object.keys(headers).length === 0) return undefined;
  const redacted = judged.filter((name) => isRedactedHeader(headerOf(headers, name) ?? ''));
  if (redacted.length === 0) return { headers };
  return { headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !redacted.includes(name.toLowerCase()))), redacted };
}
