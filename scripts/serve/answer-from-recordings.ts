import { headerOf } from '../../contracts/judge/exchange.js';
import { noRecordingFor } from '../../recordings/replay/no-recording.js';
import { OwnIds } from '../../recordings/replay/own-ids.js';
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
    if (otherwise === undefined)
      return noRecording(`${noRecordingFor(asked, answers.exchanges)}${ownIds === undefined ? hint(asked, answers) : ''}`);
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

/** What helps a client that asks with the ids of its tenant. */
function hint(asked: Asked, { exchanges }: RecordedAnswers): string {
  const recorded = new OwnIds(() => exchanges).toRecorded(asked);
  const differsInIds = recorded !== undefined && JSON.stringify(recorded) !== JSON.stringify(asked);
  return differsInIds ? ' With --own-ids, the ids of a client stand for the recorded ones.' : '';
}

/** @param translated what becomes of each text that holds ids. */
function recordedReply(exchange: RecordedExchange, translated: (text: string) => string = (text) => text): Reply {
  if (exchange.failure !== undefined) return { status: 0, headers: [], drop: true };
  const { status, headers, body: recordedBody } = sentAnswer(exchange);
  const body = translated(recordedBody);
  const hasBody = status >= 200 && status !== 204 && status !== 304;
  const values = (value: string | string[]): string | string[] => (typeof value === 'string' ? translated(value) : value.map(translated));
  const list = [...Object.entries(headers).flatMap(([name, value]) => [name, values(value)]), mark, 'recorded'];
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
