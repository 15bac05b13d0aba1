import { isUtf8 } from 'node:buffer';
import { parseBody } from '../../contracts/judge/body.js';
import { headerOf, redactedByWriter, type Headers } from '../../contracts/judge/exchange.js';
import { isRedacted } from '../../contracts/judge/dummy-value.js';
import { encodingsIn, UnpacksToTooMuch, type Unpacker } from './decode-body.js';
import { declaredLength } from './headers.js';

/** A body as far as a capture holds it: present, absent (neither member), or not known, with the reason. */
export interface CapturedBody {
  readonly body?: unknown;
  readonly bodyWithheld?: string;
}

export const absent: CapturedBody = {};

export function notKnown(why: string): CapturedBody {
  return { bodyWithheld: why };
}

export const notKept = notKnown('its writer did not keep bodies');

/**
 * Reads the text of a body.
 * @param isBase64 whether the capture marks it as base64; some mark plain text so.
 * @param unpacker undefined for a body that is not needed.
 */
export function capturedText(text: string, isBase64: boolean, headers: Headers, unpacker: Unpacker | undefined): CapturedBody {
  if (isRedacted(text)) return notKnown(redactedByWriter);
  if (unpacker === undefined) return isBase64 ? notKept : { body: text };
  const chunks = chunksIn(text, isBase64 || isLabelled(headers));
  if (chunks !== undefined) return capturedBytes(chunks, headers, unpacker);
  if (isBase64 && base64.test(text)) return capturedBytes(Buffer.from(text, 'base64'), headers, unpacker);
  return encodingsIn(headers).length > 0 && garbled.test(text) ? notKnown('its writer read encoded bytes as text') : { body: text };
}

/** Whether a message names a content encoding, even `identity`: recorders keep chunks then. */
export function isLabelled(headers: Headers): boolean {
  return headerOf(headers, 'content-encoding') !== undefined;
}

/** An absent body with a declared length was not kept. */
export function orNotKept(captured: CapturedBody, headers: Headers): CapturedBody {
  const isThere = captured.bodyWithheld !== undefined || parseBody(captured.body).kind !== 'none';
  return !isThere && declaredLength(headers) > 0 ? notKept : captured;
}

/** The failure of a response that broke off. */
export const cutShort = 'ANSWER_CUT_SHORT';

/** Whether a response broke off: its text is not JSON, and shorter than declared. */
export function isCutShort({ body, headers = {} }: { readonly body?: unknown; readonly headers?: Headers }): boolean {
  if (typeof body !== 'string' || encodingsIn(headers).length > 0 || !(declaredLength(headers) > Buffer.byteLength(body))) return false;
  return parseBody(body).kind === 'not-json';
}

/** Reads the bytes of a body, encoded as on the wire or already decoded: writers do both. */
export function capturedBytes(bytes: Buffer, headers: Headers, unpacker: Unpacker): CapturedBody {
  const encodings = encodingsIn(headers);
  if (encodings.length === 0) return { body: bytes.toString('utf8') };
  let why = 'it is in an encoding that cannot be read';
  try {
    const decoded = unpacker.decode(bytes, headers);
    if (decoded !== undefined) return { body: decoded.toString('utf8') };
  } catch (error) {
    if (error instanceof UnpacksToTooMuch) throw error;
    why = 'it is not encoded as its headers say';
  }
  if (isUtf8(bytes) && /^\s*[{[]/.test(bytes.toString('utf8'))) return { body: bytes.toString('utf8') };
  return notKnown(`${why} (${encodings.map((name) => (encodingName.test(name) ? name : 'another one')).join(', ')})`);
}

/** Names in traffic may be anything, secrets included. */
const encodingName = /^[a-z][a-z-]{0,19}$/;

/** What decoding binary bytes as UTF-8 leaves. */
const garbled = /[\u0000-\u0008\ufffd]/; // eslint-disable-line no-control-regex -- it looks for these

const base64 = /^(?:[A-Za-z0-9+/_-]{2,}\s*)+={0,2}\s*$/;
const hex = /^(?:[0-9a-f]{2})+$/i;

/** The bytes of a JSON array of base64 or hex chunks, as recorders write it. Undefined for any other text. */
function chunksIn(text: string, mayBe: boolean): Buffer | undefined {
  if (!mayBe || !/^\s*\[\s*"/.test(text)) return undefined;
  try {
    const chunks: unknown = JSON.parse(text);
    return joinChunks(chunks, 'hex') ?? joinChunks(chunks, 'base64');
  } catch {
    return undefined;
  }
}

/** The bytes of a list of chunks; undefined for any other value. */
export function joinChunks(chunks: unknown, encoding: 'hex' | 'base64'): Buffer | undefined {
  if (!Array.isArray(chunks) || chunks.length === 0) return undefined;
  const form = encoding === 'hex' ? hex : base64;
  const isChunk = (chunk: unknown): chunk is string => typeof chunk === 'string' && (chunk === '' || form.test(chunk));
  return chunks.every(isChunk) ? Buffer.concat(chunks.map((chunk) => Buffer.from(chunk, encoding))) : undefined;
}
