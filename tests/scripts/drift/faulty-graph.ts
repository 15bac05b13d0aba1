import { createServer, type ServerResponse } from 'node:http';
import type { ExchangeRequest, Headers } from '../../../contracts/judge/exchange.js';
import { Emulator } from '../../../scripts/emulator/emulator.js';
import { sampleTargets, type Tenant } from '../../../scripts/emulator/tenant.js';
import { close, listen, receiveText } from '../../../scripts/http/local-server.js';

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What the client gets: a reply, the failure of its `fetch`, or something that only a real connection can do. */
export type Outcome = Reply | { readonly failure: string } | 'reset' | 'truncated' | 'silence';

/** What happens to one request. `carryOut` lets the emulator do it, and returns its reply. */
export type Fault = (carryOut: () => Reply) => Outcome | Promise<Outcome>;

/** Chooses what happens to a request. @param number counts the requests from 1. */
export type ChooseFault = (number: number) => Fault | undefined;

/** The emulator with faults in front of it and behind it, in this process or over real HTTP. */
export class FaultyGraph {
  readonly emulator = new Emulator();
  /** The methods that arrived, in their order. */
  readonly asked: string[] = [];
  choose: ChooseFault = () => undefined;
  /** What the tenant makes of each update, after it was carried out. */
  afterUpdate: ((emulator: Emulator, number: number) => void) | undefined;
  private updates = 0;

  constructor() {
    this.followUpdates();
  }

  /** Takes the place of the global `fetch`. */
  readonly fetch: typeof globalThis.fetch = async (url, { method = '', headers = {}, body } = {}) => {
    const outcome = await this.receive({
      method,
      url: url as string,
      headers: headers as Headers,
      ...(body === undefined ? {} : { body: body as string }),
    });
    if (typeof outcome === 'string') throw new Error(`"${outcome}" takes a real connection.`);
    if ('failure' in outcome) throw new TypeError('fetch failed', { cause: { code: outcome.failure } });
    // No body is not the same as an empty one: with 204 only the first is allowed.
    return new Response(outcome.body ?? null, outcome);
  };

  /** Counts updates from 1 again. */
  forgetUpdates(): void {
    this.updates = 0;
    this.afterUpdate = undefined;
    this.emulator.simulate = undefined;
  }

  /** The whole tenant, for comparison. */
  get state(): string {
    return tenantState(this.emulator.tenant);
  }

  async receive(request: ExchangeRequest): Promise<Outcome> {
    this.asked.push(request.method);
    const carryOut = (): Reply => this.emulator.answer(request, new URL(request.url).origin) as Reply;
    const fault = this.choose(this.asked.length);
    return fault === undefined ? carryOut() : fault(carryOut);
  }

  /** Follows each update that was carried out, whatever becomes of its answer. */
  private followUpdates(): void {
    const { tenant } = this.emulator;
    const put = tenant.put.bind(tenant);
    let following = false;
    tenant.put = (assignment) => {
      put(assignment);
      if (following) return;
      following = true;
      this.updates += 1;
      this.afterUpdate?.(this.emulator, this.updates);
      following = false;
    };
  }
}

/** A faulty Graph that listens on loopback. */
export interface ListeningGraph {
  readonly graph: FaultyGraph;
  readonly origin: string;
  readonly close: () => Promise<void>;
}

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

/** What stands in a tenant; a filter that is not set is none. */
export function tenantState({ all }: Tenant): string {
  const shown = all.map(({ target, ...rest }) => ({
    ...rest,
    target: Object.fromEntries(
      Object.entries(target)
        .filter(([, value]) => value !== null && value !== 'none')
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  }));
  return JSON.stringify(shown.sort((a, b) => (a.assignmentId + a.policyId < b.assignmentId + b.policyId ? -1 : 1)));
}

/** Puts another target in the place of that of every assignment that an update has just reached. */
export function garble(emulator: Emulator, ids: { readonly policyId: string; readonly assignmentId: string }, operation: string): void {
  const found = emulator.tenant.find(operation, ids);
  const other = sampleTargets['allDevicesAssignmentTarget']?.target;
  if (found !== undefined && other !== undefined) emulator.tenant.put({ ...found, target: other });
}

/** Lets so many updates leave another target behind than they were sent. @returns what ends that. */
export function garbleUpdates(emulator: Emulator, count = Infinity): () => void {
  const { tenant } = emulator;
  const put = tenant.put.bind(tenant);
  let left = count;
  const following: typeof put = (assignment) => {
    put(assignment);
    if (left === 0) return;
    left -= 1;
    // It puts another target: that is no update of anybody's.
    tenant.put = put;
    garble(emulator, assignment, assignment.operation);
    tenant.put = following;
  };
  tenant.put = following;
  return () => {
    tenant.put = put;
  };
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

/** What a server makes, or something on the way to it, and the client sees as a reply or as the failure of its `fetch`. */
export const faults = {
  'throttled, without Retry-After': throttled({}),
  'throttled, Retry-After in fractions': throttled({ 'retry-after': '2.128' }),
  'throttled, Retry-After as a date': throttled({
    'retry-after': 'Sat, 21 Nov 2026 01:00:30 GMT',
    date: 'Sat, 21 Nov 2026 01:00:00 GMT',
  }),
  'throttled, Retry-After that nobody understands': throttled({ 'retry-after': 'later' }),
  'throttled, Retry-After beyond the budget': throttled({ 'retry-after': '86400' }),
  unauthorized: instead({ status: 401, headers: json, body: error }),
  forbidden: instead({ status: 403, headers: json, body: error }),
  conflict: instead({ status: 409, headers: json, body: error }),
  '503 with a page': instead({ status: 503, headers: html, body: page }),
  '500, after the request was carried out': afterwards({ status: 500, headers: json, body: error }),
  'a page in the place of JSON': instead({ status: 200, headers: html, body: page }),
  'a page in the place of JSON, after the request was carried out': afterwards({ status: 200, headers: html, body: page }),
  ENOTFOUND: instead({ failure: 'ENOTFOUND' }),
  CERT_HAS_EXPIRED: instead({ failure: 'CERT_HAS_EXPIRED' }),
  EPROTO: instead({ failure: 'EPROTO' }),
  UND_ERR_SOCKET: instead({ failure: 'UND_ERR_SOCKET' }),
  'UND_ERR_SOCKET, after the request was carried out': afterwards({ failure: 'UND_ERR_SOCKET' }),
} as const satisfies Record<string, Fault>;

/** What happens to a connection. */
export const connectionFaults = {
  'the connection breaks before the request was carried out': instead('reset'),
  'the connection breaks after the request was carried out': afterwards('reset'),
  'the answer breaks off in the middle': afterwards('truncated'),
} as const satisfies Record<string, Fault>;

/** The answer never comes; the client gives up. Apart from the others, because it takes real time. */
export const silence: Fault = afterwards('silence');
