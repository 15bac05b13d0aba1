import type { Code } from '../../../contracts/judge/codes.js';
import { isObject } from '../../../contracts/json-value.js';
import { healthyExchange, type GeneratedExchange } from './generated-exchange.js';

/** Exchanges that took place, or interactions that a consumer expects. */
export type Side = 'observed' | 'expected';

/** A disagreement with the contract that causes exactly one finding besides notes. */
interface Fault {
  readonly pointer: string;
  /** The code of that finding by side. A side without a code does not have the fault. */
  readonly codes: Readonly<Record<Side, Code | undefined>>;
  /** Is merged into a healthy exchange. Undefined removes a member. */
  readonly change: object;
}

const withoutBody = { body: undefined, headers: { 'content-type': undefined, 'content-encoding': undefined } };
const otherTarget = {
  request: { body: { target: targetType('allDevices') } },
  response: { body: { target: targetType('allLicensedUsers') } },
};

const faults: readonly Fault[] = [
  fault('/target', 'request.body.missing-property', 'request.body.missing-property', { request: { body: { target: undefined } } }),
  fault('/priority', 'request.body.undocumented-property', 'request.body.undocumented-property', { request: { body: { priority: 1 } } }),
  fault('/target', 'request.body.type', 'request.body.type', { request: { body: { target: 'all devices' } } }),
  fault('/target/@odata.type', 'request.body.value', 'request.body.value', { request: { body: { target: targetType('everybody') } } }),
  // A pact of version 4 names the media type beside the body too.
  fault('content-type', 'request.header.missing', undefined, { request: { headers: { 'content-type': undefined } } }),
  // A missing header would be no fault: browsers remove it from a HAR, and a consumer test may run before a client adds it.
  fault('authorization', 'request.header.value', undefined, { request: { headers: { authorization: 'Basic bWFkZTp1cA==' } } }),
  fault('status', 'response.status', 'expectation.status', { response: { status: 204, ...withoutBody } }),
  fault('content-type', 'response.header.content-type', 'expectation.header', { response: { headers: { 'content-type': 'text/plain' } } }),
  fault('/id', 'response.body.missing-property', undefined, { response: { body: { id: undefined } } }),
  fault('/id', 'response.body.type', 'expectation.type', { response: { body: { id: 4711 } } }),
  fault('/priority', undefined, 'expectation.undocumented-property', { response: { body: { priority: 1 } } }),
  fault('/id', 'response.body.other-object', undefined, { response: { body: { id: '7e159a72-9a72-7e15-729a-157e729a157e' } } }),
  fault('/target/@odata.type', 'response.body.not-updated', undefined, otherTarget),
];

function fault(pointer: string, observed: Code | undefined, expected: Code | undefined, change: object): Fault {
  return { pointer, codes: { observed, expected }, change };
}

function targetType(kind: string): object {
  return { '@odata.type': `#microsoft.graph.${kind}AssignmentTarget`, groupId: undefined, collectionId: undefined };
}

/** The fault at an index: the last of every ten exchanges is faulty, so a single exchange is healthy. The kinds of fault take turns. */
export function faultAt(index: number, side: Side): { code: Code; pointer: string; change: object } | undefined {
  if (index % 10 !== 9) return undefined;
  const kinds = faults.flatMap(({ codes: { [side]: code }, ...fault }) => (code === undefined ? [] : [{ code, ...fault }]));
  return kinds[Math.floor(index / 10) % kinds.length];
}

export function exchangeAt(index: number, side: Side): GeneratedExchange {
  const exchange = healthyExchange(index);
  merge(exchange, faultAt(index, side)?.change ?? {});
  return exchange;
}

function merge(into: object, change: object): void {
  for (const [name, value] of Object.entries(change) as [string, unknown][]) {
    const before: unknown = Reflect.get(into, name);
    if (isObject(before) && isObject(value)) merge(before, value);
    else if (value === undefined) Reflect.deleteProperty(into, name);
    else Reflect.set(into, name, value);
  }
}

/** How often each kind of fault is planted in an input. */
export function plantedFaults(size: number, side: Side): Map<string, number> {
  return countFindings(Array.from({ length: size }, (_, index) => faultAt(index, side)).filter((fault) => fault !== undefined));
}

export type ReportedFinding = Readonly<{ code: string; pointer: string; severity?: string; count?: number }>;

/** How often each code is reported at each pointer: both together identify a kind of fault. Notes do not count. */
export function countFindings(findings: readonly ReportedFinding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { code, pointer, severity, count = 1 } of findings) {
    if (severity !== 'note') counts.set(`${code} ${pointer}`, (counts.get(`${code} ${pointer}`) ?? 0) + count);
  }
  return counts;
}
