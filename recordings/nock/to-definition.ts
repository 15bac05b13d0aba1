import type { Body, Exchange, Headers } from '../../contracts/judge/exchange.js';
import type { Recorded, RecordedDefinition } from '../recording.js';

/** Headers that are kept, by name; any other is dropped. */
const keptRequestHeaders = ['accept', 'authorization', 'content-type'];
const keptResponseHeaders = ['allow', 'content-type', 'retry-after'];

/** What a replay must find in the request, besides method, path and body. */
const matchedHeaders = ['content-type'];

/**
 * Writes an exchange in nock's own words.
 * @param origin the origin under which it will be asked for, if that is another than the one that answered.
 * @throws when nothing came back: there is nothing to replay.
 */
export function toDefinition(exchange: Exchange, recorded: Omit<Recorded, 'requestHeaders'>, origin?: string): RecordedDefinition {
  const { request, response } = exchange;
  if (response === undefined) throw new Error(`Nothing came back (${exchange.failure ?? 'no response'}), so there is nothing to record.`);
  const url = new URL(request.url);
  const { protocol, hostname, port } = origin === undefined ? url : new URL(origin);
  const requestHeaders = keep(request.headers, keptRequestHeaders);
  const reqheaders = keep(request.headers, matchedHeaders);
  return {
    scope: `${protocol}//${hostname}:${port === '' ? (protocol === 'https:' ? '443' : '80') : port}`,
    method: request.method,
    path: `${url.pathname}${url.search}`,
    body: jsonOrText(request.body),
    ...(Object.keys(reqheaders).length === 0 ? {} : { reqheaders }),
    status: response.status,
    response: jsonOrText(response.body),
    rawHeaders: keep(response.headers, keptResponseHeaders),
    recorded: { ...recorded, requestHeaders },
  };
}

function keep(headers: Headers | undefined, names: readonly string[]): Record<string, string> {
  const lower = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  return Object.fromEntries(
    lower.filter(([name]) => names.includes(name)).map(([name, value]) => [name, typeof value === 'string' ? value : value.join(', ')]),
  );
}

function jsonOrText(body: Body): unknown {
  if (typeof body !== 'string') return body ?? '';
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}
