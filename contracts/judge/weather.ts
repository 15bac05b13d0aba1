import { readBody, type ReadBody } from './body.js';
import type { InconclusiveReason } from './codes.js';
import { headerOf, type Exchange, type ExchangeResponse } from './exchange.js';

/** Why an exchange with Graph, of whatever operation, says nothing; undefined when it does say something. */
export function weatherIn(exchange: Exchange): InconclusiveReason | undefined {
  const { response } = exchange;
  return response === undefined ? 'outage' : weatherOf(response, readBody(response.body));
}

/** Answers that say nothing about the contract. An HTML page never comes from the API: something on the way has answered. */
export function weatherOf(response: ExchangeResponse, body: ReadBody): InconclusiveReason | undefined {
  switch (response.status) {
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
      return body.kind === 'html' ? 'outage' : 'not-found';
    case 408:
      return 'outage';
    case 409:
    case 412:
    case 423:
      return 'conflict';
    case 429:
      return 'throttled';
    default:
      return response.status >= 500 || !(response.status >= 100) || isHtmlPage(response, body) ? 'outage' : undefined;
  }
}

function isHtmlPage(response: ExchangeResponse, body: ReadBody): boolean {
  if (body.kind === 'html') return true;
  const labelledHtml = /^\s*text\/html\b/i.test(headerOf(response.headers ?? {}, 'content-type') ?? '');
  return labelledHtml && (body.kind === 'not-json' || response.bodyWithheld === true);
}
