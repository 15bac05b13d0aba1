import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { headersFrom, type RawHeaders, type WireExchange } from '../wire-exchange.js';
import { clientInStack } from './client-in-stack.js';
import type { Watch } from './watch.js';

/** What undici tells of a request; see its documentation of diagnostics channels. Which of the methods it has depends on the version. */
interface UndiciRequest {
  readonly method: string;
  readonly path: string;
  readonly origin: string | URL;
  /** A list since undici 6, a text before. */
  readonly headers: RawHeaders | string;
  onBodySent?: TakeChunk;
  onData?: TakeChunk;
  onResponseData?: TakeChunk;
  onConnect?: Start;
  onRequestStart?: Start;
}

type TakeChunk = (chunk: unknown) => unknown;
/** It is given what ends the request before its time. */
type Start = (abort: Abort, context?: unknown) => unknown;
/** Called for the client, and by nobody else: by a signal, or when it throws the rest of the answer away. */
type Abort = (reason?: unknown) => unknown;

interface Message {
  readonly request: UndiciRequest;
  /** Headers are an object in HTTP/2 since undici 8. */
  readonly response: { readonly statusCode: number; readonly headers: RawHeaders | Readonly<Record<string, string | readonly string[]>> };
  readonly chunk: unknown;
  readonly error: unknown;
}

interface Seen {
  readonly exchange: WireExchange;
  /** Whether the chunks of both bodies pass through methods that are watched. */
  readonly showsChunks: boolean;
  hasBegun: boolean;
}

/** Its client was ended by its owner, or gave up before it was connected. */
const endedHere = new Set(['ABORT_ERR', 'UND_ERR_ABORTED', 'UND_ERR_CLOSED', 'UND_ERR_DESTROYED']);

/**
 * Sees the requests of `fetch`, and of undici whatever copy of it made them: all of them publish on the same channels. Those for the chunks of bodies
 * exist since undici 7.11. Until a copy of undici has published there, the methods of its requests that the chunks pass through are watched besides.
 * No channel says that a client cancels a request, so the method that gets the means to do so is always watched.
 * @param refuse called with the name of a client that does not show the whole of a request.
 * @returns what ends that.
 */
export function watchUndici(watch: Watch, refuse: (client: string) => void): () => void {
  const seen = new WeakMap<UndiciRequest, Seen>();
  /** The classes of requests that publish the chunks of bodies: one for each copy of undici. */
  const publishing = new WeakSet();
  const isPublishing = (request: UndiciRequest): boolean => publishing.has(classOf(request));
  const watchChunks = (request: UndiciRequest, name: 'onBodySent' | 'onData' | 'onResponseData', note: Note): boolean => {
    const original = request[name];
    if (typeof original !== 'function') return false;
    request[name] = (chunk) => {
      // The client may use its buffer again, and only afterwards is it known whether the channel had the chunk.
      const bytes = Buffer.from(bytesOf(chunk));
      const result = original.call(request, chunk);
      if (!isPublishing(request)) note(bytes);
      return result;
    };
    return true;
  };
  const listeners: Readonly<Record<string, (message: Message) => void>> = {
    'undici:request:create': ({ request }) => {
      const { method, path, origin, headers } = request;
      const exchange = watch({ method, path, origin: () => String(origin), headers: () => headersFrom(listOf(headers)) });
      if (exchange === undefined) return;
      if (!watchStart(request, exchange)) {
        refuse(clientInStack());
        return;
      }
      const noteSent: Note = (bytes) => {
        exchange.requestBody.add(bytes);
      };
      const noteAnswer: Note = (bytes) => {
        exchange.data(bytes);
      };
      const showsChunks =
        !isPublishing(request) &&
        watchChunks(request, 'onBodySent', noteSent) &&
        (watchChunks(request, 'onData', noteAnswer) || watchChunks(request, 'onResponseData', noteAnswer));
      seen.set(request, { exchange, showsChunks, hasBegun: false });
    },
    'undici:request:bodyChunkSent': ({ request, chunk }) => {
      publishing.add(classOf(request));
      seen.get(request)?.exchange.requestBody.add(bytesOf(chunk));
    },
    'undici:request:bodyChunkReceived': ({ request, chunk }) => {
      publishing.add(classOf(request));
      seen.get(request)?.exchange.data(bytesOf(chunk));
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
      const code = codeOf(error);
      if (endedHere.has(code)) seen.get(request)?.exchange.leave();
      else seen.get(request)?.exchange.fail(code);
    },
  };
  const subscribed = Object.entries(listeners).map(([channel, listen]) => {
    const listener = (message: unknown): void => {
      listen(message as Message);
    };
    subscribe(channel, listener);
    return () => unsubscribe(channel, listener);
  });
  return () => {
    for (const end of subscribed) end();
  };
}

type Note = (bytes: Uint8Array) => void;

function classOf(request: UndiciRequest): object {
  return Object.getPrototypeOf(request) as object;
}

/** @returns whether the request has the method that every known version of undici starts it with. */
function watchStart(request: UndiciRequest, exchange: WireExchange): boolean {
  for (const name of ['onRequestStart', 'onConnect'] as const) {
    const start = request[name];
    if (typeof start !== 'function') continue;
    request[name] = (abort, ...others) => {
      // In HTTP/2, a request that a server refuses is sent again.
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

function bytesOf(chunk: unknown): Uint8Array {
  if (typeof chunk === 'string') return Buffer.from(chunk);
  return ArrayBuffer.isView(chunk) ? new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength) : new Uint8Array();
}

function listOf(headers: string | Message['response']['headers']): RawHeaders {
  if (typeof headers === 'object') return isList(headers) ? headers : Object.entries(headers).flat();
  return headers.split('\r\n').flatMap((line) => {
    const colon = line.indexOf(':');
    return colon < 1 ? [] : [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
}

function isList(headers: Message['response']['headers']): headers is RawHeaders {
  return Array.isArray(headers);
}

function codeOf(error: unknown): string {
  const { code, cause, name } = (error ?? {}) as { readonly code?: unknown; readonly cause?: unknown; readonly name?: unknown };
  if (typeof code === 'string') return code;
  if (name === 'AbortError') return 'ABORT_ERR';
  return cause === undefined ? 'FAILED' : codeOf(cause);
}
