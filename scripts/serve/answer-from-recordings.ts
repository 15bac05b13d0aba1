import { headerOf } from '../../contracts/judge/exchange.js';
import type { AskedRecordings } from '../../recordings/replay/asked-recordings.js';
import type { Asked } from '../../recordings/replay/recorded-answers.js';
import type { RecordedExchange } from '../../recordings/replay/recorded-exchange.js';
import type { SentAnswer } from '../../recordings/replay/sent-answer.js';
import type { JudgedRequest, Reply } from './graph-server.js';
import type { StillLoading } from './still-loading.js';

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
 * Answers from recordings; while some of them are still being loaded, as soon as those cannot change the answer. Where own ids are let in, all recordings
 * have to be there before the first is answered.
 * @param otherwise answers what was not recorded; without it, the answer is an error that says so.
 */
export function answerFromRecordings(
  recordings: AskedRecordings,
  loading: StillLoading,
  otherwise?: (judged: JudgedRequest) => Reply,
): (judged: JudgedRequest) => Reply | Promise<Reply> {
  const areSentAsTheyAre = !recordings.letsOwnIdsIn;
  const replies = new Map<RecordedExchange, Reply>();
  const replyFrom = (exchange: RecordedExchange): Reply => {
    let reply = replies.get(exchange);
    if (reply === undefined) {
      reply = recordedReply(exchange, recordings.sent(exchange));
      if (areSentAsTheyAre) replies.set(exchange, reply);
    }
    return reply;
  };
  const early = (asked: Asked): Reply | undefined => {
    const exchange = areSentAsTheyAre ? recordings.answers.takeEarly(asked) : undefined;
    return exchange === undefined ? undefined : replyFrom(exchange);
  };
  const late = (asked: Asked, judged: JudgedRequest): Reply => {
    const exchange = recordings.take(asked);
    if (exchange !== undefined) return replyFrom(exchange);
    if (otherwise === undefined) return noRecording(recordings.whyNone(asked, idsHint));
    const reply = otherwise(judged);
    return { ...reply, headers: [...reply.headers, mark, 'fallback'] };
  };
  return (judged) => {
    const { request, body } = judged;
    const { method, url, headers = {} } = request;
    const asked = { method, url, contentType: headerOf(headers, 'content-type'), body };
    if (loading.done) return late(asked, judged);
    return (
      early(asked) ??
      loading.wait(
        () => early(asked),
        () => late(asked, judged),
      )
    );
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
  const body = JSON.stringify({ error: { code: 'NoRecording', message } });
  return {
    status: noRecordingStatus,
    statusText: 'No recording',
    headers: [
      ...['content-type', 'application/json; charset=utf-8', mark, 'no-recording'],
      ...['content-length', String(Buffer.byteLength(body))],
    ],
    body,
    unanswered: message,
  };
}
