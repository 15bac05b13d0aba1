import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Exchange, ExchangeRequest } from '../../contracts/judge/exchange.js';
import type { UnparsedRequest } from '../../contracts/judge/unparsed-request.js';
import { headersFrom, WireExchange } from '../../recordings/recorder/wire-exchange.js';
import { exchangesIn } from '../../recordings/traffic/batch.js';
import { longestBody } from '../../recordings/traffic/decode-body.js';
import type { OutboundHttp } from '../client/outbound-http.js';
import { graphError } from '../http/answer.js';
import type { ServerCertificate } from '../http/encrypted-server.js';
import { foreignRequest } from '../http/foreign-request.js';
import { limitedServer, listen, requestText, type ServerLimits } from '../http/local-server.js';
import { takeRequests } from '../http/take-requests.js';
import { allowedBatch, allowedRequest, isBatch } from './allowed-request.js';
import { toClient, toUpstream, Upstream, type UpstreamFailure } from './upstream.js';

export type BrokenOff = Pick<ExchangeRequest, 'method' | 'url'>;

/** Observes a proxy. It gets credentials: exchanges and requests must not be shown or kept as they are. */
export interface ProxyObserver {
  onExchange(exchange: Exchange): void;
  /** Called for each request that stays on this machine, with the status of its answer. A foreign one has no URL. */
  onRefused(request: ExchangeRequest, status: number, why: string): void;
  /** Called for each request that is not valid HTTP, with the status of its answer. */
  onUnparsed(request: UnparsedRequest, status: number): void;
  /** Called for each request whose answer was not awaited. Graph's answer is unknown, so it is not an exchange. */
  onBrokenOff(request: BrokenOff, why: string): void;
}

export interface ProxyOptions {
  /** Scheme, host and port of the Graph to which requests are forwarded. */
  readonly graph: string;
  readonly outbound: OutboundHttp;
  readonly observer: ProxyObserver;
  /** Called with an unexpected error. A request without an answer gets 500. */
  readonly failed: (error: unknown) => void;
  /** How many milliseconds to wait for an answer. */
  readonly timeoutMs?: number | undefined;
  readonly limits?: ServerLimits | undefined;
  /** Makes it an HTTPS server. */
  readonly certificate?: ServerCertificate | undefined;
}

/** Listens on loopback only. */
export const proxyAddress = '127.0.0.1';

/** Stands for the ids that Graph gives to a request. */
const noId = '00000000-0000-4000-9000-000000000000';

interface Refusal {
  readonly status: number;
  /** The code and message of the answer. */
  readonly code: string;
  readonly message: string;
  /** For the user of the proxy. */
  readonly why: string;
}

const tooLong: Refusal = {
  status: 413,
  code: 'RequestEntityTooLarge',
  message: 'The recording proxy passes on bodies of up to 4 MiB.',
  why: 'Its body is longer than 4 MiB.',
};

const ending: Refusal = {
  status: 503,
  code: 'ServiceUnavailable',
  message: 'The recording proxy is ending, and this request did not leave the machine.',
  why: 'It came while the proxy was ending.',
};

function forbidden(why: string): Refusal {
  const message = `The recording proxy passes on the two operations only, and this request did not leave the machine. ${why}`;
  return { status: 403, code: 'Forbidden', message, why };
}

/** Forwards the two operations to Graph, and nothing else. Observers are called after the answer was sent, so their failures do not affect it. */
export class RecordingProxy {
  /** Connections without a request, by their client. Node does not count them as idle, and would wait for their end. */
  private readonly unused = new Map<string, Socket>();

  /** Connections that end with an answer of the proxy: requests behind it get none. */
  private readonly ended = new WeakSet<Socket>();

  /** True once no further request may be sent to Graph. */
  private isEnding = false;

  /** True once no further answer is awaited. */
  private isOver = false;

  private constructor(
    private readonly options: ProxyOptions,
    private readonly upstream: Upstream,
    private readonly server: Server,
  ) {}

  /** @throws the error of the system if the port is taken. */
  static async listen(options: ProxyOptions, port: number): Promise<{ readonly proxy: RecordingProxy; readonly origin: string }> {
    const server = limitedServer(options.limits, options.certificate);
    const proxy = new RecordingProxy(options, new Upstream(options.graph, options.outbound, options.timeoutMs), server);
    const take = (request: IncomingMessage, response: ServerResponse): void => {
      proxy.take(request, response);
    };
    takeRequests(server, {
      take,
      tunnel: take,
      refused: (request, status) => {
        proxy.reportUnparsed(request, status);
      },
    });
    server.on('connection', (socket: Socket) => {
      const client = clientOf(socket);
      proxy.unused.set(client, socket);
      socket.once('close', () => proxy.unused.delete(client));
    });
    return { proxy, origin: await listen(server, port, proxyAddress, options.certificate?.name) };
  }

  /**
   * Stops sending to Graph, and awaits the answers to pending requests, except to those that their clients have abandoned.
   * @param timeout in milliseconds, after which it breaks off the rest.
   */
  async close(timeout = 10_000): Promise<void> {
    this.isEnding = true;
    const closed = new Promise((resolve) => this.server.close(resolve));
    // Requests that have arrived are read first.
    setImmediate(() => {
      for (const socket of this.unused.values()) socket.destroy();
    });
    const end = setTimeout(() => {
      void this.breakOff().then(() => {
        this.server.closeAllConnections();
      });
    }, timeout);
    await closed;
    clearTimeout(end);
    await this.breakOff();
  }

  /** Resolves when the waiting clients have an answer. */
  private async breakOff(): Promise<void> {
    this.isOver = true;
    await this.upstream.close();
    await new Promise((resolve) => setImmediate(resolve));
  }

  private take(request: IncomingMessage, response: ServerResponse): void {
    this.unused.delete(clientOf(request.socket));
    this.handle(request, response).catch((error: unknown) => {
      // An answer that was sent still reaches its client.
      if (!response.headersSent)
        this.answer(request, response, 500, 'InternalServerError', 'This is a bug in graph-contracts. Its standard error says more.');
      else if (!response.writableEnded) response.destroy();
      this.options.failed(error);
    });
  }

  private reportUnparsed(request: UnparsedRequest, status: number): void {
    try {
      this.options.observer.onUnparsed(request, status);
    } catch (error) {
      this.options.failed(error);
    }
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', rawHeaders } = request;
    if (this.ended.has(request.socket)) return;
    const known: ExchangeRequest = { method, url, headers: headersFrom(rawHeaders), bodyWithheld: true };
    const refuse = (refusal: Refusal, requests: readonly ExchangeRequest[] = [known]): void => {
      this.answer(request, response, refusal.status, refusal.code, refusal.message);
      for (const one of requests) this.options.observer.onRefused(one, refusal.status, refusal.why);
    };
    const foreign = url.startsWith('/') ? foreignRequest(request, proxyAddress) : undefined;
    if (foreign !== undefined) {
      refuse(forbidden(foreign), [{ ...known, url: '' }]);
      return;
    }
    const allowed = isBatch(method, url) ? undefined : allowedRequest(method, url, request.headers);
    if (allowed !== undefined && 'why' in allowed) {
      refuse(forbidden(allowed.why));
      return;
    }
    const body = await receiveBody(request);
    if (body === 'aborted') response.destroy();
    else if (body === 'too long') refuse(tooLong);
    else if (this.isEnding) refuse(ending);
    else if (allowed !== undefined) await this.forward(request, response, rawHeaders, body);
    else {
      const text = requestText(body, known.headers ?? {});
      const batch = allowedBatch({ ...known, body: text, bodyWithheld: text === undefined });
      // The sent body is not encoded.
      const headers = rawHeaders.filter((_, at) => rawHeaders[at - (at % 2)]?.toLowerCase() !== 'content-encoding');
      if ('text' in batch) await this.forward(request, response, headers, Buffer.from(batch.text));
      else refuse(forbidden(batch.why), batch.requests.length > 0 ? batch.requests : undefined);
    }
  }

  private async forward(request: IncomingMessage, response: ServerResponse, headers: readonly string[], body: Buffer): Promise<void> {
    const { method = '', url = '' } = request;
    const exchange = new WireExchange({ method, url: `${this.options.graph}${url}`, headers: headersFrom(headers) }, (whole) => {
      for (const one of exchangesIn(whole)) this.options.observer.onExchange(one);
    });
    exchange.requestBody.add(body);
    const answer = await this.upstream.send(method, url, toUpstream(headers), body);
    if ('failure' in answer) {
      if (this.isOver) this.giveUp(request, response);
      else this.answerFailure(request, response, exchange, answer);
      return;
    }
    if (this.isEnding) response.shouldKeepAlive = false;
    const hasBody = answer.status !== 204 && answer.status !== 304;
    response.writeHead(answer.status, toClient(answer.headers, hasBody ? answer.body.length : undefined));
    response.end(hasBody ? answer.body : undefined);
    exchange.begin(answer.status, headersFrom(answer.headers));
    exchange.responseBody.add(answer.body);
    exchange.end();
  }

  private answerFailure(
    request: IncomingMessage,
    response: ServerResponse,
    exchange: WireExchange,
    { failure, sentence, begun }: UpstreamFailure,
  ): void {
    this.answer(request, response, 502, 'BadGateway', `${sentence} The recording proxy answers in its place.`);
    if (begun === undefined) exchange.fail(failure);
    else exchange.endTooLong(begun.status, headersFrom(begun.headers));
  }

  /** The proxy, not Graph, broke off the request. */
  private giveUp(request: IncomingMessage, response: ServerResponse): void {
    const { method = '', url = '', socket } = request;
    const isAbandoned = socket.destroyed;
    if (!isAbandoned) {
      const message = 'The recording proxy ended before Graph answered. Whether Graph carried out the request is unknown.';
      this.answer(request, response, 504, 'GatewayTimeout', message);
    }
    this.options.observer.onBrokenOff(
      { method, url },
      isAbandoned ? 'its client disconnected before Graph answered' : 'the proxy ended before Graph answered',
    );
  }

  /** Answers with an error in Graph's form, and ends the connection: the unread rest would be parsed as the next request. */
  private answer({ socket }: IncomingMessage, response: ServerResponse, status: number, code: string, message: string): void {
    const date = new Date().toISOString().slice(0, 19);
    const { headers, body } = graphError(status, code, message, { requestId: noId, clientRequestId: noId, date });
    this.ended.add(socket);
    response.writeHead(status, { ...headers, connection: 'close', 'x-answered-by': 'graph-assignment-contracts' }).end(body);
  }
}

/** The same for a connection and for its encrypted form. */
function clientOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}

/** Stops reading a body that is too long. */
function receiveBody(request: IncomingMessage): Promise<Buffer | 'too long' | 'aborted'> {
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
        resolve(Buffer.concat(chunks));
      })
      .on('error', () => {
        resolve('aborted');
      });
  });
}
