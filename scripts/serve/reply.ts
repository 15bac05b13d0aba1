import type { ExchangeRequest, Headers } from '../../contracts/judge/exchange.js';
import type { Judgement } from '../../contracts/judge/judge.js';
import type { Answer } from '../http/answer.js';

/** A request and its judgement. Its body is parsed if it is a JSON object. */
export interface JudgedRequest {
  readonly request: ExchangeRequest;
  /** The origin that the client sent it to. */
  readonly origin: string;
  readonly judgement: Judgement;
}

/** An answer, and why it is one of our own. Each reason is a sentence that quotes nothing of the request. */
export interface Reply extends Answer {
  /** No recording answers the request. */
  readonly unanswered?: string;
  /** It did not come from a client of this server, and so was not judged. */
  readonly refused?: string;
  /** It could not be read. */
  readonly unread?: string;
}

/** A reply in Graph's error envelope. */
export function errorReply(status: number, code: string, message: string, headers: Headers = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify({ error: { code, message } }),
  };
}
