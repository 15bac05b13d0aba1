import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Exchange, ExchangeRequest } from '../../../contracts/judge/exchange.js';
import type { UnparsedRequest } from '../../../contracts/judge/unparsed-request.js';
import { exchangesIn } from '../../../recordings/traffic/batch.js';
import { longestBody } from '../../../recordings/traffic/longest-body.js';
import { WireExchange, headersFrom } from '../../../recordings/recorder/wire-exchange.js';
import { foreignRequest } from '../../http/foreign-request.js';
import { limitedServer, listen, type ServerLimits } from '../../http/local-server.js';
import { takeRequests } from '../../http/take-requests.js';
import { requestText } from '../../http/request-body.js';
import { allowedBatch, isBatch } from './allowed-batch.js';
import { allowedRequest } from './allowed-request.js';
import { toClient, toUpstream } from './forwarded-headers.js';
import { OwnAnswers } from './own-answers.js';
import { UnusedConnections } from './unused-connections.js';
import { Upstream, UpstreamFailure, type UpstreamAnswer } from './upstream.js';

export interface ProxyOptions {
  /** The Graph to which requests go on: scheme, host and port. */
  readonly graph: string;
  /** Is told of each exchange that came to an end. Credentials stand in it: it must not be shown or kept as it is. */
  readonly onExchange: (exchange: Exchange) => void;
  /** Is told why a request did not leave the machine, and with what status it was answered. Credentials stand in it; one from elsewhere has no URL. */
  readonly onRefused: (request: ExchangeRequest, status: number, why: string) => void;
  /** Is told of a request that is not valid HTTP, and with what status it was answered. */
  readonly onUnparsed: (request: UnparsedRequest, status: number) => void;
  /** Is told of a request to which no answer was waited for in the end: nobody knows what Graph would have answered, so that is no exchange. */
  readonly onBrokenOff: (request: BrokenOff, why: string) => void;
  /** Called with an unexpected error. A request that has no answer yet gets 500. */
  readonly failed: (error: unknown) => void;
  /** After how many milliseconds an answer is given up. */
  readonly timeoutMs?: number;
  readonly limits?: ServerLimits;
}

/** Listens on loopback only. */
const address = '127.0.0.1';

/** What was asked, and broken off. */
export type BrokenOff = Pick<ExchangeRequest, 'method' | 'url'>;

interface Refusal {
  readonly status: number;
  /** The code and the message of the answer. */
  readonly code: string;
  readonly message: string;
  /** The reason for the user. */
  readonly why: string;
  /** Whether it comes from elsewhere: then the service that is recorded has no part in it. */
  readonly isForeign?: boolean;
}

/**
 * Passes the two operations on to Graph, and nothing else. Listens on loopback only. Observers are called after the answer was handed to the socket: a
 * failure in one does not break it.
 */
export class RecordingProxy {
  private readonly own = new OwnAnswers();
  private readonly unused: UnusedConnections;

  /** Nothing more goes to Graph. */
  private isEnding = false;

  /** Nothing more is waited for either. */
  private isOver = false;

  private constructor(
    private readonly options: ProxyOptions,
    private readonly upstream: Upstream,
    private readonly server: Server,
  ) {
    this.unused = new UnusedConnections(server);
  }

  /** @throws the error of the system when the port is taken. */
  static async listen(options: ProxyOptions, port: number): Promise<{ readonly proxy: RecordingProxy; readonly origin: string }> {
    const upstream = new Upstream(options.graph, options.timeoutMs);
    const server = limitedServer(options.limits);
    const proxy = new RecordingProxy(options, upstream, server);
    const take = (request: IncomingMessage, response: ServerResponse): void => {
      proxy.take(request, response);
    };
    takeRequests(server, {
      take,
      tunnel: take,
      refused: (request, status) => {
        proxy.tellUnparsed(request, status);
      },
    });
    return { proxy, origin: await listen(server, port, address) };
  }

  /**
   * Sends nothing more to Graph, and waits for the answers to what is under way, each the last one on its connection. What a client has abandoned is
   * not waited for.
   * @param patience in milliseconds; then it breaks off what is still under way.
   */
  async close(patience = 10_000): Promise<void> {
    this.isEnding = true;
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.unused.end();
    const end = setTimeout(() => {
      void this.breakOff().then(() => {
        this.server.closeAllConnections();
      });
    }, patience);
    await closed;
    clearTimeout(end);
    await this.breakOff();
  }

  /** Until it settles, clients that still wait are told. */
  private async breakOff(): Promise<void> {
    this.isOver = true;
    await this.upstream.close();
    await new Promise((resolve) => setImmediate(resolve));
  }

  private take(request: IncomingMessage, response: ServerResponse): void {
    this.unused.take(request);
    this.handle(request, response).catch((error: unknown) => {
      this.fail(request, response, error);
    });
  }

  private tellUnparsed(request: UnparsedRequest, status: number): void {
    try {
      this.options.onUnparsed(request, status);
    } catch (error) {
      this.options.failed(error);
    }
  }

  private fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    // An answer that was handed over still reaches its client.
    if (!response.headersSent)
      this.own.give(request, response, 500, 'InternalServerError', 'This is a bug in graph-contracts. Its standard error says more.');
    else if (!response.writableEnded) response.destroy();
    this.options.failed(error);
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    if (this.own.cameTooLate(request)) return;
    const foreign = url.startsWith('/') ? foreignRequest(request, address) : undefined;
    const batch = isBatch(method, url);
    const why = foreign ?? (batch ? undefined : whyForbidden(request));
    if (why !== undefined) {
      this.forbid(request, response, why, foreign !== undefined);
      return;
    }
    const body = await readBody(request);
    if (body === 'broken off') {
      // The client went away in the middle of its own request: there is nobody left to answer.
      response.destroy();
      return;
    }
    if (body === 'too long') {
      const message = 'The recording proxy passes on bodies of up to 4 MiB.';
      this.refuse(request, response, { status: 413, code: 'RequestEntityTooLarge', message, why: 'Its body is longer than 4 MiB.' });
      return;
    }
    if (this.isEnding) {
      const message = 'The recording proxy is ending, and this request did not leave the machine.';
      const why = 'It came when the proxy was told to end.';
      this.refuse(request, response, { status: 503, code: 'ServiceUnavailable', message, why });
      return;
    }
    if (batch) await this.forwardBatch(request, response, body);
    else await this.forward(request, response, { headers: request.rawHeaders, body });
  }

  private async forwardBatch(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> {
    const { method = '', url = '' } = request;
    const headers = headersFrom(request.rawHeaders);
    const text = requestText(body, headers);
    const allowed = allowedBatch({ method, url, headers, ...(text === undefined ? { bodyWithheld: true } : { body: text }) });
    if ('why' in allowed) {
      this.forbid(request, response, allowed.why, false, allowed.requests);
      return;
    }
    await this.forward(request, response, { headers: withoutEncoding(request.rawHeaders), body: Buffer.from(allowed.text) });
  }

  private async forward(request: IncomingMessage, response: ServerResponse, { headers, body }: Forwarded): Promise<void> {
    const { method = '', url = '' } = request;
    const exchange = new WireExchange({ method, url: `${this.options.graph}${url}`, headers: headersFrom(headers) }, (whole) => {
      for (const one of exchangesIn(whole)) this.options.onExchange(one);
    });
    if (body.length > 0) exchange.requestBody.add(body);
    let answer: UpstreamAnswer;
    try {
      answer = await this.upstream.ask(method, url, toUpstream(headers), body.length === 0 ? undefined : body);
    } catch (error) {
      if (!(error instanceof UpstreamFailure)) throw error;
      this.giveFailure(request, response, exchange, error);
      return;
    }
    if (this.isEnding) response.shouldKeepAlive = false;
    passOn(response, answer);
    note(exchange, answer);
  }

  private giveFailure(request: IncomingMessage, response: ServerResponse, exchange: WireExchange, failure: UpstreamFailure): void {
    if (this.isOver) {
      this.tellBrokenOff(request, response);
      return;
    }
    this.own.give(request, response, 502, 'BadGateway', `${failure.sentence} The recording proxy answers in its place.`);
    if (failure.begun === undefined) exchange.fail(failure.code);
    else exchange.endTooLong(failure.begun.status, headersFrom(failure.begun.headers));
  }

  /** It was this proxy, and not Graph, that did not wait for the answer. */
  private tellBrokenOff(request: IncomingMessage, response: ServerResponse): void {
    const { method = '', url = '' } = request;
    const isAbandoned = request.socket.destroyed;
    const why = isAbandoned ? 'its client went away before Graph answered' : 'the proxy ended before Graph answered';
    if (!isAbandoned) {
      const message = 'The recording proxy ended before Graph answered. What became of the request is not known.';
      this.own.give(request, response, 504, 'GatewayTimeout', message);
    }
    this.options.onBrokenOff({ method, url }, why);
  }

  /** @param inside the requests inside a batch, if it is one. */
  private forbid(
    request: IncomingMessage,
    response: ServerResponse,
    why: string,
    isForeign: boolean,
    inside?: readonly ExchangeRequest[],
  ): void {
    const message = `The recording proxy passes on the two operations only, and this request did not leave the machine. ${why}`;
    this.refuse(request, response, { status: 403, code: 'Forbidden', message, why, isForeign }, inside);
  }

  private refuse(
    request: IncomingMessage,
    response: ServerResponse,
    { status, code, message, why, isForeign }: Refusal,
    inside: readonly ExchangeRequest[] = [],
  ): void {
    this.own.give(request, response, status, code, message);
    const known = requestOf(request);
    const all = inside.length > 0 ? inside : [isForeign ? { ...known, url: '' } : known];
    for (const one of all) this.options.onRefused(one, status, why);
  }
}

function whyForbidden({ method = '', url = '', headers }: IncomingMessage): string | undefined {
  const allowed = allowedRequest(method, url, headers);
  return 'why' in allowed ? allowed.why : undefined;
}

/** What goes on to Graph of a request: names and values of its headers in turn, and its body. */
interface Forwarded {
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** A batch goes on decoded. */
function withoutEncoding(raw: readonly string[]): readonly string[] {
  return raw.filter((_, at) => raw[at - (at % 2)]?.toLowerCase() !== 'content-encoding');
}

/** What is known of a request that stays here: nobody reads its body. */
function requestOf({ method = '', url = '', rawHeaders }: IncomingMessage): ExchangeRequest {
  return { method, url, headers: headersFrom(rawHeaders), bodyWithheld: true };
}

function passOn(response: ServerResponse, { status, headers, body }: UpstreamAnswer): void {
  const hasBody = status !== 204 && status !== 304;
  response.writeHead(status, toClient(headers, hasBody ? body.length : undefined));
  response.end(hasBody ? body : undefined);
}

function note(exchange: WireExchange, { status, headers, body }: UpstreamAnswer): void {
  exchange.begin(status, headersFrom(headers));
  if (body.length > 0) exchange.data(body);
  exchange.end();
}

/** When it is too long, the rest is not read, and the connection is for the answer only. */
function readBody(request: IncomingMessage): Promise<Buffer | 'too long' | 'broken off'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request
      .on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= longestBody) chunks.push(chunk);
        else resolve('too long');
      })
      .on('end', () => {
        resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks));
      })
      .on('error', () => {
        resolve('broken off');
      });
  });
}
