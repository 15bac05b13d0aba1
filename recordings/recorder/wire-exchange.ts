import type { Exchange, Headers } from '../../contracts/judge/exchange.js';
import { addHeader, type HeaderCollection } from '../header-values.js';
import { WireBody } from './wire-body.js';

/** Names and values in turn, as on the wire. */
export type RawHeaders = readonly (string | Uint8Array | readonly (string | Uint8Array)[])[];

/** Codes in place of an answer, for what is no fault of the connection. */
const tooLarge = 'ERR_HTTP_BODY_TOO_LARGE';
const cannotBeDecoded = 'ERR_INVALID_CONTENT_ENCODING';

/** One exchange as it passes by: takes note of it, and touches nothing. */
export class WireExchange {
  readonly requestBody = new WireBody();
  private readonly responseBody = new WireBody();
  private head: { readonly status: number; readonly headers: Headers } | undefined;
  private isDone = false;

  constructor(
    private readonly request: { readonly method: string; readonly url: string; readonly headers: Headers },
    private readonly done: (exchange: Exchange) => void,
  ) {}

  begin(status: number, headers: Headers): void {
    this.head = { status, headers };
  }

  data(chunk: Uint8Array): void {
    this.responseBody.add(chunk);
  }

  end(): void {
    const { head } = this;
    if (head === undefined) {
      this.fail('FAILED');
      return;
    }
    const body = this.responseBody.isTooLarge ? undefined : this.responseBody.text(head.headers);
    if (body === undefined) this.fail(this.responseBody.isTooLarge ? tooLarge : cannotBeDecoded);
    else this.finish({ response: { status: head.status, headers: head.headers, ...(body === '' ? {} : { body }) } });
  }

  /** Nothing came back, or not the whole of it. @param code such as `ECONNRESET`. */
  fail(code: string): void {
    this.finish({ failure: code });
  }

  private finish(outcome: Omit<Exchange, 'request'>): void {
    if (this.isDone) return;
    this.isDone = true;
    const { method, url, headers } = this.request;
    const sent = this.requestBody.isTooLarge ? undefined : this.requestBody.text(headers);
    const body = sent === undefined ? { bodyWithheld: true } : sent === '' ? {} : { body: sent };
    this.done({ request: { method, url, headers, ...body }, ...outcome });
  }
}

/** Headers as they stood on the wire, with names in lower case; a repeated one is a list. */
export function headersFrom(raw: RawHeaders): Headers {
  const headers: HeaderCollection = {};
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = textOf(raw[at]).toLowerCase();
    const written = raw[at + 1] ?? '';
    if (!Array.isArray(written)) addHeader(headers, name, textOf(written));
    else for (const one of written) addHeader(headers, name, textOf(one));
  }
  return headers;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value);
}
