import { ClientRequest, OutgoingMessage, type IncomingMessage } from 'node:http';
import type { Headers } from '../../contracts/judge/exchange.js';
import { failureCode, headersFrom, type WireExchange } from './wire-exchange.js';

/** A request of a client in this process. Values that take time are computed on demand. */
export interface ClientCall {
  readonly method: string;
  readonly path: string;
  readonly origin: () => string;
  readonly headers: () => Headers;
}

/** Gives the exchange that records a request; undefined for requests that are not recorded. */
export type Watch = (call: ClientCall) => WireExchange | undefined;

type Method = (this: ClientRequest, ...args: unknown[]) => unknown;
type Watched = (typeof watched)[number];

/** The methods that every request calls. */
const watched = ['write', 'end', 'emit', 'destroy'] as const;

/**
 * Watches the requests of `node:http` and `node:https`, also by libraries that took a reference to them before (axios, got). Sockets, requests and
 * answers are not replaced.
 * @returns a function that ends it.
 */
export function watchNodeHttp(watch: Watch): () => void {
  const seen = new WeakMap<ClientRequest, WireExchange | 'not recorded'>();
  const exchangeOf = (request: ClientRequest): WireExchange | undefined => {
    const exchange = seen.get(request);
    return exchange === 'not recorded' ? undefined : exchange;
  };
  const noteSent = (request: ClientRequest, [chunk, encoding]: readonly unknown[]): void => {
    if (!seen.has(request)) {
      const { method, path, protocol, host } = request;
      const authority = textOf(request.getHeader('host')) ?? host;
      const call = { method, path, origin: () => `${protocol}//${authority}`, headers: () => sentHeaders(request) };
      seen.set(request, watch(call) ?? 'not recorded');
    }
    exchangeOf(request)?.requestBody.add(chunk, encoding);
  };
  const notes: Record<Watched, (request: ClientRequest, args: readonly unknown[]) => void> = {
    write: noteSent,
    end: noteSent,
    emit: (request, [event, first]) => {
      const exchange = exchangeOf(request);
      if (exchange === undefined) return;
      if (event === 'response') {
        // Without a listener Node discards the body before it can be seen.
        if (request.listenerCount('response') === 0) seen.set(request, 'not recorded');
        else noteAnswer(exchange, first as IncomingMessage, request);
      } else if (event === 'error') noteBreak(exchange, request, failureCode(first));
      else if (event === 'close') noteBreak(exchange, request, connectionReset);
    },
    destroy: (request) => {
      const exchange = exchangeOf(request);
      if (exchange !== undefined) noteEnd(exchange, request);
    },
  };
  const restore = watched.map((name) => replaceMethod(name, notes[name]));
  return () => {
    for (const one of restore) one();
  };
}

/** The prototype of all requests: nock replaces `ClientRequest` by a class of its own, above the one that makes requests. */
function requestPrototype(): object {
  let prototype: object = ClientRequest.prototype;
  for (let below: unknown = prototype; below !== OutgoingMessage.prototype; below = Object.getPrototypeOf(below)) {
    if (typeof below !== 'object' || below === null) return ClientRequest.prototype;
    prototype = below;
  }
  return prototype;
}

/** Makes a method of every request take a note first. @returns a function that undoes it. */
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
    // Other code may have replaced the method since: then it stays, and ours does nothing.
    if (prototype[name] !== replacement) return;
    if (before === undefined) Reflect.deleteProperty(prototype, name);
    else Object.defineProperty(prototype, name, before);
  };
}

/** The parser calls `push` with each chunk, before the client reads, decodes or discards it. */
function noteAnswer(exchange: WireExchange, answer: IncomingMessage, request: ClientRequest): void {
  exchange.begin(answer.statusCode ?? 0, headersFrom(answer.rawHeaders));
  const push = answer.push.bind(answer);
  answer.push = (chunk: unknown, encoding?: BufferEncoding) => {
    if (chunk !== null) exchange.responseBody.add(chunk, encoding);
    else if (answer.complete) exchange.end();
    return push(chunk, encoding);
  };
  const destroy = answer.destroy.bind(answer);
  answer.destroy = (error) => {
    noteEnd(exchange, request);
    return destroy(error);
  };
}

/** A request has ended. If its connection broke, Node has marked it as destroyed; if not, its client stopped waiting. */
function noteEnd(exchange: WireExchange, request: ClientRequest): void {
  if (!request.destroyed) exchange.leave();
}

const connectionReset = 'ECONNRESET';

/** The connection is closed: by the other side if it ended or broke it; if not, by the client, as follow-redirects does after a timeout. */
function noteBreak(exchange: WireExchange, { socket }: ClientRequest, code: string): void {
  const isClosedHere =
    code === connectionReset && socket?.destroyed && !socket.connecting && socket.errored === null && !socket.readableEnded;
  if (isClosedHere) exchange.leave();
  else exchange.fail(code);
}

function sentHeaders(request: ClientRequest): Headers {
  return headersFrom(Object.entries(request.getHeaders()).flatMap(([name, value]) => [name, textOf(value) ?? '']));
}

function textOf(value: number | string | readonly string[] | undefined): string | undefined {
  return value === undefined ? undefined : typeof value === 'object' ? value.join(', ') : String(value);
}
