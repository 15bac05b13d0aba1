/** An answer of the emulator. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Breaks the connection instead of answering. */
  readonly drop?: boolean;
}

/** What every error of Graph carries besides its code and message. */
export interface RequestIds {
  readonly requestId: string;
  readonly clientRequestId: string;
  /** When the answer was made, as Graph writes it: without a zone. */
  readonly date: string;
}

/** The media type of Graph at minimal metadata, its default. */
const graphJson = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

export function jsonAnswer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { 'content-type': graphJson, ...headers }, body: JSON.stringify(body) };
}

export function htmlAnswer(status: number, title: string): Answer {
  const body = `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return { status, headers: { 'content-type': 'text/html; charset=us-ascii' }, body };
}

/** An answer in Graph's error envelope. */
export function graphError(
  status: number,
  code: string,
  message: string,
  { date, requestId, clientRequestId }: RequestIds,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const innerError = { date, 'request-id': requestId, 'client-request-id': clientRequestId };
  return jsonAnswer(status, { error: { code, message, innerError } }, headers);
}

/** As `graphError`, with the message as Intune writes it: JSON in a string, with ids in its text. */
export function intuneError(
  status: number,
  code: string,
  text: string,
  ids: RequestIds,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const message = `${text} - Operation ID (for customer support): ${ids.requestId} - Activity ID: ${ids.clientRequestId}`;
  const nested = { _version: 3, Message: message, CustomApiErrorPhrase: '', RetryAfter: null, HttpHeaders: '{}' };
  return graphError(status, code, JSON.stringify(nested, null, 2).replaceAll('\n', '\r\n'), ids, headers);
}

export function noRouteError(method: string, ids: RequestIds): Answer {
  const message = `No OData route exists that match template ~/singleton/navigation/key/navigation/key with http verb ${method} for this path.`;
  return intuneError(400, 'No method match route template', message, ids);
}
