import { headerOf } from '../../contracts/judge/exchange.js';
import type { ClientRecordings, SentAnswer } from '../../recordings/replay/client-recordings.js';
import type { RecordedExchange } from '../../recordings/replay/recorded-exchange.js';
import { ownReply } from '../http/own-reply.js';
import type { JudgedRequest, Reply } from './reply.js';

/**
 * The status of the answer to a request that was not recorded. It is assigned to nothing, and reserved: Graph never sends it, no client takes it
 * for bad weather, and none tries again.
 */
const noRecordingStatus = 418;

/** The header that tells what an answer is. */
const mark = 'x-graph-contracts';

/** What helps a client that asks with the ids of its tenant. */
const idsHint = 'With --own-ids, the ids of a client stand for the recorded ones.';

/**
 * Answers from recordings.
 * @param otherwise answers what was not recorded; without it, the answer is an error that says so.
 */
export function answerFromRecordings(
  recordings: ClientRecordings,
  otherwise?: (judged: JudgedRequest) => Reply,
): (judged: JudgedRequest) => Reply {
  const areSentAsTheyAre = !recordings.ownIds;
  const replies = new Map<RecordedExchange, Reply>();
  const replyFrom = (exchange: RecordedExchange): Reply => {
    let reply = replies.get(exchange);
    if (reply === undefined) {
      reply = recordedReply(exchange, recordings.sent(exchange));
      if (areSentAsTheyAre) replies.set(exchange, reply);
    }
    return reply;
  };
  return (judged) => {
    const { request, body } = judged;
    const { method, url, headers = {} } = request;
    const asked = { method, url, contentType: headerOf(headers, 'content-type'), body };
    const exchange = recordings.take(asked);
    if (exchange !== undefined) return replyFrom(exchange);
    if (otherwise === undefined) return noRecording(recordings.whyNone(asked, idsHint));
    const reply = otherwise(judged);
    return { ...reply, headers: [...reply.headers, mark, 'fallback'] };
  };
}

function recordedReply({ failure }: RecordedExchange, { status, headers, body }: SentAnswer): Reply {
  if (failure !== undefined) return { status: 0, headers: [], drop: true };
  const hasBody = status >= 200 && status !== 204 && status !== 304;
  const list = [...Object.entries(headers).flat(), mark, 'recorded'];
  if (!hasBody) return { status, headers: list };
  list.push('content-length', String(Buffer.byteLength(body)));
  return { status, headers: list, body };
}

function noRecording(message: string): Reply {
  const reply = ownReply(noRecordingStatus, 'NoRecording', message, mark, 'no-recording');
  return { ...reply, statusText: 'No recording', unanswered: message };
}
