import { subscribe, unsubscribe, type ChannelListener } from 'node:diagnostics_channel';
import { bytesOf, failureCode, headersFrom, type RawHeaders, type WireBody, type WireExchange } from './wire-exchange.js';
import type { Watch } from './watch-node-http.js';

type ChunkMethod = 'onBodySent' | 'onData' | 'onResponseData';
type StartMethod = 'onConnect' | 'onRequestStart';

/** A request in the messages of undici's diagnostics channels. Its methods depend on the version. */
type UndiciRequest = {
  readonly method: string;
  readonly path: string;
  readonly origin: string | URL;
  /** A list since undici 6, a text before. */
  readonly headers: RawHeaders | string;
} & Partial<Record<ChunkMethod, (chunk: unknown) => unknown>> &
  Partial<Record<StartMethod, (abort: Abort, context?: unknown) => unknown>>;

/** Aborts the request. Only called on behalf of the client: by its signal, or when it discards the rest of the answer. */
type Abort = (reason?: unknown) => unknown;

interface UndiciMessage {
  readonly request: UndiciRequest;
  /** Headers are an object in HTTP/2 since undici 8. */
  readonly response: { readonly statusCode: number; readonly headers: RawHeaders | Readonly<Record<string, string | readonly string[]>> };
  readonly chunk: unknown;
  readonly error: unknown;
}

interface WatchedRequest {
  readonly exchange: WireExchange;
  /** Whether the chunks of both bodies pass through watched methods. */
  readonly showsChunks: boolean;
  hasBegun: boolean;
}

/** The codes of errors that the client itself causes. */
const endedByClient = new Set(['ABORT_ERR', 'UND_ERR_ABORTED', 'UND_ERR_CLOSED', 'UND_ERR_DESTROYED']);

/**
 * Watches the requests of `fetch` and of every copy of undici: all publish on the same diagnostics channels.
 * Copies before 7.11 do not publish body chunks, so the methods of their requests are watched too.
 * No channel reports cancelled requests, so the method that gets the abort function is always watched.
 * @param refuse called with the name of a client that does not show whole requests.
 * @returns a function that ends it.
 */
export function watchUndici(watch: Watch, refuse: (client: string) => void): () => void {
  const seen = new WeakMap<UndiciRequest, WatchedRequest>();
  /** The classes of requests that publish chunks: one for each copy of undici. */
  const publishing = new WeakSet();
  const isPublishing = (request: UndiciRequest): boolean => publishing.has(classOf(request));
  const watchChunks = (request: UndiciRequest, name: ChunkMethod, body: WireBody): boolean => {
    const original = request[name];
    if (typeof original !== 'function') return false;
    request[name] = (chunk) => {
      const bytes = bytesOf(chunk);
      const result = original.call(request, chunk);
      // Only now it is known whether the channel published the chunk.
      if (!isPublishing(request)) body.add(bytes);
      return result;
    };
    return true;
  };
  const listeners: Readonly<Record<string, (message: UndiciMessage) => void>> = {
    'undici:request:create': ({ request }) => {
      const { method, path, origin, headers } = request;
      const exchange = watch({ method, path, origin: () => String(origin), headers: () => headersFrom(listOf(headers)) });
      if (exchange === undefined) return;
      if (!watchStart(request, exchange)) {
        refuse(clientInStack());
        return;
      }
      const { requestBody, responseBody } = exchange;
      const showsChunks =
        !isPublishing(request) &&
        watchChunks(request, 'onBodySent', requestBody) &&
        (watchChunks(request, 'onData', responseBody) || watchChunks(request, 'onResponseData', responseBody));
      seen.set(request, { exchange, showsChunks, hasBegun: false });
    },
    'undici:request:bodyChunkSent': ({ request, chunk }) => {
      publishing.add(classOf(request));
      seen.get(request)?.exchange.requestBody.add(chunk);
    },
    'undici:request:bodyChunkReceived': ({ request, chunk }) => {
      publishing.add(classOf(request));
      seen.get(request)?.exchange.responseBody.add(chunk);
    },
    'undici:request:headers': ({ request, response }) => {
      const one = seen.get(request);
      if (one === undefined) return;
      one.hasBegun = true;
      one.exchange.begin(response.statusCode, headersFrom(listOf(response.headers)));
    },
    'undici:request:trailers': ({ request }) => {
      const one = seen.get(request);
      if (one === undefined) return;
      if (one.hasBegun && (one.showsChunks || isPublishing(request))) one.exchange.end();
      else refuse(clientInStack());
    },
    'undici:request:error': ({ request, error }) => {
      const code = failureCode(error);
      if (endedByClient.has(code)) seen.get(request)?.exchange.leave();
      else seen.get(request)?.exchange.fail(code);
    },
  };
  const channels = Object.entries(listeners) as [string, ChannelListener][];
  for (const [channel, listener] of channels) subscribe(channel, listener);
  return () => {
    for (const [channel, listener] of channels) unsubscribe(channel, listener);
  };
}

function classOf(request: UndiciRequest): object {
  return Object.getPrototypeOf(request) as object;
}

/** @returns whether the request has a method by which a known version of undici starts it. */
function watchStart(request: UndiciRequest, exchange: WireExchange): boolean {
  for (const name of ['onRequestStart', 'onConnect'] as const) {
    const start = request[name];
    if (typeof start !== 'function') continue;
    request[name] = (abort, ...others) => {
      // In HTTP/2, a refused request is sent again.
      exchange.requestBody.clear();
      const leave = (reason: unknown): unknown => {
        exchange.leave();
        return abort(reason);
      };
      return Reflect.apply(start, request, [leave, ...others]);
    };
    return true;
  }
  return false;
}

/** The client that is calling, by name and version. */
export function clientInStack(): string {
  const { stack = '' } = new Error();
  if (stack.includes('node:internal/deps/undici'))
    return `fetch of Node ${process.version} (undici ${process.versions['undici'] ?? 'of unknown version'})`;
  const folder = /\((.+)[/\\]lib[/\\]core[/\\]request\.js/.exec(stack)?.[1];
  return folder === undefined ? 'a copy of undici' : `the undici in ${folder.replace('file://', '')}`;
}

function listOf(headers: string | UndiciMessage['response']['headers']): RawHeaders {
  if (Array.isArray(headers)) return headers as RawHeaders;
  if (typeof headers === 'object') return Object.entries(headers).flat();
  return headers.split('\r\n').flatMap((line) => {
    const colon = line.indexOf(':');
    return colon < 1 ? [] : [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
}
