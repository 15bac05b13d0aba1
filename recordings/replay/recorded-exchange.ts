import { validateHeaderName, validateHeaderValue } from 'node:http';
import { describeProperty } from '../../contracts/judge/describe.js';
import { headerOf, type ExchangeResponse, type Source, isWithheld } from '../../contracts/judge/exchange.js';
import { isObject } from '../../contracts/json-value.js';
import { fromDefinition, type DefinedExchange } from '../traffic/from-definition.js';
import { ItemError, ReadError } from '../traffic/read-error.js';
import type { Recorded } from '../traffic/recording.js';
import { anyBody, pathOf } from './same-request.js';

/** One exchange of a recording: the request that it answers, and the answer. */
export interface RecordedExchange {
  readonly method: string;
  /** From the path on. */
  readonly path: string;
  /** Absent if any content type fits. */
  readonly contentType?: string | undefined;
  /** Its text, or the JSON value of it; `anyBody` if any fits. */
  readonly body: unknown;
  /** Its body is text, empty for none: ten thousand bodies as objects would slow down garbage collection. */
  readonly response: Omit<ExchangeResponse, 'body'> & { readonly body: string };
  /** The error code of a request without a response. */
  readonly failure?: string | undefined;
  readonly source: Source;
  /** Absent in recordings of other tools. */
  readonly recorded?: Pick<Recorded, 'when' | 'contract'> | undefined;
  /**
   * The time of recording in milliseconds since 1970, never before that of the exchange above it in its file. Without a time it is that of the one
   * above; at the head of a file, -Infinity.
   */
  readonly time: number;
}

/** @param above the exchange before it in the same file. @throws ReadError if it is not a definition, or its answer cannot be sent. */
export function recordedExchange(file: string, index: number, definition: unknown, above?: RecordedExchange): RecordedExchange {
  const fail = (reason: string): never => {
    throw new ReadError(file, `definition ${index + 1}: ${reason}`);
  };
  const { request, response, failure = 'NO_RESPONSE', description, recorded } = readDefinition(definition, fail);
  const { reqheaders } = definition as { readonly reqheaders?: unknown };
  const [when, earliest] = [Date.parse(recorded?.when ?? ''), above?.time ?? -Infinity];
  return {
    method: request.method.toUpperCase(),
    path: pathOf(request.url),
    contentType: isObject(reqheaders) ? headerOf(reqheaders as Record<string, string>, 'content-type') : undefined,
    body: isWithheld(request) ? anyBody : request.body,
    response: response === undefined ? { status: 0, body: '' } : sendable(response, fail),
    failure: response === undefined ? failure : undefined,
    source: { file, index, description },
    recorded,
    time: when > earliest ? when : earliest,
  };
}

function readDefinition(definition: unknown, fail: (reason: string) => never): DefinedExchange {
  try {
    return fromDefinition(definition);
  } catch (error) {
    if (error instanceof ItemError) return fail(`${error.message}.`);
    throw error;
  }
}

/** All exchanges of a file. @throws ReadError, as `recordedExchange`. */
export function recordedExchanges(file: string, definitions: readonly unknown[]): RecordedExchange[] {
  let above: RecordedExchange | undefined;
  return definitions.map((definition, index) => (above = recordedExchange(file, index, definition, above)));
}

/** @param fail throws for a response that no server can send, as after a manual edit. */
function sendable({ body, ...head }: ExchangeResponse, fail: (reason: string) => never): RecordedExchange['response'] {
  let reason = 'the response has a header whose name HTTP does not allow.';
  // After 1xx a client still waits for the answer.
  if (head.status < 200) return fail(`the status ${head.status} is not that of a final response.`);
  try {
    const headers = Object.entries(head.headers ?? {});
    for (const [name] of headers) validateHeaderName(name);
    for (const [name, value] of headers) {
      reason = `the value of the response header ${JSON.stringify(describeProperty(name))} has a character that HTTP does not allow.`;
      for (const one of [value].flat()) validateHeaderValue(name, one);
    }
    reason = 'the response nests too deep to be sent.';
    return { ...head, body: typeof body === 'string' ? body : body === undefined || body === null ? '' : JSON.stringify(body) };
  } catch {
    return fail(reason);
  }
}
