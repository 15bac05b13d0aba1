import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { ExchangeRequest, Headers } from '../../contracts/judge/exchange.js';
import { judge } from '../../contracts/judge/judge.js';
import { judgeAsServer, judgeUnparsed, type UnparsedRequest } from '../../contracts/judge/unparsed-request.js';
import { isBatchUrl } from '../../recordings/traffic/batch.js';
import { longestBody } from '../../recordings/traffic/longest-body.js';
import { foreignRequest } from '../http/foreign-request.js';
import { close, listen } from '../http/local-server.js';
import { limitedServer, type ServerLimits } from '../http/server-limits.js';
import { takeRequests } from '../http/take-requests.js';
import { answerTunnels } from '../http/tunnels.js';
import { answerBatch } from './answer-batch.js';
import type { JudgedRequest, Reply } from './reply.js';
import { ownReply } from '../http/own-reply.js';
import { requestText } from '../http/request-body.js';

const mistakeReply: Reply = ownReply(500, 'InternalServerError', 'This is a bug in graph-contracts. Its standard error says more.');

/** The header that clients leave out where their token would travel in clear. */
const tokenWithheld = ['authorization'];

/** An HTTP server that judges each request before it is answered. */
export class GraphServer {
  private readonly server: Server;
  private host = '';

  /**
   * @param told called for each request after its answer was handed to the socket.
   * @param failed called with an unexpected error. A request that has no answer yet gets 500.
   * @param asksForToken false for clients that send theirs over HTTPS only: then its absence is a note.
   */
  constructor(
    private readonly answer: (judged: JudgedRequest) => Reply,
    private readonly told: (judged: JudgedRequest, reply: Reply) => void,
    private readonly failed: (error: unknown) => void,
    private readonly asksForToken = true,
    limits?: ServerLimits,
  ) {
    this.server = limitedServer(limits);
    takeRequests(this.server, {
      take: (request, response) => {
        this.take(request, response);
      },
      refused: (request, status) => {
        this.tellUnparsed(request, status);
      },
    });
    answerTunnels(this.server, (message, response) => {
      this.respond(
        response,
        () => this.judged(message, ''),
        () => noTunnel,
      );
    });
  }

  listen(port: number, host: string): Promise<string> {
    this.host = host;
    return listen(this.server, port, host);
  }

  close(): Promise<void> {
    return close(this.server);
  }

  private take(message: IncomingMessage, response: ServerResponse): void {
    const why = foreignRequest(message, this.host);
    if (why === undefined) {
      this.receive(message, response);
      return;
    }
    // What was not read of it would be taken for the next request.
    const reply = { ...ownReply(403, 'Forbidden', `This request is refused. ${why}`, 'connection', 'close'), refused: why };
    this.respond(
      response,
      () => ({ ...asked(message), judgement: { kind: 'outside' } }),
      () => reply,
    );
  }

  private tellUnparsed(unparsed: UnparsedRequest, status: number): void {
    const { method, url } = unparsed.line ?? { method: '', url: '' };
    const unread = `It is not valid HTTP: ${unparsed.why}.`;
    try {
      const judged = { request: { method, url }, body: undefined, tooLong: false, origin: '', judgement: judgeUnparsed(unparsed) };
      this.told(judged, { status, headers: [], unread });
    } catch (error) {
      this.failed(error);
    }
  }

  /** Reads the body by itself: `readRequestBody` makes several promises for each request, and most bodies come in one piece. */
  private receive(request: IncomingMessage, response: ServerResponse): void {
    let first: Buffer | undefined;
    let chunks: Buffer[] | undefined;
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > longestBody) chunks = undefined;
      else if (first === undefined) first = chunk;
      else (chunks ??= [first]).push(chunk);
    });
    request.on('end', () => {
      const text = (): string | undefined => {
        const bytes = chunks === undefined ? first : Buffer.concat(chunks);
        return size > longestBody ? undefined : bytes === undefined ? '' : textOf(bytes, request);
      };
      if (request.method === 'POST' && isBatchUrl(request.url ?? '')) this.respondToBatch(request, response, text);
      else this.respond(response, () => this.judged(request, text()), this.answer);
    });
    // The client went away in the middle of its own request: there is nobody left to answer.
    request.on('error', () => response.destroy());
  }

  private respond(response: ServerResponse, judge: () => JudgedRequest, answer: (judged: JudgedRequest) => Reply): void {
    this.attempt(response, () => {
      const judged = judge();
      const reply = answer(judged);
      send(response, reply);
      this.told(judged, reply);
    });
  }

  private respondToBatch(message: IncomingMessage, response: ServerResponse, text: () => string | undefined): void {
    this.attempt(response, () => {
      const { request: batch, origin } = this.read(message, text());
      const judged = (request: ExchangeRequest): JudgedRequest => {
        const body = request.body ?? undefined;
        return { request, body, tooLong: false, origin, judgement: judgeAsServer(request) };
      };
      const { reply, answered } = answerBatch(batch, { judge: judged, answer: this.answer });
      send(response, reply);
      for (const [one, its] of answered) this.told(one, its);
    });
  }

  private attempt(response: ServerResponse, act: () => void): void {
    try {
      act();
    } catch (error) {
      // An answer that was handed over still reaches its client.
      if (!response.headersSent) send(response, mistakeReply);
      else if (!response.writableEnded) response.destroy();
      this.failed(error);
    }
  }

  private judged(message: IncomingMessage, text: string | undefined): JudgedRequest {
    const read = this.read(message, text);
    return { ...read, judgement: judge({ request: read.request }) };
  }

  private read(message: IncomingMessage, text: string | undefined): Omit<JudgedRequest, 'judgement'> {
    const body = text === undefined || text === '' ? undefined : parsed(text);
    const known = asked(message);
    const request: ExchangeRequest = {
      ...known.request,
      ...(this.asksForToken ? {} : { withheld: tokenWithheld }),
      ...(text === undefined ? { bodyWithheld: true } : { body }),
    };
    return { ...known, request, body, tooLong: text === undefined };
  }
}

/** What is known of a request by its head. */
function asked({ method = '', url = '/', headers }: IncomingMessage): Omit<JudgedRequest, 'judgement'> {
  return {
    request: { method, url, headers: headers as Headers },
    body: undefined,
    tooLong: false,
    origin: `http://${headers.host ?? 'localhost'}`,
  };
}

function textOf(bytes: Buffer, { headers }: IncomingMessage): string | undefined {
  return requestText(bytes, headers as Headers);
}

function send(response: ServerResponse, { status, statusText, headers, body, drop }: Reply): void {
  if (drop) {
    response.destroy();
    return;
  }
  const list = headers as (string | string[])[]; // Node changes nothing in it.
  if (statusText === undefined) response.writeHead(status, list);
  else response.writeHead(status, statusText, list);
  response.end(body);
}

/** The JSON object of a text, so that nobody else has to parse it; of any other text, itself. */
function parsed(text: string): unknown {
  if (text.charCodeAt(0) !== 0x7b) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

const why = 'No tunnel is opened here. Give your client the address of this server as its base URL, not as its HTTP proxy.';

/** What a client gets that takes the server for its HTTP proxy, and asks for a tunnel: nobody could see what it sends through that. */
const noTunnel: Reply = { ...ownReply(405, 'MethodNotAllowed', why, 'allow', 'GET, PATCH'), unanswered: why };
