import { validateHeaderName, validateHeaderValue } from 'node:http';
import { describeProperty } from '../../contracts/judge/describe.js';
import { headerOf, type ExchangeResponse, type Source, isWithheld } from '../../contracts/judge/exchange.js';
import { isObject } from '../../contracts/json-value.js';
import { fromDefinition } from '../traffic/nock/from-definition.js';
import { ReadError } from '../traffic/read-error.js';
import type { Recorded } from '../traffic/recording.js';

/** One exchange of a recording: the request that it answers, and the answer. */
export interface RecordedExchange {
  readonly method: string;
  /** From the path on. */
  readonly path: string;
  /** Absent if any content type fits. */
  readonly contentType?: string | undefined;
  /** Absent if any body fits. */
  readonly body?: unknown;
  readonly anyBody: boolean;
  readonly response: RecordedResponse;
  /** The error code of a request without a response. */
  readonly failure?: string | undefined;
  readonly source: Source;
  /** Absent in recordings of other tools. */
  readonly recorded?: Pick<Recorded, 'when' | 'contract'> | undefined;
  /**
   * The time of recording in milliseconds since 1970, never before that of the exchange above it in its file. Without a time it is that of the one
   * above; at the head of a file, -Infinity.
   */
  readonly moment: number;
}

export interface RecordedResponse extends Omit<ExchangeResponse, 'body'> {
  /** Text, empty for none: ten thousand bodies as objects would slow down garbage collection. */
  readonly body: string;
}

/** @param above the exchange before it in the same file. @throws ReadError if it is not a definition, or its answer cannot be sent. */
export function recordedExchange(file: string, index: number, definition: unknown, above?: RecordedExchange): RecordedExchange {
  const { request, response, failure, source, recorded } = fromDefinition(file, index, definition);
  const fail = (reason: string): never => {
    throw new ReadError(file, `definition ${index + 1}: ${reason}`);
  };
  const wrong = response && whyNotSendable(response);
  if (wrong !== undefined) fail(wrong);
  const { scope, path, reqheaders } = definition as { scope: string; path: string; reqheaders?: unknown };
  return {
    method: request.method.toUpperCase(),
    // A scope may hold the beginning of the path.
    path: `${scope.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').replace(/\/$/, '')}${path}`,
    contentType: isObject(reqheaders) ? headerOf(reqheaders as Record<string, string>, 'content-type') : undefined,
    body: request.body,
    anyBody: isWithheld(request),
    response:
      response === undefined
        ? { status: 0, body: '' }
        : { ...response, body: textOf(response.body) ?? fail('the response nests too deep to be sent.') },
    failure: response === undefined ? (failure ?? 'NO_RESPONSE') : undefined,
    source: source ?? { file, index, description: '' },
    recorded,
    moment: momentOf(recorded, above?.moment ?? -Infinity),
  };
}

/** All exchanges of a file. @throws ReadError, as `recordedExchange`. */
export function recordedExchanges(file: string, definitions: readonly unknown[]): RecordedExchange[] {
  let above: RecordedExchange | undefined;
  return definitions.map((definition, index) => (above = recordedExchange(file, index, definition, above)));
}

function momentOf(recorded: Recorded | undefined, earliest: number): number {
  const moment = Date.parse(recorded?.when ?? '');
  return moment > earliest ? moment : earliest;
}

/** Undefined for JSON that nests too deep to be written. */
function textOf(body: unknown): string | undefined {
  if (body === undefined || body === null) return '';
  if (typeof body === 'string') return body;
  try {
    return JSON.stringify(body);
  } catch {
    return undefined;
  }
}

/** Why no server can send an answer, such as one that was edited by hand. Undefined if it can be sent. */
function whyNotSendable({ status, headers = {} }: Pick<ExchangeResponse, 'status' | 'headers'>): string | undefined {
  // After 1xx a client still waits for the answer.
  if (status < 200) return `the status ${status} is not that of a final response.`;
  for (const [name, value] of Object.entries(headers)) {
    if (!passes(validateHeaderName, name)) return 'the response has a header whose name HTTP does not allow.';
    if ([value].flat().some((one) => !passes(validateHeaderValue, name, one)))
      return `the value of the response header ${JSON.stringify(describeProperty(name))} has a character that HTTP does not allow.`;
  }
  return undefined;
}

function passes(validate: (name: string, value: string) => void, name: string, value = ''): boolean {
  try {
    validate(name, value);
    return true;
  } catch {
    return false;
  }
}
