import type { Headers } from '../../../contracts/judge/exchange.js';
import { absent, capturedBytes, joinChunks, notKept, type CapturedBody } from '../captured-body.js';
import { encodingsIn, type Unpacker } from '../decode-body.js';
import { answerText } from './recorded-body.js';

/** The body that a recorded response stands for: nock writes an encoded one as a list of its chunks in hex, and one that is no text as hex. @throws UnpacksToTooMuch when it unpacks to more than is taken. */
export function decodeResponse(response: unknown, status: number, headers: Headers, isBinary: boolean, unpacker: Unpacker): CapturedBody {
  const isEncoded = encodingsIn(headers).length > 0;
  if (Array.isArray(response) && response.length === 0 && (isEncoded || status === 204)) return status === 204 ? absent : notKept;
  const chunks =
    isBinary && typeof response === 'string' ? joinChunks([response], 'hex') : isEncoded ? joinChunks(response, 'hex') : undefined;
  return chunks === undefined ? { body: answerText(response) } : capturedBytes(chunks, headers, unpacker);
}
