import { isWithheld } from '../../contracts/judge/not-known.js';
import { type ExchangeResponse, type Source, headerOf } from '../../contracts/judge/exchange.js';
import { isObject } from '../../contracts/json-value.js';
import { fromDefinition } from '../traffic/nock/from-definition.js';
import { ReadError } from '../traffic/read-error.js';
import type { Recorded } from '../traffic/recording.js';
import { validateHeaderName, validateHeaderValue } from 'node:http';
import { describeProperty } from '../../contracts/judge/describe.js';

/** One exchange of a recording, as what a request is held against, and what answers it. */
export interface RecordedExchange {
  readonly method: string;
  /** From the path on. */
  readonly path: string;
  /** Absent when any content type will do. */
  readonly contentType?: string;
  /** What was sent. Absent when any body will do. */
  readonly body?: unknown;
  readonly anyBody: boolean;
  readonly response: RecordedResponse;
  /** Why nothing came back, in place of the response. */
  readonly failure?: string;
  readonly source: Source;
  /** When and under what it was made; absent in recordings of others. */
  readonly recorded?: Pick<Recorded, 'when' | 'contract'>;
  /**
   * Its place in the order of recording: when it was made, in milliseconds since 1970, and never before what stands above it in its file. What does not
   * say when it was made goes with the one above it; at the head of a file that is before all others, -Infinity.
   */
  readonly moment: number;
}

/** What came back. */
export interface RecordedResponse extends Omit<ExchangeResponse, 'body'> {
  /** As text, and empty for none: the objects of ten thousand bodies would keep the memory busy. */
  readonly body: string;
}

/** Reads one definition of a file. @param above the one before it in that file, if there is one. @throws ReadError when it is none, or its answer cannot be sent. */
export function recordedExchange(file: string, index: number, definition: unknown, above?: RecordedExchange): RecordedExchange {
  const { request, response, failure, source, recorded } = fromDefinition(file, index, definition);
  const fail = (reason: string): never => {
    throw new ReadError(file, `definition ${index + 1}: ${reason}`);
  };
  const wrong = response === undefined ? undefined : whyNotSendable(response);
  if (wrong !== undefined) fail(wrong);
  const { scope, path, reqheaders } = definition as { scope: string; path: string; reqheaders?: unknown };
  const contentType = isObject(reqheaders) ? headerOf(reqheaders as Record<string, string>, 'content-type') : undefined;
  return {
    method: request.method.toUpperCase(),
    // A scope may hold the beginning of the path.
    path: `${pathOfScope(scope)}${path}`,
    ...(contentType === undefined ? {} : { contentType }),
    ...(isWithheld(request) ? {} : { body: request.body }),
    anyBody: isWithheld(request),
    response:
      response === undefined
        ? { status: 0, body: '' }
        : { ...response, body: textOf(response.body) ?? fail('the response nests too deep to be sent.') },
    ...(response === undefined ? { failure: failure ?? 'NO_RESPONSE' } : {}),
    source: source ?? { file, index, description: '' },
    ...(recorded === undefined ? {} : { recorded: { when: recorded.when, contract: recorded.contract } }),
    moment: momentOf(recorded, above?.moment ?? -Infinity),
  };
}

/** Reads all definitions of a file. @throws ReadError when one is none. */
export function recordedExchanges(file: string, definitions: readonly unknown[]): RecordedExchange[] {
  let above: RecordedExchange | undefined;
  return definitions.map((definition, index) => (above = recordedExchange(file, index, definition, above)));
}

function momentOf(recorded: Recorded | undefined, earliest: number): number {
  const moment = recorded === undefined ? NaN : Date.parse(recorded.when);
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

function pathOfScope(scope: string): string {
  return scope.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').replace(/\/$/, '');
}

/** Why no server can send an answer, as when its recording was edited by hand: a sentence. Undefined when one can. */
function whyNotSendable({ status, headers = {} }: Pick<ExchangeResponse, 'status' | 'headers'>): string | undefined {
  // What comes before an answer ends no exchange: its client would wait.
  if (status < 200) return `the status ${status} is none of an answer.`;
  for (const [name, value] of Object.entries(headers)) {
    if (
      !isTaken(() => {
        validateHeaderName(name);
      })
    )
      return 'the response has a header whose name HTTP does not allow.';
    for (const one of typeof value === 'string' ? [value] : value) {
      if (
        !isTaken(() => {
          validateHeaderValue(name, one);
        })
      )
        return `the value of the response header ${JSON.stringify(describeProperty(name))} has a character that HTTP does not allow.`;
    }
  }
  return undefined;
}

function isTaken(validate: () => void): boolean {
  try {
    validate();
    return true;
  } catch {
    return false;
  }
}
