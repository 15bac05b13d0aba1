import { contracts } from '../../contracts/judge/compiled-contracts.js';
import type { Exchange, Headers } from '../../contracts/judge/exchange.js';
import { isObject } from '../../contracts/json-value.js';
import {
  absent,
  capturedBytes,
  cutShort,
  isCutShort,
  isLabelled,
  joinChunks,
  notKept,
  orNotKept,
  type CapturedBody,
} from './captured-body.js';
import { Unpacker } from './decode-body.js';
import { capturedHeaders, headersIn, type CapturedHeaders } from './headers.js';
import { ItemError } from './read-error.js';
import { recordedOf, type Recorded } from './recording.js';
import { answerText } from './recorded-body.js';

/** Whether a value is a nock definition, right or wrong. */
export function resemblesDefinition(value: unknown): boolean {
  return isObject(value) && 'scope' in value && 'path' in value;
}

/** The exchange of a definition, with the name of its scenario; `recorded` is there if the definition is ours. */
export type DefinedExchange = Exchange & { readonly description: string; readonly recorded?: Recorded };

/** Headers that a page requires, in lower case. */
const requiredHeaders = [
  ...new Set(contracts.flatMap(({ rules }) => rules.flatMap(({ says }) => (says.what === 'request-header' ? says.header : [])))),
];

/**
 * Reads a nock definition, ours or another's. Without our own fields, only the request headers that it matches are known: others may have been sent.
 * Response headers that were left out are not known: nock adds a media type then.
 * @param unpacker leaves the responses of unwanted URLs encoded.
 * @throws ItemError when it cannot be read.
 */
export function fromDefinition(definition: unknown, unpacker = new Unpacker()): DefinedExchange {
  if (!isObject(definition)) throw new ItemError('not an object');
  const { scope, path, method, body, response, reqheaders, rawHeaders, recorded } = definition;
  if (typeof scope !== 'string' || typeof path !== 'string') throw new ItemError('"scope" and "path" must be strings');
  if (typeof method !== 'string') throw new ItemError('"method" must be a string');
  // Old versions of nock write "reply" and "headers".
  const status = definition['status'] ?? definition['reply'] ?? 200;
  if (!(typeof status === 'number' || typeof status === 'string') || !/^[1-9]\d{2}$/.test(String(status)))
    throw new ItemError('"status" must be a number of three digits');
  const own = isObject(recorded) ? recorded : {};
  const ours = recordedOf(recorded);
  const read = ours === undefined ? capturedHeaders : recordedHeaders;
  const received = read(rawHeaders ?? definition['headers']);
  const withheld = own['requestHeaders'] === undefined && reqheaders !== undefined ? requiredHeaders : own['withheld'];
  const url = `${scope.replace(/\/$/, '')}${path}`;
  const answer = (): Pick<Exchange, 'response' | 'failure'> => {
    const headers = received?.headers ?? {};
    const decoded = unpacker.wants(url)
      ? decodeResponse(response, Number(status), headers, definition['responseIsBinary'] === true, unpacker)
      : { body: response };
    const whole = { status: Number(status), ...received, ...orNotKept(decoded, headers) };
    return isCutShort(whole) ? { failure: cutShort } : { response: whole };
  };
  return {
    request: {
      method,
      url,
      ...read(own['requestHeaders'] ?? reqheaders),
      ...(isListOfText(withheld) ? { withheld } : {}),
      // nock takes any body for none and for a star: the sent one is not known.
      ...(body === undefined || body === '*' ? { bodyWithheld: true } : { body: body ?? undefined }),
    },
    ...(typeof own['failure'] === 'string' ? { failure: own['failure'] } : answer()),
    description: typeof own['scenario'] === 'string' ? own['scenario'] : `${method} recorded by nock`,
    recorded: ours,
  };
}

/** A recording of ours lists all headers that it keeps, and its placeholders represent known values. */
function recordedHeaders(listed: unknown): CapturedHeaders | undefined {
  const headers = headersIn(listed);
  return headers && { headers };
}

function isListOfText(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** The body of a recorded response: nock writes an encoded one as a list of chunks in hex, and a binary one as hex. */
function decodeResponse(response: unknown, status: number, headers: Headers, isBinary: boolean, unpacker: Unpacker): CapturedBody {
  const isEncoded = isLabelled(headers);
  if (Array.isArray(response) && response.length === 0 && (isEncoded || status === 204)) return status === 204 ? absent : notKept;
  const chunks =
    isBinary && typeof response === 'string' ? joinChunks([response], 'hex') : isEncoded ? joinChunks(response, 'hex') : undefined;
  return chunks === undefined ? { body: answerText(response) } : capturedBytes(chunks, headers, unpacker);
}
