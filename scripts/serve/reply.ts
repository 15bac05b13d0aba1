import type { ExchangeRequest } from '../../contracts/judge/exchange.js';
import type { Judgement } from '../../contracts/judge/judge.js';

/** A request that was read, and what the contract says of it. */
export interface JudgedRequest {
  readonly request: ExchangeRequest;
  /** The text of the body, or the JSON object that it parses to; undefined for none, and for one that was too long to take. */
  readonly body: unknown;
  readonly tooLong: boolean;
  /** The origin that was asked, as the client sees it. */
  readonly origin: string;
  readonly judgement: Judgement;
}

/** What is sent back. */
export interface Reply {
  readonly status: number;
  readonly statusText?: string;
  /** Names and values in turn, as they are written. */
  readonly headers: readonly (string | string[])[];
  /** As text, which Node writes in one piece with the headers. */
  readonly body?: string;
  /** Breaks the connection in place of an answer. */
  readonly drop?: boolean;
  /** Why nothing that was recorded is sent back. */
  readonly unanswered?: string;
  /** Why the request was refused, and so is not judged: it did not come from a client of this server. */
  readonly refused?: string;
  /** What is wrong with a request that could not be read, in a sentence that quotes nothing of it. */
  readonly unread?: string;
}
