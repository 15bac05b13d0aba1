import { headerOf } from '../../contracts/judge/exchange.js';
import { noRecordingFor } from '../../recordings/replay/no-recording.js';
import { differsInIdsOnly, type OwnIds } from '../../recordings/replay/own-ids.js';
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

/** What helps a client that asks with the ids of its tenant. */
const idsHint = ' With --own-ids, the ids of a client stand for the recorded ones.';

export interface AnswerOptions {
  /** Lets the ids of clients stand for the recorded ones; then all recordings have to be there before the first is answered. */
  readonly ownIds?: OwnIds | undefined;
  /** Answers what was not recorded; without it, the answer is an error that says so. */
  readonly otherwise?: ((judged: JudgedRequest) => Reply) | undefined;
}

/** Answers from recordings; while some of them are still being loaded, as soon as those cannot change the answer. */
export function answerFromRecordings(
  answers: RecordedAnswers,
  loading: StillLoading,
  { ownIds, otherwise }: AnswerOptions = {},
): (judged: JudgedRequest) => Reply | Promise<Reply> {
  const replies = new Map<RecordedExchange, Reply>();
  const replyFrom = (exchange: RecordedExchange): Reply => {
    let reply = replies.get(exchange);
    if (reply === undefined) replies.set(exchange, (reply = recordedReply(exchange)));
    return reply;
  };
  const early = (asked: Asked): Reply | undefined => {
    const exchange = ownIds === undefined ? answers.takeEarly(asked) : undefined;
    return exchange === undefined ? undefined : replyFrom(exchange);
  };
  const late = (asked: Asked, judged: JudgedRequest): Reply => {
    const recorded = ownIds === undefined ? asked : ownIds.toRecorded(asked);
    const exchange = recorded === undefined ? undefined : answers.take(recorded);
    if (exchange !== undefined) return ownIds === undefined ? replyFrom(exchange) : recordedReply(exchange, (text) => ownIds.toOwn(text));
    if (otherwise === undefined) {
      const hint = ownIds === undefined && differsInIdsOnly(asked, answers.exchanges) ? idsHint : '';
      return noRecording(`${noRecordingFor(asked, answers.exchanges)}${hint}`);
    }
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

/** @param translated what becomes of each text that holds ids. */
function recordedReply(exchange: RecordedExchange, translated?: (text: string) => string): Reply {
  if (exchange.failure !== undefined) return { status: 0, headers: [], drop: true };
  const { status, headers, body } = sentAnswer(exchange, translated);
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
