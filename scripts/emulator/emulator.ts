import { createServer, type RequestListener, type Server } from 'node:http';
import type { Contract } from '../../contracts/contract.js';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import type { ExchangeRequest, Headers } from '../../contracts/judge/exchange.js';
import type { Judgement } from '../../contracts/judge/judge.js';
import { Operations } from '../../contracts/judge/match-operation.js';
import { emulatedBy } from '../../recordings/traffic/hosts.js';
import { isEncrypted } from '../http/encrypted-server.js';
import { sendAnswer, type Answer, type ErrorIds } from '../http/answer.js';
import { close, listen, receiveText } from '../http/local-server.js';
import { answerRequest } from './answer-request.js';
import { isUpdate, sampleObjects } from './emulated-object.js';
import { Routes } from './routes.js';
import type { SeedContent } from './seed.js';
import type { SimulationName } from './simulations.js';
import { Tenant } from './tenant.js';

export interface EmulatorOptions {
  /** The answer to each valid PATCH. Default: that of a healthy Graph. */
  readonly simulate?: SimulationName;
  /** The origin in `@odata.context`. Default: the origin that the request was sent to. */
  readonly origin?: string;
  /** The clock for the dates in errors. */
  readonly now?: () => Date;
  /** The operations that it has objects for. Default: ours. */
  readonly contracts?: readonly Contract[];
  /** The initial objects. Default: samples. */
  readonly seed?: SeedContent;
  /** Makes an object when a request names it first. Without it, the answer is 404. */
  readonly anyIds?: boolean;
}

/**
 * A stateful stand-in for Graph: GET, PATCH and DELETE of one object of each operation that updates one, the list of its collection, and `assign`.
 * A header marks each answer as emulated.
 */
export class Emulator {
  readonly tenant: Tenant;
  /** Whether answers name their type at the root, as with `odata.metadata=full`. */
  writesRootType = false;
  simulate: SimulationName | undefined;
  private readonly routes: Routes;
  private readonly operations: Operations;
  private readonly initial: SeedContent;
  private requests = 0;
  private server: Server | undefined;

  constructor(private readonly options: EmulatorOptions = {}) {
    const known = options.contracts ?? contracts;
    this.simulate = options.simulate;
    this.routes = new Routes(known);
    this.operations = new Operations(known);
    this.initial = options.seed ?? { objects: known.filter(isUpdate).flatMap(sampleObjects), collections: [] };
    this.tenant = new Tenant();
    this.reset();
  }

  /** Restores the initial objects. */
  reset(): void {
    this.tenant.clear();
    for (const address of this.initial.collections) this.tenant.open(address);
    for (const object of this.initial.objects) this.tenant.put(object);
  }

  /** For any HTTP server, and for supertest. */
  readonly listener: RequestListener = (request, response) => {
    receiveText(
      request,
      (body) => {
        const { method = '', url = '/', headers, socket } = request;
        const origin = `${isEncrypted(socket) ? 'https' : 'http'}://${headers.host ?? 'localhost'}`;
        // A client that uses the emulator as its proxy sends the whole URL.
        const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `${origin}${url}`;
        const sent = { method, url: whole, headers: headers as Headers, body, bodyWithheld: body === undefined };
        try {
          sendAnswer(response, this.answer(sent, origin));
        } catch (error) {
          // A bug. Without this, the client would wait for its time-out.
          response.destroy();
          throw error;
        }
      },
      () => response.destroy(),
    );
  };

  /** Listens on loopback. @returns the origin, such as `http://127.0.0.1:49152`. @throws the system's error, for example if the port is taken. */
  listen(port = 0, host = '127.0.0.1'): Promise<string> {
    this.server = createServer(this.listener);
    return listen(this.server, port, host);
  }

  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server !== undefined) await close(server);
  }

  /** Answers a request that was read elsewhere. @param origin that it was sent to. @param judged its judgement, if there is one. */
  answer(request: ExchangeRequest, origin: string, judged?: Judgement): Answer {
    const { routes, operations, tenant, initial, simulate, writesRootType } = this;
    const { anyIds = false, origin: context = origin } = this.options;
    const ids = this.nextIds(request.headers ?? {});
    const settings = { routes, operations, tenant, initial: initial.objects, anyIds, simulate, writesRootType, origin: context, ids };
    const answer = answerRequest(request, settings, judged);
    const own = { [emulatedBy]: 'graph-assignment-contracts', 'request-id': ids.requestId, 'client-request-id': ids.clientRequestId };
    return { ...answer, headers: { ...answer.headers, ...own } };
  }

  /** Ids are counted, so that two runs give the same ones. As in Graph, a client's own id is sent back if it is a GUID. */
  private nextIds(headers: Headers): ErrorIds {
    this.requests += 1;
    const requestId = `00000000-0000-4000-9000-${String(this.requests).padStart(12, '0')}`;
    const own = String(headers['client-request-id'] ?? '');
    const clientRequestId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(own) ? own : requestId;
    return { requestId, clientRequestId, date: (this.options.now?.() ?? new Date()).toISOString().slice(0, 19) };
  }
}
