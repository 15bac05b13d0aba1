import type { Code } from '../../../contracts/judge/codes.js';
import type { GeneratedExchange, JsonObject } from './generated-exchange.js';

/** A disagreement with the contract that is planted in an exchange: exactly one finding that is not a note. */
export interface Fault {
  readonly name: string;
  /** The finding that it is, in an exchange that took place; undefined where only a pact can have it. */
  readonly observed?: Code;
  /** The finding that it is, in an interaction of a pact; undefined where a consumer may well expect it. */
  readonly expected?: Code;
  /** Where that finding is. */
  readonly pointer: string;
  /** Where it is a relation between the request and its answer, which no OpenAPI description can state. */
  readonly beyondOpenApi?: true;
  readonly plant: (exchange: GeneratedExchange) => void;
}

export const faults: readonly Fault[] = [
  {
    name: 'request without a target',
    observed: 'request.body.missing-property',
    expected: 'request.body.missing-property',
    pointer: '/target',
    plant: ({ request }) => {
      delete request.body['target'];
    },
  },
  {
    name: 'request with a property that no page names',
    observed: 'request.body.undocumented-property',
    expected: 'request.body.undocumented-property',
    pointer: '/priority',
    plant: ({ request }) => {
      request.body['priority'] = 1;
    },
  },
  {
    name: 'request with a value of another type',
    observed: 'request.body.type',
    expected: 'request.body.type',
    pointer: '/target',
    plant: ({ request }) => {
      request.body['target'] = 'all devices';
    },
  },
  {
    name: 'request with a target type that does not exist',
    observed: 'request.body.value',
    expected: 'request.body.value',
    pointer: '/target/@odata.type',
    plant: ({ request }) => {
      objectIn(request.body, 'target')['@odata.type'] = '#microsoft.graph.everybodyAssignmentTarget';
    },
  },
  {
    // A pact of version 4 names the type beside the body, and so holds it all the same.
    name: 'request without Content-Type',
    observed: 'request.header.missing',
    pointer: 'content-type',
    plant: ({ request }) => {
      delete request.headers['content-type'];
    },
  },
  {
    // That it is missing says nothing in a HAR or a pact: browsers take it out, and clients add it below what is tested.
    name: 'request with another scheme of Authorization',
    observed: 'request.header.value',
    pointer: 'authorization',
    plant: ({ request }) => {
      request.headers['authorization'] = 'Basic bWFkZTp1cA==';
    },
  },
  {
    name: 'answer 204, without a body',
    observed: 'response.status',
    expected: 'expectation.status',
    pointer: 'status',
    plant: ({ response }) => {
      response.status = 204;
      response.statusText = 'No Content';
      response.body = undefined;
      delete response.headers['content-type'];
      delete response.headers['content-encoding'];
    },
  },
  {
    name: 'answer labelled as text',
    observed: 'response.header.content-type',
    expected: 'expectation.header',
    pointer: 'content-type',
    plant: ({ response }) => {
      response.headers['content-type'] = 'text/plain; charset=utf-8';
    },
  },
  {
    name: 'answer without an id',
    observed: 'response.body.missing-property',
    pointer: '/id',
    plant: ({ response }) => {
      delete response.body?.['id'];
    },
  },
  {
    name: 'answer with a value of another type',
    observed: 'response.body.type',
    expected: 'expectation.type',
    pointer: '/id',
    plant: ({ response }) => {
      if (response.body) response.body['id'] = 4711;
    },
  },
  {
    name: 'answer with a property that no page names',
    expected: 'expectation.undocumented-property',
    pointer: '/priority',
    plant: ({ response }) => {
      if (response.body) response.body['priority'] = 1;
    },
  },
  {
    name: 'answer about another assignment',
    observed: 'response.body.other-object',
    pointer: '/id',
    beyondOpenApi: true,
    plant: ({ response }) => {
      if (response.body) response.body['id'] = '7e159a72-9a72-7e15-729a-157e729a157e';
    },
  },
  {
    name: 'answer with another target than was sent',
    observed: 'response.body.not-updated',
    pointer: '/target/@odata.type',
    beyondOpenApi: true,
    plant: ({ response }) => {
      const target = response.body && objectIn(response.body, 'target');
      if (target === undefined) return;
      const all = '#microsoft.graph.allDevicesAssignmentTarget';
      const others = '#microsoft.graph.allLicensedUsersAssignmentTarget';
      target['@odata.type'] = target['@odata.type'] === all ? others : all;
      delete target['groupId'];
      delete target['collectionId'];
    },
  },
];

/** The two sides from which traffic is judged: what took place, and what a consumer expects. */
export type Side = 'observed' | 'expected';

const faultsOf = {
  observed: faults.filter(({ observed }) => observed !== undefined),
  expected: faults.filter(({ expected }) => expected !== undefined),
};

/** One exchange in ten is faulty, and the kinds take turns: the last of every ten, so that a single one is healthy. */
const every = 10;

/** The fault that is planted at a place, if any. */
export function faultAt(index: number, side: Side): Fault | undefined {
  if (index % every !== every - 1) return undefined;
  const kinds = faultsOf[side];
  return kinds[Math.floor(index / every) % kinds.length];
}

/** How often each fault is planted in so many exchanges, by its name. */
export function plantedFaults(count: number, side: Side): Map<string, number> {
  const planted = new Map<string, number>();
  for (let index = every - 1; index < count; index += every) {
    const name = faultAt(index, side)?.name;
    if (name !== undefined) planted.set(name, (planted.get(name) ?? 0) + 1);
  }
  return planted;
}

function objectIn(body: JsonObject, name: string): JsonObject {
  return body[name] as JsonObject;
}
