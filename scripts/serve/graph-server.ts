import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { ExchangeRequest, Headers } from '../../contracts/judge/exchange.js';
import { judge } from '../../contracts/judge/judge.js';
import type { Operations } from '../../contracts/judge/match-operation.js';
import { judgeAsServer, judgeUnparsed, type UnparsedRequest } from '../../contracts/judge/unparsed-request.js';
import { isBatchUrl } from '../../recordings/traffic/batch.js';
import { foreignRequest } from '../http/foreign-request.js';
import { isEncrypted, type ServerCertificate } from '../http/encrypted-server.js';
import { close, limitedServer, listen, receiveText, type ServerLimits } from '../http/local-server.js';
import { sendAnswer } from '../http/answer.js';
import { takeRequests } from '../http/take-requests.js';
import { answerBatch, type Answered } from './answer-batch.js';
import { errorReply, type JudgedRequest, type Reply } from './reply.js';

const bugReply = errorReply(500, 'InternalServerError', 'This is a bug in graph-contracts. Its standard error says more.');

const tunnelMessage = 'No tunnel is opened here. Give your client the address of this server as its base URL, not as its HTTP proxy.';
const tunnelReply: Reply = {
  ...errorReply(405, 'MethodNotAllowed', tunnelMessage, { allow: 'GET, PATCH, POST, DELETE' }),
  unanswered: tunnelMessage,
};

export interface GraphServerOptions {
  /** False if clients may omit the token, as over plain HTTP: a missing one is then a note. */
  readonly requiresToken?: boolean;
  /** Those that requests are judged by. Default: those of the process. */
  readonly operations?: Operations;
  readonly limits?: ServerLimits;
  /** Makes it an HTTPS server. */
  readonly certificate?: ServerCertificate | undefined;
}

/** An HTTP server that judges each request before it is answered. */
export class GraphServer {
  private readonly server: Server;
  private host = '';

  /**
   * @param observe called for each request after its answer was passed to the socket.
   * @param failed called with an unexpected error. A request without an answer then gets 500.
   */
  constructor(
    private readonly answer: (judged: JudgedRequest) => Reply,
    private readonly observe: (judged: JudgedRequest, reply: Reply) => void,
    private readonly failed: (error: unknown) => void,
    private readonly options: GraphServerOptions = {},
  ) {
    this.server = limitedServer(options.limits, options.certificate);
    takeRequests(this.server, {
      take: (message, response) => {
        this.take(message, response);
      },
      tunnel: (message, response) => {
        this.respond(response, () => alone(this.notJudged(message), tunnelReply));
      },
      refused: (request, status) => {
        this.observeUnparsed(request, status);
      },
    });
  }

  listen(port: number, host: string): Promise<string> {
    this.host = host;
    return listen(this.server, port, host, this.options.certificate?.name);
  }

  close(): Promise<void> {
    return close(this.server);
  }

  private take(message: IncomingMessage, response: ServerResponse): void {
    const refused = foreignRequest(message, this.host);
    if (refused !== undefined) {
      // Unread bytes of its body would be parsed as the next request.
      const reply = errorReply(403, 'Forbidden', `This request is refused. ${refused}`, { connection: 'close' });
      this.respond(response, () => alone(this.notJudged(message), { ...reply, refused }));
      return;
    }
    receiveText(
      message,
      (text) => {
        this.respond(response, () => this.answered(message, text));
      },
      () => response.destroy(),
    );
  }

  private answered(message: IncomingMessage, text: string | undefined): Answered {
    const { operations } = this.options;
    const request = this.read(message, text);
    const origin = originOf(message);
    if (message.method === 'POST' && isBatchUrl(message.url ?? ''))
      return answerBatch(request, (one) => ({ request: one, origin, judgement: judgeAsServer(one, operations) }), this.answer);
    const judged = { request, origin, judgement: judge({ request }, {}, operations) };
    return alone(judged, this.answer(judged));
  }

  private notJudged(message: IncomingMessage): JudgedRequest {
    return { request: this.read(message, ''), origin: originOf(message), judgement: { kind: 'outside' } };
  }

  private observeUnparsed(unparsed: UnparsedRequest, status: number): void {
    const request = unparsed.line ?? { method: '', url: '' };
    try {
      const judged = { request, origin: '', judgement: judgeUnparsed(unparsed, this.options.operations) };
      this.observe(judged, { status, headers: {}, drop: status === 0, unread: `It cannot be read as HTTP: ${unparsed.why}.` });
    } catch (error) {
      this.failed(error);
    }
  }

  private respond(response: ServerResponse, answer: () => Answered): void {
    try {
      const { reply, requests } = answer();
      sendAnswer(response, reply);
      for (const [judged, its] of requests) this.observe(judged, its);
    } catch (error) {
      // An answer that was passed to the socket still reaches its client.
      if (!response.headersSent) sendAnswer(response, bugReply);
      else if (!response.writableEnded) response.destroy();
      this.failed(error);
    }
  }

  private read({ method = '', url = '/', headers }: IncomingMessage, text: string | undefined): ExchangeRequest {
    return {
      method,
      url,
      headers: headers as Headers,
      withheld: this.options.requiresToken === false ? ['authorization'] : undefined,
      body: text === undefined ? undefined : jsonObjectOr(text),
      bodyWithheld: text === undefined,
    };
  }
}

function alone(judged: JudgedRequest, reply: Reply): Answered {
  return { reply, requests: [[judged, reply]] };
}

function originOf({ headers, socket }: IncomingMessage): string {
  return `${isEncrypted(socket) ? 'https' : 'http'}://${headers.host ?? 'localhost'}`;
}

/** A JSON object is parsed once, here; any other text is kept. */
function jsonObjectOr(text: string): unknown {
  if (!text.startsWith('{')) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
