import { isWithheld } from '../../contracts/judge/exchange.js';
import { headerOf, type Exchange, type ExchangeResponse, type Headers } from '../../contracts/judge/exchange.js';
import type { Recorded, RecordedDefinition } from '../traffic/recording.js';
import { recordedAnswer, recordedQuestion } from '../traffic/recorded-body.js';

/** The headers that a recording keeps; all others are dropped. */
const keptRequestHeaders = ['accept', 'authorization', 'content-type', 'prefer'];
const keptResponseHeaders = ['allow', 'content-type', 'location', 'odata-version', 'preference-applied', 'retry-after'];

/** The response of plain `nock.define` for a broken connection, which nock cannot express. */
const noAnswer: ExchangeResponse = { status: 502, headers: {} };

/** The headers that a replay must find in the request, besides method, path and body. */
const matchedHeaders = ['content-type'];

/**
 * Writes an exchange as a nock definition. If no response came, `recorded.failure` gives the code.
 * @param origin the origin that a replay answers for, if it is not that of the request.
 */
export function toDefinition(
  { request, response = noAnswer, failure }: Exchange,
  recorded: Omit<Recorded, 'requestHeaders' | 'withheld' | 'failure'>,
  origin?: string,
): RecordedDefinition {
  // A header that its capture redacted is not known here either.
  const withheld = [...new Set([...(request.withheld ?? []), ...(request.redacted ?? [])])];
  const url = new URL(request.url, 'https://graph.microsoft.com');
  const { protocol, hostname, port } = origin === undefined ? url : new URL(origin);
  const reqheaders = keep(request.headers, matchedHeaders);
  return {
    scope: `${protocol}//${hostname}:${port === '' ? (protocol === 'https:' ? '443' : '80') : port}`,
    method: request.method,
    path: `${url.pathname}${url.search}`,
    // Without a body, nock matches any.
    ...(isWithheld(request) ? {} : { body: recordedQuestion(request.body) }),
    ...(Object.keys(reqheaders).length === 0 ? {} : { reqheaders }),
    status: response.status,
    response: recordedAnswer(response.body, headerOf(response.headers ?? {}, 'content-type') !== undefined),
    ...(response.headers === undefined ? {} : { rawHeaders: keep(response.headers, keptResponseHeaders) }),
    recorded: {
      ...recorded,
      ...(response === noAnswer ? { failure: failure ?? 'FAILED' } : {}),
      ...(request.headers === undefined ? {} : { requestHeaders: keep(request.headers, keptRequestHeaders) }),
      ...(withheld.length === 0 && request.withheld === undefined ? {} : { withheld }),
    },
  };
}

function keep(headers: Headers | undefined, names: readonly string[]): Record<string, string> {
  const lower = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  return Object.fromEntries(
    lower.filter(([name]) => names.includes(name)).map(([name, value]) => [name, typeof value === 'string' ? value : value.join(', ')]),
  );
}
