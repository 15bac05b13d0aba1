import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ExchangeRequest, Headers } from '../../contracts/judge/exchange.js';
import { judge, type Judgement } from '../../contracts/judge/judge.js';
import { longestBody } from '../../recordings/longest-body.js';
import { close, listen } from '../http/listening.js';
import { answerTunnels } from '../http/tunnels.js';
import { noTunnel } from './no-tunnel.js';
import { requestText } from '../http/request-text.js';

/** A request that was read, and what the contract says of it. */
export interface JudgedRequest {
  readonly request: ExchangeRequest;
  /** The text of the body, or the JSON object that it parses to; undefined for none, and for one that was too long to take. */
  readonly body: unknown;
  readonly tooLong: boolean;
  /** The origin that was asked, as the client sees it. */
  readonly origin: string;
  readonly judgement: Judgement;
}

/** What is sent back. */
export interface Reply {
  readonly status: number;
  readonly statusText?: string;
  /** Names and values in turn, as they are written. */
  readonly headers: readonly (string | string[])[];
  /** As text, which Node writes in one piece with the headers. */
  readonly body?: string;
  /** Breaks the connection in place of an answer. */
  readonly drop?: boolean;
  /** Why nothing that was recorded is sent back. */
  readonly unanswered?: string;
}

/** The header that clients leave out where their token would travel in clear. */
const tokenWithheld = ['authorization'];

/** An HTTP server that judges each request before it is answered. */
export class GraphServer {
  private readonly server: Server;

  /**
   * @param told called for each request after its answer was handed to the socket.
   * @param failed called with an unexpected error. A request that has no answer yet stays without one.
   * @param asksForToken false for clients that send theirs over HTTPS only: then its absence is a note.
   */
  constructor(
    private readonly answer: (judged: JudgedRequest) => Reply,
    private readonly told: (judged: JudgedRequest, reply: Reply) => void,
    private readonly failed: (error: unknown) => void,
    private readonly asksForToken = true,
  ) {
    this.server = createServer((request, response) => {
      this.read(request, response);
    });
    answerTunnels(this.server, (message, response) => {
      this.respond(message, response, '', () => noTunnel);
    });
  }

  listen(port: number, host: string): Promise<string> {
    return listen(this.server, port, host);
  }

  close(): Promise<void> {
    return close(this.server);
  }

  /** Reads the body by itself: `readRequestBody` makes several promises for each request, and most bodies come in one piece. */
  private read(request: IncomingMessage, response: ServerResponse): void {
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
      const bytes = chunks === undefined ? first : Buffer.concat(chunks);
      const text = size > longestBody ? undefined : bytes === undefined ? '' : textOf(bytes, request);
      this.respond(request, response, text, this.answer);
    });
    // The client went away in the middle of its own request: there is nobody left to answer.
    request.on('error', () => response.destroy());
  }

  private respond(
    message: IncomingMessage,
    response: ServerResponse,
    text: string | undefined,
    answer: (judged: JudgedRequest) => Reply,
  ): void {
    try {
      const judged = this.judged(message, text);
      const reply = answer(judged);
      send(response, reply);
      this.told(judged, reply);
    } catch (error) {
      // An answer that was handed over still reaches its client.
      if (!response.writableEnded) response.destroy();
      this.failed(error);
    }
  }

  private judged(message: IncomingMessage, text: string | undefined): JudgedRequest {
    const body = text === undefined || text === '' ? undefined : parsed(text);
    const request: ExchangeRequest = {
      method: message.method ?? '',
      url: message.url ?? '/',
      headers: message.headers as Headers,
      ...(this.asksForToken ? {} : { withheld: tokenWithheld }),
      ...(text === undefined ? { bodyWithheld: true } : { body }),
    };
    const origin = `http://${message.headers.host ?? 'localhost'}`;
    return { request, body, tooLong: text === undefined, origin, judgement: judge({ request }) };
  }
}

function textOf(bytes: Buffer, { headers }: IncomingMessage): string | undefined {
  return requestText(bytes, headers as Headers);
}

function send(response: ServerResponse, { status, statusText, headers, body, drop }: Reply): void {
  if (drop === true) {
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
