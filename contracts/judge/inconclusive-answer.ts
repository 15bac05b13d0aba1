import { graphErrorIn, parseBody, type ParsedBody } from './body.js';
import type { InconclusiveReason } from './codes.js';
import { headerOf, isWithheld, type Exchange, type ExchangeResponse } from './exchange.js';

/** Why an exchange of any operation is inconclusive; undefined if it is not. */
export function inconclusiveReasonIn(exchange: Exchange): InconclusiveReason | undefined {
  const { response } = exchange;
  return response === undefined ? 'outage' : inconclusiveReasonOf(response, parseBody(response.body));
}

/** Why an answer is inconclusive; undefined if it is not. An HTML page comes from a proxy or gateway, never from the API. */
export function inconclusiveReasonOf(response: ExchangeResponse, body: ParsedBody): InconclusiveReason | undefined {
  switch (response.status) {
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
      if (body.kind === 'html' || isTextOfGateway(response, body)) return 'outage';
      return reasonOfIntune(body) === 'forbidden' ? 'forbidden' : 'not-found';
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
      return response.status < 400 ? undefined : isTextOfGateway(response, body) ? 'outage' : reasonOfIntune(body);
  }
}

/** The cause of a 400 of Intune: "An error has occurred" is its own fault, another tenant is the token's. Evidence: public issues of Graph clients. */
function reasonOfIntune(body: ParsedBody): InconclusiveReason | undefined {
  const { code, message } = graphErrorIn(body) ?? {};
  if (/Request not applicable to target tenant/i.test(textOr(message))) return 'forbidden';
  const isInternal = /An (?:internal )?(?:server )?error has occurred/i.test(textOr(message));
  return /^(?:Internal(?:Server)?Error|Unknown)$/i.test(textOr(code)) || (isInternal && /^UnknownError$/i.test(textOr(code)))
    ? 'outage'
    : undefined;
}

/** Graph refuses in JSON: text of another type comes from a proxy or gateway. */
function isTextOfGateway(response: ExchangeResponse, body: ParsedBody): boolean {
  return body.kind === 'not-json' && !/json/i.test(headerOf(response.headers ?? {}, 'content-type') ?? '');
}

function textOr(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isHtmlPage(response: ExchangeResponse, body: ParsedBody): boolean {
  if (body.kind === 'html') return true;
  const labelledHtml = /^\s*text\/html\b/i.test(headerOf(response.headers ?? {}, 'content-type') ?? '');
  return labelledHtml && (body.kind === 'not-json' || isWithheld(response));
}
