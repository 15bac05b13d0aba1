import { assignmentId, objectAt, type DraftExchange } from '../healthy-exchange.js';
import { answered, inconclusive, judged, renamed, type Cases, type Expected } from './case.js';

const html = '\r\n<!-- proxy -->\n<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body></body></html>';

function answer(status: number, body?: unknown, headers: Record<string, string> = { 'Content-Type': 'application/json' }) {
  return ({ response }: DraftExchange): void => {
    Object.assign(response, { status, body, headers });
  };
}

function withheld(status: number, type = 'application/json') {
  return ({ response }: DraftExchange): void => {
    Object.assign(response, { status, body: undefined, bodyWithheld: true, headers: { 'Content-Type': type } });
  };
}

function error(status: number, code: string, message: string) {
  return answer(status, { error: { code, message, innerError: { date: '2024-01-01T00:00:00', 'request-id': assignmentId } } });
}

function nothingCameBack(failure?: string) {
  return (exchange: DraftExchange): void => {
    Reflect.deleteProperty(exchange, 'response');
    if (failure !== undefined) Object.assign(exchange, { failure });
  };
}

const noRoute = 'No OData route exists that match template ~/singleton/navigation/key/navigation/key with http verb PATCH for request x.';
/** As Intune writes it: a message that is JSON, with line ends, in a message. */
const nestedNoRoute = JSON.stringify(
  { _version: 3, Message: `${noRoute}\r\n - Operation ID`, HttpHeaders: '{"WWW-Authenticate":"Bearer"}' },
  null,
  2,
);
const notRouted: Expected = ['operation.not-routed', 'status', 'request.method'];
const rejected: Expected = ['request.rejected', 'status', 'response.status'];
const preferred: Expected = ['response.preference-applied', 'status', 'response.status'];
const otherStatus: Expected = ['response.status', 'status', 'response.status'];
const refusalNotChecked: Expected = ['response.not-checked', 'status', 'response.status'];
const noTarget: Expected = ['response.body.missing-property', '/target', 'response.body/target'];
const noRootType: Expected = ['response.body.type-omitted', '/@odata.type', 'response.body/@odata.type'];
const otherMediaType: Expected = ['response.header.content-type', 'content-type', 'response.header.content-type'];
const notHeld: Expected = ['response.not-checked', '', 'response.body'];

export const bodies: Cases = {
  'JSON that stops in the middle': judged(
    ({ response }) => void (response.body = JSON.stringify(response.body).slice(0, -9)),
    ['response.body.not-json', '', 'response.body'],
  ),
  'a list for an object': judged(({ response }) => void (response.body = [response.body]), ['response.body.type', '', 'response.body']),
  'a collection for an object': judged(
    ({ response }) => void (response.body = { '@odata.context': 'x', value: [response.body] }),
    ['response.body.missing-property', '/id', 'response.body/id'],
    noTarget,
    noRootType,
    ['response.body.undocumented-property', '/value', 'response.body'],
  ),
  'JSON null': judged(({ response }) => void (response.body = 'null'), ['response.body.type', '', 'response.body']),
  'an empty id': judged(answered('', { id: '' }), ['response.body.value', '/id', 'response.body/id']),
  'the id of another object': judged(answered('', { id: '7e159a72-9a72-7e15-729a-157e729a157e' }), [
    'response.body.other-object',
    '/id',
    'response.body.same-object',
  ]),
  'its id in capitals': judged(answered('', { id: assignmentId.toUpperCase() })),
  'another group than the one that was sent': judged(answered('/target', { groupId: 'another' }), [
    'response.body.not-updated',
    '/target/groupId',
    'response.body.updated',
    'another value',
  ]),
  'another type of target than the one that was sent': judged(
    answered('', { target: { '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget', groupId: 'another' } }),
    ['response.body.not-updated', '/target/@odata.type', 'response.body.updated'],
  ),
  'no group where one was sent': judged(answered('', { target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget' } }), [
    'response.body.not-updated',
    '/target/groupId',
    'response.body.updated',
    'nothing',
  ]),
  'null where a group was sent': judged(answered('/target', { groupId: null }), [
    'response.body.not-updated',
    '/target/groupId',
    'response.body.updated',
    'nothing',
  ]),
  'a target type that nobody knows, with what it holds': judged(
    answered('', { target: { '@odata.type': '#microsoft.graph.scopeTagGroupAssignmentTarget', entraObjectId: 'x' } }),
    ['response.body.unknown-target-type', '/target/@odata.type', 'response.body/target/@odata.type'],
  ),
  'a target type that is a slip of a known one': judged(answered('/target', { '@odata.type': '#microsoft.graph.groupAssigmentTarget' }), [
    'response.body.unknown-target-type',
    '/target/@odata.type',
    'type.groupAssignmentTarget',
  ]),
  'a target that is null': judged(answered('', { target: null }), ['response.body.null', '/target', 'response.body/target']),
  'an id that is null': judged(answered('', { id: null }), ['response.body.type', '/id', 'response.body/id']),
  'a renamed property is one finding': judged(renamed('response', 'target', 'targets'), noTarget),
  'a property in another case is one finding': judged(renamed('response', 'id', 'ID'), [
    'response.body.missing-property',
    '/id',
    'response.body/id',
  ]),
  'a byte order mark': judged(
    ({ response }) => void (response.body = `\uFEFF${JSON.stringify(response.body)}`),
    ['response.body.byte-order-mark', '', 'response.body'],
  ),
  'no root type': judged(answered('', { '@odata.type': undefined }), noRootType),
  'a property of beta': judged(answered('', { source: 'direct' }), ['response.body.undocumented-property', '/source', 'response.body']),
  'an enumeration with a value that nobody knows': judged(
    (exchange) => {
      exchange.request.url = exchange.request.url.replace('/v1.0/', '/beta/');
      objectAt(exchange, 'response', '')['source'] = 'autopilot';
    },
    ['response.body.value', '/source', 'type.{resource}/source'],
    ['response.body.metadata-property', '/source', 'type.{resource}/source'],
  ),
};

export const statuses: Cases = {
  'HTML with 200': inconclusive('outage', answer(200, html, { 'Content-Type': 'text/html; charset=utf-8' })),
  'HTML with 200, labelled as JSON': inconclusive('outage', answer(200, html)),
  'text that is labelled as HTML': inconclusive('outage', answer(200, 'Service unavailable', { 'content-type': 'text/html' })),
  'text whose label has HTML in a parameter': judged(
    answer(200, 'Service unavailable', { 'content-type': 'application/json; was=text/html' }),
    ['response.body.not-json', '', 'response.body'],
  ),
  'JSON that is labelled as HTML': judged(({ response }) => void (response.headers = { 'content-type': 'text/html' }), otherMediaType),
  'no headers at all in the source': judged(
    ({ response }) => {
      Reflect.deleteProperty(response, 'headers');
    },
    ['response.not-checked', 'headers', 'response.header.content-type'],
  ),
  '200 with nothing': judged(answer(200), ['response.body.missing', '', 'response.body']),
  '200 with a body that the source does not hold': judged(withheld(200), notHeld),
  '200 with a body that the source does not hold, labelled as XML': judged(withheld(200, 'application/xml'), otherMediaType, notHeld),
  '200 with a body that the source does not hold, labelled as HTML': inconclusive('outage', withheld(200, 'text/html')),
  '201 with a body that the source does not hold': judged(withheld(201), otherStatus, notHeld),
  '302 with a body that the source does not hold': judged(withheld(302), otherStatus),
  '400 with a body that the source does not hold': judged(withheld(400), refusalNotChecked),
  '404 with a body that the source does not hold': inconclusive('not-found', withheld(404)),
  '201 with the object': judged(({ response }) => void (response.status = 201), otherStatus),
  '201 with a broken object': judged(
    ({ response }) => Object.assign(response, { status: 201, body: { id: assignmentId } }),
    otherStatus,
    noTarget,
    noRootType,
  ),
  '204 with nothing': judged(answer(204, undefined, {}), otherStatus),
  '302 without a page': judged(answer(302, undefined, { location: 'https://login.example/' }), otherStatus),
  '302 with a page': inconclusive('outage', answer(302, html, { location: 'https://login.example/' })),
  '308 with JSON': judged(answer(308, {}), otherStatus),
  '400 otherwise': judged(error(400, 'BadRequest', 'The target is not valid.'), rejected),
  '400 with a page': inconclusive('outage', answer(400, html)),
  '400 with nothing': judged(answer(400), rejected),
  '400 without a route': judged(error(400, 'No method match route template', noRoute), notRouted),
  '400 without a route, said in a nested message': judged(error(400, 'BadRequest', nestedNoRoute), notRouted),
  '400 to a request that breaks the contract itself': judged(
    (exchange) => {
      error(400, 'BadRequest', 'No.')(exchange);
      objectAt(exchange, 'request', '/target')['groupId'] = 7;
    },
    ['request.body.type', '/target/groupId', 'type.groupAssignmentTarget/groupId'],
    refusalNotChecked,
  ),
  '400 without a route, to a request without an id': judged(
    (exchange) => {
      error(400, 'No method match route template', noRoute)(exchange);
      exchange.request.url = exchange.request.url.slice(0, -assignmentId.length);
    },
    ['request.path', 'path/{{lastParameter}}', 'request.path.{{lastParameter}}'],
    refusalNotChecked,
  ),
  '400 to a request whose headers are not known': judged(
    (exchange) => {
      error(400, 'BadRequest', 'No.')(exchange);
      Reflect.deleteProperty(exchange.request, 'headers');
    },
    ['request.not-checked', 'headers', 'request.header.authorization'],
    refusalNotChecked,
  ),
  '401': inconclusive('unauthorized', error(401, 'InvalidAuthenticationToken', 'Expired.')),
  '401 to a request without a token': inconclusive(
    'unauthorized',
    (exchange) => {
      error(401, 'InvalidAuthenticationToken', 'Empty.')(exchange);
      delete exchange.request.headers['Authorization'];
    },
    ['request.header.missing', 'authorization', 'request.header.authorization'],
  ),
  '403': inconclusive('forbidden', error(403, 'Forbidden', 'No permission.')),
  '403 with a page': inconclusive('forbidden', answer(403, html)),
  '404': inconclusive('not-found', error(404, 'ResourceNotFound', 'Gone.')),
  '404 with a page': inconclusive('outage', answer(404, html)),
  '404 although the object exists': { ...judged(error(404, 'ResourceNotFound', 'Gone.'), rejected), known: { objectExists: true } },
  '404 with a page although the object exists': { ...inconclusive('outage', answer(404, html)), known: { objectExists: true } },
  '404 without a route': judged(error(404, 'UnknownError', nestedNoRoute), notRouted),
  '405': judged(answer(405), notRouted),
  '405 with a page': inconclusive('outage', answer(405, html)),
  '408': inconclusive('outage', answer(408)),
  '409': inconclusive('conflict', error(409, 'Conflict', 'Busy.')),
  '412': inconclusive('conflict', error(412, 'PreconditionFailed', 'Changed.')),
  '423': inconclusive('conflict', error(423, 'Locked', 'Locked.')),
  '422': judged(error(422, 'UnprocessableEntity', 'No.'), rejected),
  '429': inconclusive('throttled', error(429, 'TooManyRequests', 'Slowly.')),
  '429 with a page': inconclusive('throttled', answer(429, html)),
  '500': inconclusive('outage', error(500, 'InternalServerError', 'Oh.')),
  '501 in the envelope of Graph': judged(error(501, 'NotImplemented', 'Not yet.'), notRouted),
  '501 with a page': inconclusive('outage', answer(501, html)),
  '400 for a segment that Graph does not know': judged(
    error(400, 'BadRequest', "Resource not found for the segment 'assignments'."),
    notRouted,
  ),
  '404 for a segment that Graph does not know': judged(
    error(404, 'ResourceNotFound', "Resource not found for the segment 'assignments'."),
    notRouted,
  ),
  '400 of a broken Intune': inconclusive('outage', error(400, 'InternalError', 'An error has occurred - Operation ID 0')),
  '400 of a broken Intune, said in a nested message': inconclusive(
    'outage',
    error(400, 'Unknown', JSON.stringify({ Message: 'An internal server error has occurred - Operation ID 0' })),
  ),
  '400 of a broken Intune that says UnknownError': inconclusive(
    'outage',
    error(400, 'UnknownError', 'An error has occurred - Operation ID 0'),
  ),
  '400 that says UnknownError and nothing else': judged(error(400, 'UnknownError', ''), rejected),
  '400 of a request that Intune calls bad, in the same words': judged(
    error(400, 'BadRequest', 'An error has occurred - Operation ID 0'),
    rejected,
  ),
  '400 for another tenant': inconclusive('forbidden', error(400, 'BadRequest', 'Request not applicable to target tenant.')),
  '400 in the plain text of a gateway': inconclusive('outage', answer(400, 'upstream connect error', { 'content-type': 'text/plain' })),
  '404 in the plain text of a gateway': inconclusive('outage', answer(404, 'no route', { 'content-type': 'text/plain' })),
  '400 in broken JSON': judged(answer(400, '{"error":'), rejected),
  '421': inconclusive('misdirected', answer(421)),
  '425': inconclusive('misdirected', answer(425)),
  '204 as the client preferred': judged((exchange) => {
    answer(204, undefined, {})(exchange);
    exchange.request.headers['Prefer'] = 'return=minimal';
  }, preferred),
  '204 as the client preferred, among other preferences': judged((exchange) => {
    answer(204, undefined, { 'Preference-Applied': 'return=minimal' })(exchange);
    exchange.request.headers['prefer'] = 'respond-async, Return = "minimal"';
  }, preferred),
  '204 as Graph says that it was preferred': judged(answer(204, undefined, { 'preference-applied': 'return=minimal' }), preferred),
  '204 though the client preferred the object': judged((exchange) => {
    answer(204, undefined, {})(exchange);
    exchange.request.headers['Prefer'] = 'return=representation';
  }, otherStatus),
  '501 without a route': judged(error(501, 'No method match route template', noRoute), notRouted),
  '502 with a page': inconclusive('outage', answer(502, html)),
  '503': inconclusive('outage', error(503, 'ServiceUnavailable', 'Later.')),
  '504 with nothing': inconclusive('outage', answer(504)),
  'a status that is none': inconclusive('outage', answer(0)),
  'a connection that failed': inconclusive('outage', nothingCameBack('ECONNRESET')),
  'no answer in the source': inconclusive('outage', nothingCameBack()),
  'a connection that failed for a request that breaks the contract': inconclusive(
    'outage',
    (exchange) => {
      nothingCameBack('ETIMEDOUT')(exchange);
      exchange.request.body = {};
    },
    ['request.body.missing-property', '/target', 'request.body/target'],
  ),
};
