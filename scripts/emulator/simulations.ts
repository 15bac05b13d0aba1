import { htmlAnswer, jsonAnswer, type Answer } from './answer.js';
import { graphError, intuneMessage, notRouted, type RequestIds } from './graph-error.js';
import { sampleTargets } from './sample-tenant.js';
import type { Target } from './tenant.js';

/** What a simulated answer is made from: the documented answer to a request that keeps to the contract. */
export interface Healthy {
  readonly method: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly sentTarget: Target;
  readonly ids: RequestIds;
}

export interface Simulation {
  readonly about: string;
  readonly answer: (healthy: Healthy) => Answer;
}

const groupTarget = sampleTargets['groupAssignmentTarget']?.target ?? {};

/** Answers that the emulator gives on demand to a PATCH that keeps to the contract. The table of their verdicts is a test. */
export const simulations = {
  documented: { about: 'the documented example', answer: ({ body }) => jsonAnswer(200, body) },
  'new-property': { about: 'an extra root property', answer: ({ body }) => jsonAnswer(200, { ...body, priority: 1 }) },
  'derived-target': {
    about: 'a group target with groupId',
    answer: ({ body, sentTarget }) => jsonAnswer(200, { ...body, target: 'groupId' in sentTarget ? sentTarget : groupTarget }),
  },
  'control-information': {
    about: 'adds @odata.context and @odata.etag',
    answer: ({ body }) =>
      jsonAnswer(200, { '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#emulated/$entity', '@odata.etag': 'W/"1"', ...body }),
  },
  'type-omitted': { about: 'no root @odata.type', answer: ({ body }) => jsonAnswer(200, without(body, '@odata.type')) },
  'id-missing': { about: 'no id', answer: ({ body }) => jsonAnswer(200, without(body, 'id')) },
  'id-number': { about: 'the id is a number', answer: ({ body }) => jsonAnswer(200, { ...body, id: 7 }) },
  'id-empty': { about: 'the id is an empty string', answer: ({ body }) => jsonAnswer(200, { ...body, id: '' }) },
  'target-renamed': {
    about: 'target is called Target',
    answer: ({ body }) => jsonAnswer(200, { ...without(body, 'target'), Target: body['target'] }),
  },
  'target-null': { about: 'target is null', answer: ({ body }) => jsonAnswer(200, { ...body, target: null }) },
  'target-type-unknown': {
    about: 'a target type that nobody knows',
    answer: ({ body }) => jsonAnswer(200, { ...body, target: { '@odata.type': '#microsoft.graph.tenantRingAssignmentTarget' } }),
  },
  'enum-unknown': {
    about: 'a filter type that nobody knows (in beta, where the property is known)',
    answer: ({ body, sentTarget }) =>
      jsonAnswer(200, { ...body, target: { ...sentTarget, deviceAndAppManagementAssignmentFilterType: 'prefer' } }),
  },
  'other-object': {
    about: 'the id of another assignment',
    answer: ({ body }) => jsonAnswer(200, { ...body, id: '00000000-0000-4000-8000-00000000ffff' }),
  },
  'other-target': {
    about: 'another target than the one that was sent',
    answer: ({ body, sentTarget }) => jsonAnswer(200, { ...body, target: otherThan(sentTarget) }),
  },
  'type-of-other-resource': {
    about: 'the root @odata.type names another resource',
    answer: ({ body }) => jsonAnswer(200, { ...body, '@odata.type': '#microsoft.graph.deviceManagementScriptAssignment' }),
  },
  array: { about: 'an array in place of the object', answer: ({ body }) => jsonAnswer(200, [body]) },
  'byte-order-mark': {
    about: 'a byte order mark before the JSON',
    answer: ({ body }) => withBody(jsonAnswer(200, body), (text) => `\uFEFF${text}`),
  },
  truncated: {
    about: 'JSON that stops in the middle',
    answer: ({ body }) => withBody(jsonAnswer(200, body), (text) => text.slice(0, Math.floor(text.length / 2))),
  },
  'empty-body': { about: '200 without a body', answer: ({ body }) => withBody(jsonAnswer(200, body), () => '') },
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
  'bad-request': {
    about: '400 to a documented request, with a message in JSON in a string',
    answer: ({ ids }) => graphError(400, 'BadRequest', intuneMessage('The emulator refuses this request.', ids), ids),
  },
  'not-routed': { about: '400 "No method match route template"', answer: ({ method, ids }) => notRouted(method, ids) },
  'expired-token': {
    about: '401, the token has expired',
    answer: ({ ids }) => graphError(401, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.', ids),
  },
  forbidden: {
    about: '403, a permission is missing',
    answer: ({ ids }) => graphError(403, 'Forbidden', intuneMessage('The application is not authorized for this operation.', ids), ids),
  },
  'not-found': {
    about: '404 for an assignment that a GET has just shown',
    answer: ({ ids }) => graphError(404, 'ResourceNotFound', intuneMessage('No such assignment.', ids), ids),
  },
  'method-not-allowed': {
    about: '405',
    answer: ({ method, ids }) => graphError(405, 'MethodNotAllowed', `The method ${method} is not allowed here.`, ids, { allow: 'GET' }),
  },
  conflict: { about: '409', answer: ({ ids }) => graphError(409, 'Conflict', intuneMessage('The assignment is being changed.', ids), ids) },
  throttled: {
    about: '429, with Retry-After',
    answer: ({ ids }) => graphError(429, 'TooManyRequests', 'Too many requests.', ids, { 'retry-after': '2.128' }),
  },
  'throttled-without-retry-after': {
    about: '429, without Retry-After',
    answer: ({ ids }) => graphError(429, 'UnknownError', intuneMessage('Too many requests.', ids), ids),
  },
  'not-implemented': { about: '501', answer: ({ ids }) => graphError(501, 'NotImplemented', 'Not implemented.', ids) },
  outage: { about: '503 with an HTML page', answer: () => htmlAnswer(503, 'Service Unavailable') },
  'connection-lost': { about: 'the connection breaks in place of an answer', answer: () => ({ status: 0, headers: {}, drop: true }) },
} as const satisfies Record<string, Simulation>;

export type SimulationName = keyof typeof simulations;

export function isSimulation(name: string): name is SimulationName {
  return Object.hasOwn(simulations, name);
}

function without(object: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}

function withBody(answer: Answer, change: (text: string) => string): Answer {
  return { ...answer, body: change(answer.body ?? '') };
}

function otherThan(target: Target): Target {
  const { allDevicesAssignmentTarget: devices, allLicensedUsersAssignmentTarget: users } = sampleTargets;
  const isDevices = String(target['@odata.type']).endsWith('.allDevicesAssignmentTarget');
  return (isDevices ? users : devices)?.target ?? {};
}
