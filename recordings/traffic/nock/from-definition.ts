import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import type { Exchange, Headers } from '../../../contracts/judge/exchange.js';
import { isObject } from '../../../contracts/json-value.js';
import { capturedHeaders, type CapturedHeaders } from '../headers.js';
import { headersIn } from '../header-values.js';
import { ReadError } from '../read-error.js';
import { recordedOf, type Recorded } from '../recording.js';
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
} from '../captured-body.js';
import { Unpacker, UnpacksToTooMuch } from '../decode-body.js';
import { answerText } from './recorded-body.js';

/** True for a JSON value that can only be a file of nock definitions. */
export function isNockFile(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => isObject(item) && 'scope' in item && 'path' in item);
}

/** What a definition holds; `recorded` is there when it is one of ours. */
export type DefinedExchange = Exchange & { readonly recorded?: Recorded };

const tooMuch = 'the response unpacks to more than 4 MiB, or the responses of the file to far more than their packed size';

/** Headers on which a page insists, in lower case. */
const requiredHeaders = [
  ...new Set(contracts.flatMap(({ rules }) => rules.flatMap(({ says }) => (says.what === 'request-header' ? says.header : [])))),
];

/**
 * Reads a nock definition, ours or another's. Without our own fields its request headers are those that it matches, if any: others may have been
 * sent, and taken out because they are secret, or never asked for. Response headers that were left out, as by hand, are not known: nock itself
 * answers with a media type then.
 * @param unpacker of the file that holds it. An answer to a URL that it does not want is left as it is.
 */
export function fromDefinition(file: string, index: number, definition: unknown, unpacker = new Unpacker()): DefinedExchange {
  const fail = (reason: string): never => {
    throw new ReadError(file, `definition ${index + 1}: ${reason}`);
  };
  if (!isObject(definition)) return fail('not an object');
  const { scope, path, method, body, response, reqheaders, rawHeaders, recorded } = definition;
  if (typeof scope !== 'string' || typeof path !== 'string') return fail('"scope" and "path" must be strings');
  const status = definition['status'] ?? definition['reply'] ?? 200;
  if (typeof method !== 'string') return fail('"method" must be a string');
  if (!(typeof status === 'number' || typeof status === 'string') || !/^[1-9]\d{2}$/.test(String(status))) {
    return fail('"status" must be a number of three digits');
  }
  // nock before version 9 has "headers".
  const own = isObject(recorded) ? recorded : {};
  const ours = recordedOf(recorded);
  const read = ours === undefined ? capturedHeaders : recordedHeaders;
  const answered = read(rawHeaders ?? definition['headers']);
  const sent = read(own['requestHeaders'] ?? reqheaders);
  const { failure } = own;
  const withheld = own['requestHeaders'] === undefined && reqheaders !== undefined ? requiredHeaders : own['withheld'];
  const scenario = typeof own['scenario'] === 'string' ? own['scenario'] : `${method} recorded by nock`;
  const url = `${scope.replace(/\/$/, '')}${path}`;
  const decoded = (): CapturedBody => {
    if (!unpacker.wants(url)) return { body: response };
    try {
      return decodeResponse(response, Number(status), answered?.headers ?? {}, definition['responseIsBinary'] === true, unpacker);
    } catch (error) {
      if (error instanceof UnpacksToTooMuch) return fail(tooMuch);
      throw error;
    }
  };
  const came = (): Pick<Exchange, 'response' | 'failure'> => {
    const got = { status: Number(status), ...answered, ...orNotKept(decoded(), answered?.headers ?? {}) };
    return isCutShort(got) ? { failure: cutShort } : { response: got };
  };
  return {
    request: {
      method,
      url,
      ...sent,
      ...(isListOfText(withheld) ? { withheld } : {}),
      // Without a body, or with a star, nock takes any: what was sent is not known.
      ...(body === undefined || body === '*' ? { bodyWithheld: true } : { body: body ?? undefined }),
    },
    ...(typeof failure === 'string' ? { failure } : came()),
    source: { file, index, description: scenario },
    ...(ours === undefined ? {} : { recorded: ours }),
  };
}

/** A recording of ours lists all headers that it keeps, and its placeholders stand for known values. */
function recordedHeaders(listed: unknown): CapturedHeaders | undefined {
  const headers = headersIn(listed);
  return headers && { headers };
}

function isListOfText(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** The body that a recorded response stands for: nock writes an encoded one as a list of its chunks in hex, and one that is no text as hex. @throws UnpacksToTooMuch when it unpacks to more than is taken. */
function decodeResponse(response: unknown, status: number, headers: Headers, isBinary: boolean, unpacker: Unpacker): CapturedBody {
  const isEncoded = isLabelled(headers);
  if (Array.isArray(response) && response.length === 0 && (isEncoded || status === 204)) return status === 204 ? absent : notKept;
  const chunks =
    isBinary && typeof response === 'string' ? joinChunks([response], 'hex') : isEncoded ? joinChunks(response, 'hex') : undefined;
  return chunks === undefined ? { body: answerText(response) } : capturedBytes(chunks, headers, unpacker);
}
