import { ClientRequest, OutgoingMessage, type IncomingMessage } from 'node:http';
import type { Headers } from '../../../contracts/judge/exchange.js';
import { headersFrom, type WireExchange } from '../wire-exchange.js';
import type { Watch } from './watch.js';

type Method = (this: ClientRequest, ...args: unknown[]) => unknown;
type Watched = (typeof watched)[number];

/** The methods that every request passes through: they are observed there, and not delayed. */
const watched = ['write', 'end', 'emit', 'destroy'] as const;

/**
 * Sees the requests of `node:http` and `node:https`, also of libraries that took a reference to them long before (axios, got). Nothing is put in the place
 * of a socket, a request or an answer: its bytes are noted as they pass.
 * @returns what puts everything back.
 */
export function watchNodeHttp(watch: Watch): () => void {
  const seen = new WeakMap<ClientRequest, WireExchange | 'not ours'>();
  const look = (request: ClientRequest): WireExchange | undefined => {
    let found = seen.get(request);
    if (found === undefined) {
      const { method, path, protocol, host } = request;
      const authority = textOf(request.getHeader('host')) ?? host;
      found = watch({ method, path, origin: () => originOf(protocol, authority), headers: () => sentHeaders(request) }) ?? 'not ours';
      seen.set(request, found);
    }
    return found === 'not ours' ? undefined : found;
  };
  const notes: Record<Watched, (request: ClientRequest, args: readonly unknown[]) => void> = {
    write: (request, args) => look(request)?.requestBody.add(bytesOf(args)),
    end: (request, args) => look(request)?.requestBody.add(bytesOf(args)),
    emit: (request, [event, first]) => {
      // What was sent before anybody watched is not followed.
      const exchange = seen.get(request);
      if (exchange === undefined || exchange === 'not ours') return;
      if (event === 'response') {
        // Where nobody listens for the answer, Node throws its body away before it is here: what it was is not known.
        if (request.listenerCount('response') === 0) seen.set(request, 'not ours');
        else noteAnswer(exchange, first as IncomingMessage, request);
      } else if (event === 'error') noteBreak(exchange, request, codeOf(first));
      else if (event === 'close') noteBreak(exchange, request, connectionReset);
    },
    destroy: (request) => {
      const exchange = seen.get(request);
      if (exchange !== undefined && exchange !== 'not ours') noteEnd(exchange, request);
    },
  };
  const restore = watched.map((name) => replaceMethod(name, notes[name]));
  return () => {
    for (const one of restore) one();
  };
}

/** That of all requests. nock puts a class of its own in the place of `ClientRequest`, and requests are still made by the one below it. */
function requestPrototype(): object {
  let prototype: object = ClientRequest.prototype;
  for (let below: unknown = prototype; below !== OutgoingMessage.prototype; below = Object.getPrototypeOf(below)) {
    if (typeof below !== 'object' || below === null) return ClientRequest.prototype;
    prototype = below;
  }
  return prototype;
}

/** Puts a note before a method of every request. */
function replaceMethod(name: Watched, note: (request: ClientRequest, args: readonly unknown[]) => void): () => void {
  const prototype = requestPrototype() as Record<Watched, Method>;
  const before = Object.getOwnPropertyDescriptor(prototype, name);
  const original = prototype[name];
  let isOn = true;
  const replacement: Method = function (...args) {
    if (isOn) note(this, args);
    return original.apply(this, args);
  };
  Object.defineProperty(prototype, name, { value: replacement, configurable: true, writable: true });
  return () => {
    isOn = false;
    // Somebody else may have put a method of their own over ours: theirs stays, and ours does nothing any more.
    if (prototype[name] !== replacement) return;
    if (before === undefined) Reflect.deleteProperty(prototype, name);
    else Object.defineProperty(prototype, name, before);
  };
}

/** The parser gives each chunk to the answer with `push`, before anybody has read, decoded or thrown it away. */
function noteAnswer(exchange: WireExchange, answer: IncomingMessage, request: ClientRequest): void {
  exchange.begin(answer.statusCode ?? 0, headersFrom(answer.rawHeaders));
  const push = answer.push.bind(answer);
  answer.push = (chunk: unknown, encoding?: BufferEncoding) => {
    if (chunk instanceof Uint8Array || typeof chunk === 'string') exchange.data(bytesOf([chunk, encoding]));
    else if (chunk === null && answer.complete) exchange.end();
    return push(chunk, encoding);
  };
  const destroy = answer.destroy.bind(answer);
  answer.destroy = (error) => {
    noteEnd(exchange, request);
    return destroy(error);
  };
}

/** Somebody puts an end to a request. Where the connection broke, Node has marked the request before anybody hears of it; else its client does not wait. */
function noteEnd(exchange: WireExchange, request: ClientRequest): void {
  if (!request.destroyed) exchange.leave();
}

const connectionReset = 'ECONNRESET';

/** The connection is gone. One that the other side neither ended nor broke was closed here, as follow-redirects does after a time. */
function noteBreak(exchange: WireExchange, { socket }: ClientRequest, code: string): void {
  const isClosedHere =
    code === connectionReset && socket?.destroyed && !socket.connecting && socket.errored === null && !socket.readableEnded;
  if (isClosedHere) exchange.leave();
  else exchange.fail(code);
}

function bytesOf([chunk, encoding]: readonly unknown[]): Uint8Array {
  if (typeof chunk === 'string') return Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8');
  return ArrayBuffer.isView(chunk) ? new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength) : new Uint8Array();
}

function sentHeaders(request: ClientRequest): Headers {
  return headersFrom(Object.entries(request.getHeaders()).flatMap(([name, value]) => [name, textOf(value) ?? '']));
}

function textOf(value: number | string | readonly string[] | undefined): string | undefined {
  return value === undefined ? undefined : typeof value === 'object' ? value.join(', ') : String(value);
}

function originOf(protocol: string, authority: string): string {
  return `${protocol}//${authority}`;
}

function codeOf(error: unknown): string {
  const code = (error as { readonly code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : 'FAILED';
}
