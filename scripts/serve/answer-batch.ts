import type { ExchangeRequest, Headers } from '../../contracts/judge/exchange.js';
import { batchItems } from '../../recordings/traffic/batch.js';
import { readBatch, type ReadItem } from '../http/read-batch.js';
import { errorReply, type JudgedRequest, type Reply } from './reply.js';

/** The response to a batch, and its requests with their replies. */
export interface Answered {
  readonly reply: Reply;
  readonly requests: readonly (readonly [JudgedRequest, Reply])[];
}

/** Answers each request inside a batch as if it came alone. If none can be read, the batch itself is in `requests`. */
export function answerBatch(
  batch: ExchangeRequest,
  judge: (request: ExchangeRequest) => JudgedRequest,
  answer: (judged: JudgedRequest) => Reply,
): Answered {
  const items = readBatch(batch);
  if ('why' in items) {
    const reply = unreadReply(batch, items.why);
    const requests = batchItems(batch)?.map(({ request }) => request) ?? [];
    return { reply, requests: (requests.length === 0 ? [batch] : requests).map((request) => [judge(request), reply]) };
  }
  const failed = new Set<string>();
  const requests = items.map((item) => {
    const judged = judge(item.request);
    const reply = item.written.dependsOn?.some((id) => failed.has(id)) ? failedDependency : answer(judged);
    if (reply.status >= 400) failed.add(item.id);
    return [judged, reply] as const;
  });
  const dropped = requests.find(([, { drop }]) => drop)?.[1];
  // All of them share one connection.
  if (dropped !== undefined) return { reply: dropped, requests: requests.map(([judged]) => [judged, dropped]) };
  const responses = requests.map(([, reply], index) => responseTo(items[index], reply));
  return { reply: { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ responses }) }, requests };
}

function unreadReply({ bodyWithheld }: ExchangeRequest, why: string): Reply {
  const reply = bodyWithheld === true ? errorReply(413, 'RequestEntityTooLarge', why) : errorReply(400, 'BadRequest', why);
  return { ...reply, unread: why };
}

const failedDependency = errorReply(424, 'FailedDependency', 'A request of the batch on which this one depends has failed.');

function responseTo(item: ReadItem | undefined, { status, headers, body }: Reply): object {
  return { id: item?.written.id, status, headers: headersInBatch(headers), body: body === undefined ? undefined : jsonOr(body) };
}

function headersInBatch(headers: Headers): Record<string, string> {
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')] as const);
  return Object.fromEntries(named.filter(([name]) => name !== 'content-length' && name !== 'connection'));
}

/** JSON is inlined in a batch; any other body is a string. */
function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
