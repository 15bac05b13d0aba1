import { headerOf } from '../../contracts/judge/exchange.js';
import { noRecordingFor } from '../../recordings/replay/no-recording.js';
import type { Asked, RecordedAnswers } from '../../recordings/replay/recorded-answers.js';
import type { RecordedExchange } from '../../recordings/replay/recorded-exchange.js';
import { sentAnswer } from '../../recordings/replay/sent-answer.js';
import type { JudgedRequest, Reply } from './graph-server.js';
import type { StillLoading } from './still-loading.js';

/**
 * The status of the answer to a request that was not recorded. It is assigned to nothing, and reserved: Graph never sends it, no client takes it
 * for bad weather, and none tries again.
 */
const noRecordingStatus = 418;

/** The header that tells what an answer is. */
const mark = 'x-graph-contracts';

/**
 * Answers from recordings; while some of them are still being loaded, as soon as those cannot change the answer.
 * @param otherwise answers what was not recorded; without it, the answer is an error that says so.
 */
export function answerFromRecordings(
  answers: RecordedAnswers,
  loading: StillLoading,
  otherwise?: (judged: JudgedRequest) => Reply,
): (judged: JudgedRequest) => Reply | Promise<Reply> {
  const replies = new Map<RecordedExchange, Reply>();
  const replyFrom = (exchange: RecordedExchange): Reply => {
    let reply = replies.get(exchange);
    if (reply === undefined) replies.set(exchange, (reply = recordedReply(exchange)));
    return reply;
  };
  const early = (asked: Asked): Reply | undefined => {
    const exchange = answers.takeEarly(asked);
    return exchange === undefined ? undefined : replyFrom(exchange);
  };
  const late = (asked: Asked, judged: JudgedRequest): Reply => {
    const exchange = answers.take(asked);
    if (exchange !== undefined) return replyFrom(exchange);
    if (otherwise === undefined) return noRecording(noRecordingFor(asked, answers.exchanges));
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

function recordedReply(exchange: RecordedExchange): Reply {
  if (exchange.failure !== undefined) return { status: 0, headers: [], drop: true };
  const { status, headers, body } = sentAnswer(exchange);
  const hasBody = status >= 200 && status !== 204 && status !== 304;
  const list = [...Object.entries(headers).flat(1), mark, 'recorded'];
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
