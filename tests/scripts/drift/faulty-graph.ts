import { createServer, type ServerResponse } from 'node:http';
import type { ExchangeRequest, Headers } from '../../../contracts/judge/exchange.js';
import { Emulator } from '../../../scripts/emulator/emulator.js';
import { sampleValues } from '../../../scripts/emulator/samples.js';
import type { Tenant } from '../../../scripts/emulator/tenant.js';
import { close, listen, receiveText } from '../../../scripts/http/local-server.js';
import { assignmentOf, assignmentsIn, putAssignment, type Assignment } from '../../equipment/emulated-assignments.js';

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A reply, the failure of a `fetch`, or an event that takes a real connection. */
export type Outcome = Reply | { readonly failure: string } | 'reset' | 'truncated' | 'silence';

/** Handles one request. `carryOut` passes it to the emulator, and returns its reply. */
export type Fault = (carryOut: () => Reply) => Outcome | Promise<Outcome>;

/** Chooses the fault of a request, counted from 1. */
export type ChooseFault = (number: number) => Fault | undefined;

/** The emulator with faults before and after it, in this process or over real HTTP. */
export class FaultyGraph {
  readonly emulator = new Emulator();
  /** The methods that arrived, in order. */
  readonly methods: string[] = [];
  choose: ChooseFault = () => undefined;
  /** Is called after each update that was carried out, whether or not its response arrives. */
  afterUpdate: ((updated: Assignment, number: number) => void) | undefined;
  private updates = 0;

  constructor() {
    afterEachUpdate(this.emulator, (updated) => {
      this.updates += 1;
      this.afterUpdate?.(updated, this.updates);
    });
  }

  /** Takes the place of the global `fetch`. */
  readonly fetch: typeof globalThis.fetch = async (url, { method = '', headers = {}, body } = {}) => {
    const outcome = await this.receive({ method, url: url as string, headers: headers as Headers, body: body as string | undefined });
    if (typeof outcome === 'string') throw new Error(`"${outcome}" takes a real connection.`);
    if ('failure' in outcome) throw new TypeError('fetch failed', { cause: { code: outcome.failure } });
    // No body differs from an empty one: with 204 only the first is allowed.
    return new Response(outcome.body ?? null, outcome);
  };

  /** Ends all faults, and counts requests and updates from 1 again. The tenant stays as it is. */
  heal(): void {
    this.methods.length = 0;
    this.choose = () => undefined;
    this.updates = 0;
    this.afterUpdate = undefined;
    this.emulator.simulate = undefined;
  }

  /** Replaces the target after each of these updates, counted from 1. */
  garbleUpdates(which: (number: number) => boolean): void {
    this.afterUpdate = (updated, number) => {
      if (which(number)) garble(this.emulator, updated);
    };
  }

  /** The whole tenant, for comparison. */
  get state(): string {
    return tenantState(this.emulator.tenant);
  }

  async receive(request: ExchangeRequest): Promise<Outcome> {
    this.methods.push(request.method);
    const carryOut = (): Reply => this.emulator.answer(request, new URL(request.url).origin) as Reply;
    const fault = this.choose(this.methods.length);
    return fault === undefined ? carryOut() : fault(carryOut);
  }
}

/** Calls `act` after each update, except those that `act` makes. @returns a function that ends this. */
function afterEachUpdate({ tenant }: Emulator, act: (updated: Assignment) => void): () => void {
  const put = tenant.put.bind(tenant);
  const putAndAct: typeof put = (object) => {
    put(object);
    tenant.put = put;
    act(assignmentOf(object));
    tenant.put = putAndAct;
  };
  tenant.put = putAndAct;
  return () => {
    tenant.put = put;
  };
}

export interface ListeningGraph {
  readonly graph: FaultyGraph;
  readonly origin: string;
  readonly close: () => Promise<void>;
}

/** Starts a faulty Graph on loopback. */
export async function listeningGraph(): Promise<ListeningGraph> {
  const graph = new FaultyGraph();
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    receiveText(
      request,
      (body) => {
        graph.receive({ method, url: `${origin}${url}`, headers: headers as Headers, body }).then(
          (outcome) => {
            send(response, outcome);
          },
          () => response.destroy(),
        );
      },
      // The client was killed in the middle of its request.
      () => response.destroy(),
    );
  });
  const origin = await listen(server, 0, '127.0.0.1');
  return { graph, origin, close: () => close(server) };
}

function send(response: ServerResponse, outcome: Outcome): void {
  if (outcome === 'silence') return;
  if (outcome === 'reset') {
    response.destroy();
  } else if (outcome === 'truncated') {
    response.writeHead(200, { ...json, 'content-length': '500' });
    response.write('{"id":');
    setImmediate(() => response.destroy());
  } else if ('failure' in outcome) {
    throw new Error(`A server cannot make a client fail with ${outcome.failure}.`);
  } else {
    response.writeHead(outcome.status, outcome.headers);
    response.end(outcome.body);
  }
}

/** The assignments of a tenant, without filters that are not set. */
export function tenantState(tenant: Tenant): string {
  const shown = assignmentsIn(tenant).map(({ target, ...rest }) => ({
    ...rest,
    target: Object.fromEntries(
      Object.entries(target)
        .filter(([, value]) => value !== null && value !== 'none')
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  }));
  return JSON.stringify(shown.sort((a, b) => (a.assignmentId + a.policyId < b.assignmentId + b.policyId ? -1 : 1)));
}

/** Replaces the target of an assignment. */
export function garble({ tenant }: Emulator, assignment: Assignment): void {
  const other = sampleValues['allDevicesAssignmentTarget']?.value;
  if (other !== undefined) putAssignment(tenant, { ...assignment, target: other });
}

/** Replaces the target after each of the first updates. @returns a function that ends this. */
export function garbleUpdates(emulator: Emulator, count = Infinity): () => void {
  let left = count;
  return afterEachUpdate(emulator, (updated) => {
    left -= 1;
    if (left >= 0) garble(emulator, updated);
  });
}

/** The outcome of a request that never reached the tenant. */
function instead(outcome: Outcome): Fault {
  return () => outcome;
}

/** The outcome of a request that was carried out. */
function afterwards(outcome: Outcome): Fault {
  return (carryOut) => {
    carryOut();
    return outcome;
  };
}

const error = JSON.stringify({ error: { code: 'UnknownError', message: '' } });
const json = { 'content-type': 'application/json' };
const page = '<!DOCTYPE html><html><body>Service Unavailable</body></html>';
const html = { 'content-type': 'text/html' };

function throttled(headers: Readonly<Record<string, string>>): Fault {
  return instead({ status: 429, headers: { ...json, ...headers }, body: error });
}

/** Faults of a server, or of a proxy before it, that end in a reply or a failed `fetch`. */
export const faults = {
  'throttled, without Retry-After': throttled({}),
  'throttled, Retry-After in fractions': throttled({ 'retry-after': '2.128' }),
  'throttled, Retry-After as a date': throttled({
    'retry-after': 'Sat, 21 Nov 2026 01:00:30 GMT',
    date: 'Sat, 21 Nov 2026 01:00:00 GMT',
  }),
  'throttled, malformed Retry-After': throttled({ 'retry-after': 'later' }),
  'throttled, Retry-After beyond the budget': throttled({ 'retry-after': '86400' }),
  unauthorized: instead({ status: 401, headers: json, body: error }),
  forbidden: instead({ status: 403, headers: json, body: error }),
  conflict: instead({ status: 409, headers: json, body: error }),
  '503 with a page': instead({ status: 503, headers: html, body: page }),
  '500, after the request was carried out': afterwards({ status: 500, headers: json, body: error }),
  'a page instead of JSON': instead({ status: 200, headers: html, body: page }),
  'a page instead of JSON, after the request was carried out': afterwards({ status: 200, headers: html, body: page }),
  ENOTFOUND: instead({ failure: 'ENOTFOUND' }),
  CERT_HAS_EXPIRED: instead({ failure: 'CERT_HAS_EXPIRED' }),
  EPROTO: instead({ failure: 'EPROTO' }),
  UND_ERR_SOCKET: instead({ failure: 'UND_ERR_SOCKET' }),
  'UND_ERR_SOCKET, after the request was carried out': afterwards({ failure: 'UND_ERR_SOCKET' }),
} as const satisfies Record<string, Fault>;

/** Faults of a connection. */
export const connectionFaults = {
  'the connection breaks before the request was carried out': instead('reset'),
  'the connection breaks after the request was carried out': afterwards('reset'),
  'the response is cut off': afterwards('truncated'),
} as const satisfies Record<string, Fault>;

/** The response never comes. Kept apart, because the client's time-out takes real time. */
export const silence: Fault = afterwards('silence');
