import type { Exchange, ExchangeResponse, Headers } from '../../contracts/judge/exchange.js';
import { addHeader, type HeaderCollection } from '../traffic/header-values.js';
import { WireBody } from './wire-body.js';

/** Names and values in turn, as on the wire. */
export type RawHeaders = readonly (string | Uint8Array | readonly (string | Uint8Array)[])[];

/** The code in place of an answer that is not encoded as it says: nobody could read it. */
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
    let body: Body;
    try {
      body = bodyOf(this.responseBody, head.headers);
    } catch {
      this.fail(cannotBeDecoded);
      return;
    }
    this.finish({ response: { ...head, ...body } });
  }

  /** The answer is longer than anybody takes it. */
  endTooLong(status: number, headers: Headers): void {
    this.finish({ response: { status, headers, bodyWithheld: true } });
  }

  /** Nothing came back, or not the whole of it. @param code such as `ECONNRESET`. */
  fail(code: string): void {
    this.finish({ failure: code });
  }

  /** Its client does not wait for it any more: what Graph would have answered nobody knows, so it is no exchange. */
  leave(): void {
    this.isDone = true;
  }

  private finish(outcome: Omit<Exchange, 'request'>): void {
    if (this.isDone) return;
    this.isDone = true;
    const { method, url, headers } = this.request;
    this.done({ request: { method, url, headers, ...sentBody(this.requestBody, headers) }, ...outcome });
  }
}

type Body = Pick<ExchangeResponse, 'body' | 'bodyWithheld'>;

/** @throws when it is not what the headers say. */
function bodyOf(body: WireBody, headers: Headers): Body {
  const text = body.text(headers);
  if (text === undefined) return { bodyWithheld: true };
  return text === '' ? {} : { body: text };
}

function sentBody(body: WireBody, headers: Headers): Body {
  try {
    return bodyOf(body, headers);
  } catch {
    return { bodyWithheld: true };
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
