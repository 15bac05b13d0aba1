import { headerOf, type Headers } from '../../contracts/judge/exchange.js';
import { isObject } from '../../contracts/json-value.js';
import { UnpacksToTooMuch, type Unpacker } from '../decode-body.js';
import { EntryError } from './entry-error.js';

/** A body as far as an entry of a HAR holds it: its text, none, or one that was there and not kept. */
export interface EntryBody {
  readonly body?: string;
  readonly bodyWithheld?: true;
}

/** Why a body is not unpacked. */
const tooMuch = 'a body unpacks to more than 4 MiB, or the bodies of the file to far more than their packed size';

const none: EntryBody = {};
const withheld: EntryBody = { bodyWithheld: true };

/**
 * The body of a request. HAR has no data for a request that posts nothing, and -1 for a size that nobody knows: so what is not there was not
 * sent, unless something says that it was.
 * @param unpacker of the input; undefined for a body that nobody needs.
 * @throws EntryError when it unpacks to more than is taken.
 */
export function sentBody({ postData, bodySize }: Record<string, unknown>, headers: Headers, unpacker: Unpacker | undefined): EntryBody {
  const { text, params, encoding, comment, _file: file } = isObject(postData) ? postData : {};
  if (typeof text === 'string' && text !== '') return encoding === 'base64' ? fromBase64(text, headers, unpacker) : { body: text };
  if (Array.isArray(params) && params.length > 0) return { body: formOf(params) };
  return isText(file) || isText(comment) || isPositive(bodySize) || hasLength(headers) ? withheld : none;
}

/**
 * The body of an answer. HAR leaves its text out where it is not known: so one that is not there was not kept, unless its size says that there
 * was none.
 */
export function receivedBody(
  { status, content, bodySize }: Record<string, unknown>,
  headers: Headers,
  unpacker: Unpacker | undefined,
): EntryBody {
  const { text, encoding, size, _file: file } = isObject(content) ? content : {};
  if (typeof text === 'string' && text !== '') return encoding === 'base64' ? fromBase64(text, headers, unpacker) : { body: text };
  if (isWithoutBody(status)) return none;
  if (isText(file) || isPositive(size) || isPositive(bodySize) || hasLength(headers)) return withheld;
  return text === '' || size === 0 || bodySize === 0 ? none : withheld;
}

/** Answers that have no body, whatever they are about. */
function isWithoutBody(status: unknown): boolean {
  return status === 204 || status === 205 || status === 304;
}

function formOf(params: readonly unknown[]): string {
  const pairs = params.filter(isObject).map(({ name, value }): [string, string] => [textOr(name), textOr(value)]);
  return new URLSearchParams(pairs).toString();
}

function textOr(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isPositive(value: unknown): boolean {
  return typeof value === 'number' && value > 0;
}

function hasLength(headers: Headers): boolean {
  return Number(headerOf(headers, 'content-length')) > 0;
}

/** Content is decoded by those who write a HAR; some leave it compressed all the same. */
function fromBase64(text: string, headers: Headers, unpacker: Unpacker | undefined): EntryBody {
  if (unpacker === undefined) return withheld;
  const bytes = Buffer.from(text, 'base64');
  try {
    return { body: (unpacker.decode(bytes, headers) ?? bytes).toString('utf8') };
  } catch (error) {
    if (error instanceof UnpacksToTooMuch) throw new EntryError(tooMuch);
    return { body: bytes.toString('utf8') };
  }
}
