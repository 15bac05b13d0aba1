import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { headersFrom, type RawHeaders, type WireExchange } from '../wire-exchange.js';
import type { Watch } from './watch.js';

/** What undici tells of a request; see its documentation of diagnostics channels. */
interface UndiciRequest {
  readonly method: string;
  readonly path: string;
  readonly origin: string | URL;
  /** A list since undici 6, a text before. */
  readonly headers: RawHeaders | string;
  onBodySent: (chunk: unknown) => unknown;
  onData: (chunk: unknown) => unknown;
  /** It is given what ends the request before its time. */
  onConnect: (abort: Abort) => unknown;
}

/** Called for whoever asked, and by nobody else: by a signal, or when he throws the rest of the answer away. */
type Abort = (reason?: unknown) => unknown;

interface Told {
  readonly request: UndiciRequest;
  readonly response: { readonly statusCode: number; readonly headers: RawHeaders };
  readonly error: unknown;
}

/**
 * Sees the requests of `fetch`, and of undici whatever copy of it made them: all of them tell on the same channels what they do. The channels of
 * undici 6 and 7 tell of no body, so the two methods of the request that its chunks pass through are watched besides; and
 * the one by which its client learns how to end it.
 * @returns what ends that.
 */
export function watchUndici(watch: Watch): () => void {
  const seen = new WeakMap<UndiciRequest, WireExchange>();
  const listeners: Readonly<Record<string, (told: Told) => void>> = {
    'undici:request:create': ({ request }) => {
      const { method, path, origin, headers } = request;
      const exchange = watch({ method, path, origin: () => String(origin), headers: () => headersFrom(listOf(headers)) });
      if (exchange === undefined) return;
      seen.set(request, exchange);
      request.onBodySent = noted(request, request.onBodySent, (chunk) => {
        exchange.requestBody.add(chunk);
      });
      request.onData = noted(request, request.onData, (chunk) => {
        exchange.data(chunk);
      });
      const connect = request.onConnect;
      request.onConnect = (abort) =>
        connect.call(request, (reason) => {
          exchange.leave();
          return abort(reason);
        });
    },
    'undici:request:headers': ({ request, response }) => seen.get(request)?.begin(response.statusCode, headersFrom(response.headers)),
    'undici:request:trailers': ({ request }) => seen.get(request)?.end(),
    'undici:request:error': ({ request, error }) => seen.get(request)?.fail(codeOf(error)),
  };
  const subscribed = Object.entries(listeners).map(([channel, listen]) => {
    const listener = (told: unknown): void => {
      listen(told as Told);
    };
    subscribe(channel, listener);
    return () => unsubscribe(channel, listener);
  });
  return () => {
    for (const end of subscribed) end();
  };
}

function noted(
  request: UndiciRequest,
  original: (chunk: unknown) => unknown,
  note: (chunk: Uint8Array) => void,
): (chunk: unknown) => unknown {
  return (chunk) => {
    if (typeof chunk === 'string') note(Buffer.from(chunk));
    else if (ArrayBuffer.isView(chunk)) note(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    return original.call(request, chunk);
  };
}

function listOf(headers: RawHeaders | string): RawHeaders {
  if (typeof headers !== 'string') return headers;
  return headers.split('\r\n').flatMap((line) => {
    const colon = line.indexOf(':');
    return colon < 1 ? [] : [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
}

function codeOf(error: unknown): string {
  const { code, cause, name } = (error ?? {}) as { readonly code?: unknown; readonly cause?: unknown; readonly name?: unknown };
  if (typeof code === 'string') return code;
  if (name === 'AbortError') return 'ABORT_ERR';
  return cause === undefined ? 'FAILED' : codeOf(cause);
}
