import { jsonAnswer, type Answer } from './answer.js';

/** What every error of Graph carries besides its code and message. */
export interface RequestIds {
  readonly requestId: string;
  readonly clientRequestId: string;
  /** The moment of the answer; Graph writes it without a zone. */
  readonly date: string;
}

/** An answer in Graph's error envelope. */
export function graphError(
  status: number,
  code: string,
  message: string,
  ids: RequestIds,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const innerError = { date: ids.date, 'request-id': ids.requestId, 'client-request-id': ids.clientRequestId };
  return jsonAnswer(status, { error: { code, message, innerError } }, headers);
}

/** A message as Intune writes it: JSON in a string, with ids and a URL in its text. */
export function intuneMessage(text: string, ids: RequestIds): string {
  const message = `${text} - Operation ID (for customer support): ${ids.requestId} - Activity ID: ${ids.clientRequestId}`;
  return JSON.stringify(
    { _version: 3, Message: message, CustomApiErrorPhrase: '', RetryAfter: null, HttpHeaders: '{}' },
    null,
    2,
  ).replaceAll('\n', '\r\n');
}

export function notRouted(method: string, ids: RequestIds): Answer {
  const message = `No OData route exists that match template ~/singleton/navigation/key/navigation/key with http verb ${method} for this path.`;
  return graphError(400, 'No method match route template', intuneMessage(message, ids), ids);
}
