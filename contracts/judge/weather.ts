import { readBody, type ReadBody } from './body.js';
import type { InconclusiveReason } from './codes.js';
import { graphErrorIn } from './graph-error.js';
import { isWithheld } from './not-known.js';
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
      if (body.kind === 'html' || isTextOfGateway(response, body)) return 'outage';
      return saidByIntune(body) === 'forbidden' ? 'forbidden' : 'not-found';
    case 408:
      return 'outage';
    case 409:
    case 412:
    case 423:
    case 424:
      return 'conflict';
    case 421:
    case 425:
      return 'misdirected';
    case 429:
      return 'throttled';
    default:
      if (response.status >= 500 || !(response.status >= 100) || isHtmlPage(response, body)) return 'outage';
      return response.status < 400 ? undefined : isTextOfGateway(response, body) ? 'outage' : saidByIntune(body);
  }
}

/** What Intune means by a 400: "An error has occurred" is its own fault, another tenant is the token's. Evidence: public issues of Graph clients. */
function saidByIntune(body: ReadBody): InconclusiveReason | undefined {
  const { code, message } = graphErrorIn(body) ?? {};
  if (/Request not applicable to target tenant/i.test(textOr(message))) return 'forbidden';
  const isInternal = /An (?:internal )?(?:server )?error has occurred/i.test(textOr(message));
  return /^(?:Internal(?:Server)?Error|Unknown)$/i.test(textOr(code)) || (isInternal && /^UnknownError$/i.test(textOr(code)))
    ? 'outage'
    : undefined;
}

/** Graph refuses in JSON: a text of another type comes from something on the way. */
function isTextOfGateway(response: ExchangeResponse, body: ReadBody): boolean {
  return body.kind === 'not-json' && !/json/i.test(headerOf(response.headers ?? {}, 'content-type') ?? '');
}

function textOr(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isHtmlPage(response: ExchangeResponse, body: ReadBody): boolean {
  if (body.kind === 'html') return true;
  const labelledHtml = /^\s*text\/html\b/i.test(headerOf(response.headers ?? {}, 'content-type') ?? '');
  return labelledHtml && (body.kind === 'not-json' || isWithheld(response));
}
