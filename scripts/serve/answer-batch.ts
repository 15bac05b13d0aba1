import type { ExchangeRequest } from '../../contracts/judge/exchange.js';
import { batchItems } from '../../recordings/traffic/batch.js';
import { ownReply } from '../http/own-reply.js';
import { readBatch, type ReadItem } from '../http/read-batch.js';
import type { JudgedRequest, Reply } from './reply.js';

/** A request, and what it was answered. */
export type Answered = readonly [judged: JudgedRequest, reply: Reply];

/** What a batch is answered, and what each request inside is. */
export interface AnsweredBatch {
  readonly reply: Reply;
  /** The batch itself stands here if no request can be read in it. */
  readonly answered: readonly Answered[];
}

interface Answers {
  readonly judge: (request: ExchangeRequest) => JudgedRequest;
  readonly answer: (judged: JudgedRequest) => Reply;
}

/** Answers each request inside a batch as if it had come alone, by its id. */
export function answerBatch(batch: ExchangeRequest, { judge, answer }: Answers): AnsweredBatch {
  const items = readBatch(batch);
  if ('why' in items) {
    const { why } = items;
    const reply = unreadReply(batch, why);
    const requests = batchItems(batch)?.map(({ request }) => request) ?? [];
    return { reply, answered: (requests.length === 0 ? [batch] : requests).map((request) => [judge(request), reply]) };
  }
  const failed = new Set<string>();
  const answered = items.map((item): Answered => {
    const judged = judge(item.request);
    const reply = item.written.dependsOn?.some((id) => failed.has(id)) ? failedDependency : answer(judged);
    if (reply.status >= 400) failed.add(item.id);
    return [judged, reply];
  });
  const dropped = answered.find(([, { drop }]) => drop === true)?.[1];
  // One connection carries them all.
  if (dropped !== undefined) return { reply: dropped, answered: answered.map(([judged]) => [judged, dropped]) };
  return { reply: replyOf(items, answered), answered };
}

function unreadReply({ bodyWithheld }: ExchangeRequest, why: string): Reply {
  const reply = bodyWithheld === true ? ownReply(413, 'RequestEntityTooLarge', why) : ownReply(400, 'BadRequest', why);
  return { ...reply, unread: why };
}

const failedDependency: Reply = ownReply(424, 'FailedDependency', 'A request of the batch on which this one depends has failed.');

function replyOf(items: readonly ReadItem[], answered: readonly Answered[]): Reply {
  const responses = answered.map(([, { status, headers, body }], index) => {
    const named = namedHeaders(headers);
    return { id: items[index]?.written.id, status, headers: named, ...(body === undefined ? {} : { body: bodyOf(body) }) };
  });
  const body = JSON.stringify({ responses });
  return { status: 200, headers: ['content-type', 'application/json', 'content-length', String(Buffer.byteLength(body))], body };
}

/** Those about the connection are those of the batch. */
function namedHeaders(list: Reply['headers']): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let at = 0; at + 1 < list.length; at += 2) {
    const name = String(list[at]).toLowerCase();
    if (name !== 'content-length' && name !== 'connection') headers[name] = [list[at + 1]].flat().join(', ');
  }
  return headers;
}

/** JSON stands in a batch as it is; anything else, as a string. */
function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
