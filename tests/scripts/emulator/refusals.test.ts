import type { Response } from 'supertest';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { assignmentPath } from '../../../scripts/client/assignment.js';
import { Emulator } from '../../../scripts/emulator/emulator.js';
import { assignmentsOf, errorOf, get, operations, send, targetNamed, type Sent } from './send-request.js';

const now = (): Date => new Date('2026-02-03T04:05:06.789Z');
const clientRequestId = '9e7c1d2a-0000-4000-8000-00000000BEEF';
const noRoute = 'No method match route template';
const mebibytes = 1024 * 1024;

/** The message of an error, also if Intune wrote it as JSON in a string. */
function messageOf(response: Response): string {
  const { message } = errorOf(response);
  if (!message.startsWith('{')) return message;
  expect(message).toMatch(/^\{\r\n {2}"_version": 3,\r\n/);
  const nested = JSON.parse(message) as { readonly Message: string; readonly HttpHeaders: string };
  expect(JSON.parse(nested.HttpHeaders)).toEqual({});
  expect(nested.Message).toMatch(/ - Operation ID \(for customer support\): \S+ - Activity ID: \S+$/);
  return nested.Message;
}

type Refusal = [name: string, path: string, sent: Sent, status: number, code: string, says: string];

describe.each(operations)('%s %s', (_, version, contract) => {
  const emulator = new Emulator({ now });
  const [ids, other] = assignmentsOf(emulator, contract);
  const path = assignmentPath(contract, version, ids);
  const before = [...emulator.tenant.all];
  const target = targetNamed('allDevicesAssignmentTarget');
  const [start = '', middle = '', end = ''] = (contract.paths[0] ?? '').split(/\{[^}]+\}/);
  const withIds = (policy: string, assignment: string): string => `/${version}${start}${policy}${middle}${assignment}${end}`;

  afterEach(() => {
    // Nothing that is refused has an effect.
    expect(emulator.tenant.all).toEqual(before);
  });

  /** A read and an update of the same path. */
  const both = (name: string, at: string, status: number, code: string, says: string, authorization?: string): Refusal[] => [
    [`read: ${name}`, at, { authorization }, status, code, says],
    [`update: ${name}`, at, { method: 'PATCH', authorization, body: { target } }, status, code, says],
  ];
  const ofBody = (name: string, body: string | object, says: string, code = 'ModelValidationFailure', type?: string): Refusal => [
    name,
    path,
    { method: 'PATCH', body, type },
    400,
    code,
    says,
  ];

  test.each<Refusal>([
    ...['', 'Basic dTpw', 'Bearer', 'Bearer   ', 'Bearer a b', 'made-up'].flatMap((authorization) =>
      both(`credentials "${authorization}"`, path, 401, 'InvalidAuthenticationToken', 'Access token is empty.', authorization),
    ),
    ...[withIds(ids.policyId, other.assignmentId), withIds('no-such-policy', ids.assignmentId)].flatMap((at) =>
      both(at, at, 404, 'ResourceNotFound', `no such ${contract.resourceType ?? ''}.`),
    ),
    ...[withIds('', 'x'), withIds('x', ''), withIds('%20', 'x')].flatMap((at) => both(at, at, 400, noRoute, 'No OData route exists')),
    ...[
      '/',
      '/v1.0/me',
      `${path}/target`,
      path.replace('assignments', 'assignment'),
      path.replace('deviceManagement', 'devicemanagement'),
      path.replace('/assignments', '//assignments'),
      `${path}/`,
    ].map((at): Refusal => [at, at, {}, 400, 'BadRequest', 'Resource not found for a segment']),
    ...['/v2.0', '/V1.0', '/Beta', ''].map((wrong): Refusal => [
      `version "${wrong}"`,
      path.replace(`/${version}`, wrong),
      {},
      400,
      'BadRequest',
      'Invalid version',
    ]),
    ...['POST', 'PUT', 'OPTIONS', 'TRACE'].map((method): Refusal => [
      method,
      path,
      { method },
      400,
      noRoute,
      `~/singleton/navigation/key/navigation/key with http verb ${method}`,
    ]),
    ...['{"target":', 'target=all', '<!doctype html><html></html>'].map((body) => ofBody(body, body, 'not JSON', 'BadRequest')),
    ...['text/plain', 'application/x-www-form-urlencoded', 'application/odata;odata.metadata=minimal'].map((type) =>
      ofBody(type, { target }, 'content-type', 'ModelValidationFailure', type),
    ),
    ofBody('no body', '', 'no body'),
    ofBody('a list', [], 'must be an object'),
    ofBody('JSON null', 'null', 'must be an object'),
    ofBody('no target', {}, 'lacks /target'),
    ofBody('target in another case', { Target: target }, 'It has Target instead'),
    ofBody('target null', { target: null }, '/target must be an object'),
    ofBody('target a text', { target: 'all' }, '/target must be an object'),
    ofBody('an unknown type', { target: { '@odata.type': '#microsoft.graph.noSuchTarget' } }, 'noSuchTarget. It must be one of'),
    ofBody('the type of another resource', { '@odata.type': '#microsoft.graph.user', target }, 'graph.user. It must be'),
    ofBody('an empty id', { id: '', target }, '/id is an empty string. It must be'),
    ofBody('an undocumented property', { target, priority: 1 }, 'sends /priority'),
    ofBody('an undocumented property of the target', { target: { ...target, groupId: 'x' } }, 'sends /target/groupId'),
    ['too long', path, { method: 'PATCH', body: 'x'.repeat(4 * mebibytes + 1) }, 413, 'RequestEntityTooLarge', 'up to 4 MiB'],
  ])('%s', async (__, at, sent, status, code, says) => {
    const response = await send(emulator, at, sent);
    expect([response.status, errorOf(response).code]).toEqual([status, code]);
    const message = messageOf(response);
    expect(message).toContain(says);
    if (code === 'ModelValidationFailure') expect(message).toMatch(/see "graph-contracts explain request\.(?:body|header)[a-z.-]+"/);
    expect(response.headers['www-authenticate']).toBe(status === 401 ? 'Bearer' : undefined);
  });

  test('HEAD is refused without a body', async () => {
    const response = await send(emulator, path, { method: 'HEAD' });
    expect([response.status, response.text]).toEqual([400, undefined]);
    expect(response.headers['x-emulated-by']).toBe('graph-assignment-contracts');
  });
});

const [contract] = contracts;
if (contract === undefined) throw new Error('There is no contract.');
const nowhere = { policyId: 'p', assignmentId: 'a' };

test('an error carries ids and a date without a zone, and the headers repeat the ids', async () => {
  const emulator = new Emulator({ now });
  const path = assignmentPath(contract, 'v1.0', nowhere);
  const errors = [
    [send(emulator, path), true],
    [send(emulator, path, { authorization: 'x' }), false],
    [send(emulator, path, { method: 'PATCH', body: '{' }), true],
    [send(emulator, '/v1.0/me', { method: 'DELETE' }), false],
  ] as const;
  for (const [index, [sending, isIntune]] of errors.entries()) {
    const response = await sending.set('client-request-id', clientRequestId);
    const ids = { 'request-id': `00000000-0000-4000-9000-${String(index + 1).padStart(12, '0')}`, 'client-request-id': clientRequestId };
    expect(Object.keys(response.body as object)).toEqual(['error']);
    expect(Object.keys(errorOf(response))).toEqual(['code', 'message', 'innerError']);
    expect(errorOf(response).message.startsWith('{')).toBe(isIntune);
    expect(errorOf(response).innerError).toEqual({ date: '2026-02-03T04:05:06', ...ids });
    expect(response.headers).toMatchObject({ ...ids, 'x-emulated-by': 'graph-assignment-contracts' });
    expect(response.headers['content-type']).toMatch(/^application\/json;odata\.metadata=minimal/);
  }
});

test.each(['', 'not-a-guid', `${clientRequestId} x`])('a client-request-id that is no GUID is replaced: "%s"', async (own) => {
  const emulator = new Emulator();
  const { headers } = await get(emulator, contract, 'beta', assignmentsOf(emulator, contract)[0]).set('client-request-id', own);
  expect(headers['client-request-id']).toBe(headers['request-id']);
});

test('two emulators give the same answers to the same requests', async () => {
  const [one, two] = await Promise.all([0, 1].map(() => get(new Emulator({ now }), contract, 'v1.0', nowhere)));
  expect(one?.text).toBe(two?.text);
});
