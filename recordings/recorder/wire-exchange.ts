import type { Exchange, ExchangeResponse, Headers } from '../../contracts/judge/exchange.js';
import { decodeBody, encodingsIn, longestBody, UnpacksToTooMuch } from '../traffic/decode-body.js';
import { addHeader, type HeaderCollection } from '../traffic/headers.js';

/** Names and values in turn, as on the wire. */
export type RawHeaders = readonly (string | Uint8Array | readonly (string | Uint8Array)[])[];

/** Assembles one exchange from the bytes of a client or a proxy, unchanged. */
export class WireExchange {
  readonly requestBody = new WireBody();
  readonly responseBody = new WireBody();
  private head: { readonly status: number; readonly headers: Headers } | undefined;
  private isDone = false;

  constructor(
    private readonly request: { readonly method: string; readonly url: string; readonly headers: Headers },
    private readonly done: (exchange: Exchange) => void,
  ) {}

  begin(status: number, headers: Headers): void {
    this.head = { status, headers };
  }

  end(): void {
    if (this.head === undefined) {
      this.fail('FAILED');
      return;
    }
    const body = this.responseBody.read(this.head.headers);
    if (body === undefined) this.fail('ERR_INVALID_CONTENT_ENCODING');
    else this.finish({ response: { ...this.head, ...body } });
  }

  /** The body of the response is longer than `longestBody`. */
  endTooLong(status: number, headers: Headers): void {
    this.finish({ response: { status, headers, bodyWithheld: true } });
  }

  /** No complete response came. @param code such as `ECONNRESET`. */
  fail(code: string): void {
    this.finish({ failure: code });
  }

  /** The client stopped waiting. Graph's answer is unknown, so there is no exchange. */
  leave(): void {
    this.isDone = true;
  }

  private finish(outcome: Omit<Exchange, 'request'>): void {
    if (this.isDone) return;
    this.isDone = true;
    const body = this.requestBody.read(this.request.headers) ?? { bodyWithheld: true };
    this.done({ request: { ...this.request, ...body }, ...outcome });
  }
}

/** The bytes of a body as they come. */
export class WireBody {
  private chunks: Uint8Array[] = [];
  private size = 0;

  add(chunk: unknown, encoding?: unknown): void {
    const bytes = bytesOf(chunk, encoding);
    this.size += bytes.byteLength;
    if (this.size > longestBody) this.chunks = [];
    else this.chunks.push(bytes);
  }

  clear(): void {
    this.chunks = [];
    this.size = 0;
  }

  /** Withheld if it is longer than `longestBody`, packed or unpacked, or of an unknown encoding. Undefined if it is not encoded as the headers say. */
  read(headers: Headers): Pick<ExchangeResponse, 'body' | 'bodyWithheld'> | undefined {
    if (this.size === 0) return {};
    if (this.size > longestBody) return { bodyWithheld: true };
    const bytes = Buffer.concat(this.chunks);
    try {
      const decoded = encodingsIn(headers).length === 0 ? bytes : decodeBody(bytes, headers);
      if (decoded === undefined) return { bodyWithheld: true };
      return decoded.length === 0 ? {} : { body: decoded.toString('utf8') };
    } catch (error) {
      return error instanceof UnpacksToTooMuch ? { bodyWithheld: true } : undefined;
    }
  }
}

/** A copy of a text or of bytes, because a client may reuse its buffer. Empty for anything else. */
export function bytesOf(chunk: unknown, encoding?: unknown): Buffer {
  if (typeof chunk === 'string') return Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8');
  return Buffer.from(ArrayBuffer.isView(chunk) ? new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength) : []);
}

/** Headers by their names in lower case; a repeated one is a list. */
export function headersFrom(raw: RawHeaders): Headers {
  const headers: HeaderCollection = {};
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const values = raw[at + 1] ?? '';
    for (const value of Array.isArray(values) ? values : [values]) addHeader(headers, textOf(raw[at]).toLowerCase(), textOf(value));
  }
  return headers;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value);
}

/** The code of an error, such as `ECONNRESET`. Its message may name a host. */
export function failureCode(error: unknown): string {
  const { code, cause, name } = (error ?? {}) as { readonly code?: unknown; readonly cause?: unknown; readonly name?: unknown };
  if (typeof code === 'string') return code;
  if (name === 'AbortError') return 'ABORT_ERR';
  return cause === undefined ? 'FAILED' : failureCode(cause);
}
