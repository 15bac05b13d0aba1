import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import type { Exchange, ExchangeRequest, Headers } from '../../contracts/judge/exchange.js';
import { judge, type Judgement } from '../../contracts/judge/judge.js';
import type { Answer } from './answer.js';
import { answerRequest, type EmulatorSettings } from './answer-request.js';
import { graphError, type RequestIds } from './graph-error.js';
import { emulatedBy } from '../../recordings/traffic/emulated-by.js';
import { close, listen } from '../http/local-server.js';
import { readRequestBody } from '../http/read-request-body.js';
import { sampleAssignments } from './sample-tenant.js';
import type { SimulationName } from './simulations.js';
import { Tenant } from './tenant.js';
import { withoutCredentials } from './without-credentials.js';

export interface EmulatorOptions {
  /** The assignments at the start; unless told, one for each target type of each operation. */
  readonly tenant?: Tenant;
  /** The answer to each PATCH that keeps to the contract; unless told, that of a healthy Graph. */
  readonly simulate?: SimulationName;
  /** Is told of each request that was answered, and what the contract says of it. Credentials are taken out of the exchange. */
  readonly onExchange?: (exchange: Exchange, judgement: Judgement) => void;
  /** Hears of a mistake in this program: the request stays without an answer. Unless there is one, `close` throws the first. */
  readonly failed?: (error: unknown) => void;
  /** The origin that answers name in `@odata.context`; unless told, the one that was asked. */
  readonly origin?: string;
  /** The clock behind the dates in errors. */
  readonly now?: () => Date;
}

/** The date is asked for by errors only. */
class IdsOfRequest implements RequestIds {
  constructor(
    readonly requestId: string,
    readonly clientRequestId: string,
    private readonly now: (() => Date) | undefined,
  ) {}

  get date(): string {
    return (this.now?.() ?? new Date()).toISOString().slice(0, 19);
  }
}

/** What is known of a request besides itself. */
export interface AboutRequest {
  /** The origin that was asked. */
  readonly origin: string;
  /** True when its body is longer than what is taken. */
  readonly tooLong: boolean;
  /** What the contract says of it, if it was judged already. */
  readonly judgement?: Judgement;
}

/** What an exchange holds in place of a body that was not taken. */
const bodyNotTaken = '(longer than 4 MiB)';

/** A stateful stand-in for Graph: GET and PATCH of one assignment of both operations, in v1.0 and beta. It says on every answer that it is one. */
export class Emulator {
  readonly tenant: Tenant;
  /** Full metadata at the root of answers, as a client can ask for with `odata.metadata=full`. */
  writesRootType = false;
  simulate: SimulationName | undefined;
  private readonly options: EmulatorOptions;
  private requests = 0;
  private mistake: { readonly error: unknown } | undefined;
  private server: Server | undefined;

  constructor(options: EmulatorOptions = {}) {
    this.options = options;
    this.simulate = options.simulate;
    this.tenant = options.tenant ?? sampleTenant();
  }

  /** Answers requests of any HTTP server, or of supertest. */
  readonly listener: RequestListener = (request, response) => {
    readRequestBody(request).then(
      (body) => {
        this.handle(request, response, body);
      },
      // The client went away in the middle of its own request: there is nobody left to answer.
      () => response.destroy(),
    );
  };

  /** Listens on loopback. @returns the origin, such as `http://127.0.0.1:49152`. @throws when the port is taken. */
  listen(port = 0, host = '127.0.0.1'): Promise<string> {
    const server = createServer(this.listener);
    this.server = server;
    return listen(server, port, host);
  }

  async close(): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    this.server = undefined;
    await close(server);
    if (this.mistake !== undefined) throw this.mistake.error;
  }

  /**
   * Answers a request that somebody else has read, and perhaps judged.
   * @returns the answer, and its headers with those that every answer has: names and values in turn, which takes no time to put together.
   */
  answer(request: ExchangeRequest, about: AboutRequest): { readonly answer: Answer; readonly headers: string[] } {
    this.requests += 1;
    const ids = this.idsOf(request.headers ?? {});
    const { tenant, simulate, writesRootType } = this;
    const settings: EmulatorSettings = { tenant, simulate, writesRootType, origin: this.options.origin ?? about.origin, ids };
    const answer = about.tooLong
      ? graphError(413, 'RequestEntityTooLarge', 'The emulator takes bodies of up to 4 MiB.', ids)
      : answerRequest(request, settings, about.judgement);
    const headers = [...headerList(answer), 'request-id', ids.requestId, 'client-request-id', ids.clientRequestId];
    return { answer, headers };
  }

  private handle(request: IncomingMessage, response: ServerResponse, body: string | undefined): void {
    try {
      this.respond(request, response, body);
    } catch (error) {
      response.destroy();
      if (this.options.failed === undefined) this.mistake ??= { error };
      else this.options.failed(error);
    }
  }

  private respond(request: IncomingMessage, response: ServerResponse, body: string | undefined): void {
    const asked = `${isEncrypted(request) ? 'https' : 'http'}://${request.headers.host ?? 'localhost'}`;
    const sent = {
      method: request.method ?? '',
      url: urlOf(request, asked),
      headers: headersOf(request),
      ...(body === '' ? {} : { body: body ?? bodyNotTaken }),
      ...(body === undefined ? { bodyWithheld: true } : {}),
    };
    const { answer, headers } = this.answer(sent, { origin: asked, tooLong: body === undefined });
    send(response, answer, headers);
    this.report(sent, answer);
  }

  private report(request: Exchange['request'], answer: Answer): void {
    const { status, headers, body } = answer;
    const exchange: Exchange = answer.drop
      ? { request, failure: 'ECONNRESET' }
      : { request, response: { status, headers, ...(body === undefined ? {} : { body }) } };
    const shown = { ...exchange, request: { ...request, headers: withoutCredentials(request.headers ?? {}) } };
    this.options.onExchange?.(shown, judge(exchange));
  }

  /** Ids of one request: counted, so that two runs give the same ones. A client's own id is sent back if it is a GUID, as Graph does. */
  private idsOf(headers: Headers): RequestIds {
    const requestId = `00000000-0000-4000-9000-${String(this.requests).padStart(12, '0')}`;
    const own = String(headers['client-request-id'] ?? '');
    const clientRequestId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(own) ? own : requestId;
    return new IdsOfRequest(requestId, clientRequestId, this.options.now);
  }
}

/** The headers of an answer that is given many times, as a list. */
const headerLists = new WeakMap<Answer, readonly string[]>();

function headerList(answer: Answer): readonly string[] {
  const known = headerLists.get(answer);
  if (known !== undefined) return known;
  const list = [...Object.entries(answer.headers).flat(), emulatedBy, 'graph-assignment-contracts'];
  headerLists.set(answer, list);
  return list;
}

function sampleTenant(): Tenant {
  return new Tenant(contracts.flatMap((contract, index) => sampleAssignments(contract, index)));
}

/** A client that takes the emulator for a proxy sends the whole URL in place of the path. */
function urlOf({ url = '/' }: IncomingMessage, asked: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `${asked}${url}`;
}

/** The listener may serve a server of TLS too. */
function isEncrypted({ socket }: IncomingMessage): boolean {
  return 'encrypted' in socket && socket.encrypted === true;
}

function headersOf(request: IncomingMessage): Headers {
  return Object.fromEntries(Object.entries(request.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function send(response: ServerResponse, answer: Answer, headers: string[]): void {
  if (answer.drop) {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, headers);
  response.end(answer.body);
}
