import { isWithheld } from '../../../contracts/judge/exchange.js';
import { headerOf, type Exchange, type ExchangeResponse, type Headers } from '../../../contracts/judge/exchange.js';
import type { Recorded, RecordedDefinition } from '../recording.js';
import { recordedAnswer, recordedQuestion } from './recorded-body.js';

/** Headers that are kept, by name; any other is dropped. */
const keptRequestHeaders = ['accept', 'authorization', 'content-type', 'prefer'];
const keptResponseHeaders = ['allow', 'content-type', 'location', 'odata-version', 'preference-applied', 'retry-after'];

/** nock has no word for a connection that broke: plain `nock.define` answers so in its place. */
const noAnswer: ExchangeResponse = { status: 502, headers: {} };

/** What a replay must find in the request, besides method, path and body. */
const matchedHeaders = ['content-type'];

/**
 * Writes an exchange in nock's own words.
 * Where nothing came back, `recorded.failure` says why.
 * @param origin the origin under which it will be asked for, if that is another than the one that answered.
 */
export function toDefinition(
  { request, response = noAnswer, failure }: Exchange,
  recorded: Omit<Recorded, 'requestHeaders' | 'withheld' | 'failure'>,
  origin?: string,
): RecordedDefinition {
  // What was redacted in a capture is not known here either.
  const notHeld = [...new Set([...(request.withheld ?? []), ...(request.redacted ?? [])])];
  const isBroken = response === noAnswer;
  const url = new URL(request.url, 'https://graph.microsoft.com');
  const { protocol, hostname, port } = origin === undefined ? url : new URL(origin);
  const requestHeaders = keep(request.headers, keptRequestHeaders);
  const reqheaders = keep(request.headers, matchedHeaders);
  return {
    scope: `${protocol}//${hostname}:${port === '' ? (protocol === 'https:' ? '443' : '80') : port}`,
    method: request.method,
    path: `${url.pathname}${url.search}`,
    // Without a body, nock takes any.
    ...(isWithheld(request) ? {} : { body: recordedQuestion(request.body) }),
    ...(Object.keys(reqheaders).length === 0 ? {} : { reqheaders }),
    status: response.status,
    response: recordedAnswer(response.body, headerOf(response.headers ?? {}, 'content-type') !== undefined),
    ...(response.headers === undefined ? {} : { rawHeaders: keep(response.headers, keptResponseHeaders) }),
    recorded: {
      ...recorded,
      ...(isBroken ? { failure: failure ?? 'FAILED' } : {}),
      ...(request.headers === undefined ? {} : { requestHeaders }),
      ...(notHeld.length === 0 && request.withheld === undefined ? {} : { withheld: notHeld }),
    },
  };
}

function keep(headers: Headers | undefined, names: readonly string[]): Record<string, string> {
  const lower = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  return Object.fromEntries(
    lower.filter(([name]) => names.includes(name)).map(([name, value]) => [name, typeof value === 'string' ? value : value.join(', ')]),
  );
}
