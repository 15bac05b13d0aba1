import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Emulator } from '../../../scripts/emulator/emulator.js';
import { sampleTargets } from '../../../scripts/emulator/sample-tenant.js';
import type { Tenant } from '../../../scripts/emulator/tenant.js';

/** What happens to one request. `pass` lets the emulator answer. */
export type Fault = (request: IncomingMessage, response: ServerResponse, pass: () => void) => void;

/** Chooses what happens to a request. @param number counts the requests from 1. */
export type ChooseFault = (number: number, method: string) => Fault | undefined;

/** The emulator over real HTTP, with faults in front of it and behind it. */
export class FaultyGraph {
  readonly emulator = new Emulator();
  /** The methods that arrived, in their order. */
  readonly asked: string[] = [];
  choose: ChooseFault = () => undefined;
  /** What the tenant makes of each update, after it was carried out. */
  afterUpdate: ((emulator: Emulator, number: number) => void) | undefined;
  origin = '';
  private updates = 0;
  private readonly server = createServer((request, response) => {
    const { method = '' } = request;
    this.asked.push(method);
    const pass = (): void => {
      this.emulator.listener(request, response);
    };
    const fault = this.choose(this.asked.length, method);
    if (fault === undefined) pass();
    else fault(request, response, pass);
  });

  static async start(): Promise<FaultyGraph> {
    const graph = new FaultyGraph();
    graph.followUpdates();
    await new Promise<void>((resolve) => graph.server.listen(0, '127.0.0.1', resolve));
    graph.origin = `http://127.0.0.1:${String((graph.server.address() as AddressInfo).port)}`;
    return graph;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

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

function reply(status: number, headers: Readonly<Record<string, string>> = {}, body = ''): Fault {
  return (request, response) => {
    request.resume();
    request.on('end', () => {
      response.writeHead(status, headers);
      response.end(body);
    });
  };
}

/** Lets the emulator carry the request out, and then answers otherwise than it does. */
function instead(answer: (response: ServerResponse) => void): Fault {
  return (_, response, pass) => {
    pass();
    const end = response.end.bind(response);
    const writeHead = response.writeHead.bind(response);
    response.writeHead = () => response;
    response.end = () => {
      response.end = end;
      response.writeHead = writeHead;
      answer(response);
      return response;
    };
  };
}

const error = JSON.stringify({ error: { code: 'UnknownError', message: '' } });
const json = { 'content-type': 'application/json' };
const page = '<!DOCTYPE html><html><body>Service Unavailable</body></html>';

/** Each kind of weather that a server, or something on the way to it, makes. */
export const faults = {
  'throttled, without Retry-After': reply(429, json, error),
  'throttled, Retry-After in fractions': reply(429, { ...json, 'retry-after': '2.128' }, error),
  'throttled, Retry-After as a date': reply(
    429,
    { ...json, 'retry-after': 'Sat, 21 Nov 2026 01:00:30 GMT', date: 'Sat, 21 Nov 2026 01:00:00 GMT' },
    error,
  ),
  'throttled, Retry-After that nobody understands': reply(429, { ...json, 'retry-after': 'later' }, error),
  'throttled, Retry-After beyond the budget': reply(429, { ...json, 'retry-after': '86400' }, error),
  unauthorized: reply(401, json, error),
  forbidden: reply(403, json, error),
  conflict: reply(409, json, error),
  '503 with a page': reply(503, { 'content-type': 'text/html' }, page),
  '500, after the request was carried out': instead((response) => {
    response.writeHead(500, json);
    response.end(error);
  }),
  'a page in the place of JSON': reply(200, { 'content-type': 'text/html' }, page),
  'a page in the place of JSON, after the request was carried out': instead((response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(page);
  }),
  'the connection breaks before the request was carried out': (request) => request.destroy(),
  'the connection breaks after the request was carried out': instead((response) => response.destroy()),
  'the answer breaks off in the middle': instead((response) => {
    response.writeHead(200, { ...json, 'content-length': '500' });
    response.write('{"id":');
    setImmediate(() => response.destroy());
  }),
} as const satisfies Record<string, Fault>;

/** The answer never comes; the client gives up. Apart from the others, because it takes real time. */
export const silence: Fault = instead(() => undefined);
