import type { ServerResponse } from 'node:http';
import type { Headers } from '../../contracts/judge/exchange.js';

/** An answer of one of our servers. */
export interface Answer {
  readonly status: number;
  readonly statusText?: string;
  readonly headers: Headers;
  readonly body?: string;
  /** Breaks the connection instead of answering. */
  readonly drop?: boolean;
  /** Why there is no object at the path, and which objects there are, in sentences that quote nothing of the request. */
  readonly notFound?: string;
}

/** The members of each error of Graph besides its code and message. */
export interface ErrorIds {
  readonly requestId: string;
  readonly clientRequestId: string;
  /** When the answer was made, as Graph writes it: without a zone. */
  readonly date: string;
}

/** The media type of Graph at minimal metadata, its default. */
const graphJson = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

export function jsonAnswer(status: number, body: unknown, headers: Headers = {}): Answer {
  return { status, headers: { 'content-type': graphJson, ...headers }, body: JSON.stringify(body) };
}

/** An answer in Graph's error envelope. */
export function graphError(status: number, code: string, message: string, ids: ErrorIds, headers: Headers = {}): Answer {
  const innerError = { date: ids.date, 'request-id': ids.requestId, 'client-request-id': ids.clientRequestId };
  return jsonAnswer(status, { error: { code, message, innerError } }, headers);
}

/** Sends an answer with the length of its body, so that Node writes both in one piece. */
export function sendAnswer(response: ServerResponse, { status, statusText, headers, body, drop }: Answer): void {
  if (drop) {
    response.destroy();
    return;
  }
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  // Node changes no list of values.
  response.writeHead(status, statusText, { ...(headers as Record<string, string | string[]>), ...length }).end(body);
}
