import type { Contract } from '../../contracts/contract.js';
import type { Headers } from '../../contracts/judge/exchange.js';
import { isObject, type JsonObject } from '../../contracts/json-value.js';
import { graphError, jsonAnswer, type Answer, type ErrorIds } from '../http/answer.js';
import { CannotRun } from '../verdict/exit-code.js';
import { htmlAnswer, intuneError, noRouteError } from './graph-answers.js';
import { firstSample, otherValue, withUnknownEnum } from './other-values.js';
import { unknownResource, unknownType } from './samples.js';

interface Simulation {
  readonly about: string;
  readonly answer: (update: SimulatedUpdate) => Answer;
}

/** A valid update. */
interface SimulatedUpdate {
  readonly contract: Contract;
  /** The documented body. */
  readonly body: JsonObject;
  /** The member of the update that says most. */
  readonly member: string;
  readonly ids: ErrorIds;
}

/** Answers that the emulator can give to a valid PATCH. */
export const simulations = {
  documented: ok('the documented example', (body) => body),
  'new-property': ok('an extra root property', (body) => ({ ...body, priority: 1 })),
  'derived-target': ok('a group target with groupId', (body, member, contract) => {
    const sent = body[member];
    return { ...body, [member]: isObject(sent) && 'groupId' in sent ? sent : firstSample(contract, member, sent) };
  }),
  'control-information': ok('adds @odata.context and @odata.etag', (body) => ({
    '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#emulated/$entity',
    '@odata.etag': 'W/"1"',
    ...body,
  })),
  'type-omitted': ok('no root @odata.type', (body) => without(body, '@odata.type')),
  'id-missing': ok('no id', (body) => without(body, 'id')),
  'id-number': ok('the id is a number', (body) => ({ ...body, id: 7 })),
  'id-empty': ok('the id is an empty string', (body) => ({ ...body, id: '' })),
  'target-renamed': ok('target is called Target', (body, member) => ({
    ...without(body, member),
    [`${member.charAt(0).toUpperCase()}${member.slice(1)}`]: body[member],
  })),
  'target-null': ok('target is null', (body, member) => ({ ...body, [member]: null })),
  'target-type-unknown': ok('an unknown target type', (body, member) => ({ ...body, [member]: { '@odata.type': unknownType } })),
  'enum-unknown': ok('an unknown filter type (in beta, which has the property)', (body, member, contract) => ({
    ...body,
    [member]: withUnknownEnum(contract, member, body[member]),
  })),
  'other-object': ok('the id of another assignment', (body) => ({ ...body, id: '00000000-0000-4000-8000-00000000ffff' })),
  'other-target': ok('another target than the one sent', (body, member, contract) => ({
    ...body,
    [member]: otherValue(contract, member, body[member]),
  })),
  'type-of-other-resource': ok('the root @odata.type names another resource', (body) => ({
    ...body,
    '@odata.type': unknownResource,
  })),
  array: ok('an array instead of the object', (body) => [body]),
  'byte-order-mark': okText('a byte order mark before the JSON', (text) => `\uFEFF${text}`),
  truncated: okText('JSON that stops in the middle', (text) => text.slice(0, Math.floor(text.length / 2))),
  'empty-body': okText('200 without a body', () => ''),
  'plain-text': {
    about: 'the JSON, labelled text/plain',
    answer: ({ body }) => ({ ...jsonAnswer(200, body), headers: { 'content-type': 'text/plain' } }),
  },
  'html-page': { about: '200 with an HTML page, as a captive portal sends it', answer: () => htmlAnswer(200, 'Sign in to the network') },
  accepted: { about: '202, with the documented body', answer: ({ body }) => jsonAnswer(202, body) },
  'no-content': { about: '204, empty', answer: () => ({ status: 204, headers: {} }) },
  redirect: {
    about: '307 to another host',
    answer: () => ({ status: 307, headers: { location: 'https://graph.invalid/', 'content-length': '0' } }),
  },
  'bad-request': intune('400 to a documented request, with a message in JSON in a string', 400, 'BadRequest', 'The request is not valid.'),
  'not-routed': { about: '400 "No method match route template"', answer: ({ contract, ids }) => noRouteError(contract.method, ids) },
  'expired-token': graph(
    '401, the token has expired',
    401,
    'InvalidAuthenticationToken',
    'Lifetime validation failed, the token is expired.',
  ),
  forbidden: intune('403, a permission is missing', 403, 'Forbidden', 'The application is not authorized for this operation.'),
  'not-found': intune('404 for an assignment that a GET has just shown', 404, 'ResourceNotFound', 'No such assignment.'),
  'method-not-allowed': graph('405', 405, 'MethodNotAllowed', 'The method PATCH is not allowed here.', { allow: 'GET' }),
  conflict: intune('409', 409, 'Conflict', 'The assignment is being changed.'),
  throttled: graph('429, with Retry-After', 429, 'TooManyRequests', 'Too many requests.', { 'retry-after': '2.128' }),
  'throttled-without-retry-after': intune('429, without Retry-After', 429, 'UnknownError', 'Too many requests.'),
  'not-implemented': graph('501', 501, 'NotImplemented', 'Not implemented.'),
  outage: { about: '503 with an HTML page', answer: () => htmlAnswer(503, 'Service Unavailable') },
  'connection-lost': { about: 'the connection breaks instead of an answer', answer: () => ({ status: 0, headers: {}, drop: true }) },
} as const satisfies Record<string, Simulation>;

export type SimulationName = keyof typeof simulations;

/** @throws CannotRun if there is no simulation of that name; its message lists them all. */
export function assertSimulation(name: string | undefined): asserts name is SimulationName | undefined {
  if (name === undefined || Object.hasOwn(simulations, name)) return;
  const width = Object.keys(simulations).reduce((widest, { length }) => Math.max(widest, length), 0);
  const list = Object.entries(simulations).map(([known, { about }]) => `  ${known.padEnd(width)}  ${about}`);
  throw new CannotRun([`The emulator has no simulation ${JSON.stringify(name)}. It has:`, ...list]);
}

/** 200 with a changed body. */
function ok(about: string, change: (body: JsonObject, member: string, contract: Contract) => unknown): Simulation {
  return { about, answer: ({ body, member, contract }) => jsonAnswer(200, change(body, member, contract)) };
}

/** 200 with a body whose text is changed. */
function okText(about: string, change: (text: string) => string): Simulation {
  return { about, answer: ({ body }) => ({ ...jsonAnswer(200, body), body: change(JSON.stringify(body)) }) };
}

function graph(about: string, status: number, code: string, message: string, headers?: Headers): Simulation {
  return { about, answer: ({ ids }) => graphError(status, code, message, ids, headers) };
}

function intune(about: string, status: number, code: string, text: string): Simulation {
  return { about, answer: ({ ids }) => intuneError(status, code, text, ids) };
}

function without(object: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}
