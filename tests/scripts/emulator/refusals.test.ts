import request, { type Response } from 'supertest';
import { contracts } from '../../../contracts/judge/compiled-contracts.js';
import { assignmentPath } from '../../../scripts/client/assignment.js';
import { Emulator } from '../../../scripts/emulator/emulator.js';
import { assignmentsOf, bearer, get, operations, patch, targetNamed } from './asked.js';

const now = (): Date => new Date('2026-02-03T04:05:06.789Z');
const clientRequestId = '9e7c1d2a-0000-4000-8000-00000000BEEF';

interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string; readonly innerError: Readonly<Record<string, string>> };
}

function errorOf(response: Response): ErrorBody['error'] {
  return (response.body as ErrorBody).error;
}

/** The text inside the JSON that Intune writes into the message of an error. */
function nestedMessage(response: Response): string {
  const { message } = errorOf(response);
  expect(message).toMatch(/^\{\r\n {2}"_version": 3,\r\n/);
  const nested = JSON.parse(message) as { readonly Message: string; readonly HttpHeaders: string };
  expect(JSON.parse(nested.HttpHeaders)).toEqual({});
  expect(nested.Message).toMatch(/ - Operation ID \(for customer support\): \S+ - Activity ID: \S+$/);
  return nested.Message;
}

describe.each(operations)('%s %s', (_, version, contract) => {
  const emulator = new Emulator({ now });
  const [ids, other] = assignmentsOf(emulator, contract);
  const path = assignmentPath(contract, version, ids);
  const before = [...emulator.tenant.all];
  const target = targetNamed('allDevicesAssignmentTarget');

  afterEach(() => {
    // Nothing that is refused has an effect.
    expect(emulator.tenant.all).toEqual(before);
  });

  test.each([
    ['none', undefined],
    ['of another scheme', 'Basic dTpw'],
    ['without a token', 'Bearer'],
    ['with an empty token', 'Bearer   '],
    ['with two tokens', 'Bearer a b'],
    ['without a scheme', 'made-up'],
  ])('401 for credentials: %s', async (__, authorization) => {
    for (const method of ['get', 'patch'] as const) {
      const asked = request(emulator.listener)[method](path).set('Content-Type', 'application/json');
      const response = await (authorization === undefined ? asked : asked.set('Authorization', authorization));
      expect(response.status).toBe(401);
      expect(response.headers['www-authenticate']).toBe('Bearer');
      expect(errorOf(response)).toMatchObject({ code: 'InvalidAuthenticationToken', message: 'Access token is empty.' });
    }
  });

  test('the scheme of credentials may be written in any case', async () => {
    await get(emulator, contract, version, ids).set('Authorization', 'bEARER made-up').expect(200);
  });

  test('404 for an assignment that is not there', async () => {
    const missing = [
      { policyId: ids.policyId, assignmentId: other.assignmentId },
      { policyId: 'no-such-policy', assignmentId: ids.assignmentId },
    ];
    for (const nowhere of missing) {
      for (const response of [
        await get(emulator, contract, version, nowhere),
        await patch(emulator, contract, version, nowhere, { target }),
      ]) {
        expect(response.status).toBe(404);
        expect(errorOf(response).code).toBe('ResourceNotFound');
        expect(nestedMessage(response)).toContain('no such assignment');
      }
    }
  });

  test('400 for a body that is not JSON', async () => {
    for (const body of ['{"target":', 'target=all', '<!doctype html><html></html>']) {
      const response = await patch(emulator, contract, version, ids, body);
      expect(response.status).toBe(400);
      expect(errorOf(response).code).toBe('BadRequest');
      expect(nestedMessage(response)).toContain('not JSON');
    }
  });

  test.each<readonly [string, object | string, string]>([
    ['no body', '', 'no body'],
    ['a list', [], 'must be an object'],
    ['JSON null', 'null', 'must be an object'],
    ['no target', {}, 'lacks /target'],
    ['target in another case', { Target: target }, 'It has Target instead'],
    ['target null', { target: null }, '/target must be an object'],
    ['target a text', { target: 'all' }, '/target must be an object'],
    [
      'a type that is none',
      { target: { '@odata.type': '#microsoft.graph.noSuchTarget' } },
      '/target/@odata.type is #microsoft.graph.noSuchTarget. It must be one of',
    ],
    [
      'the type of another resource',
      { '@odata.type': '#microsoft.graph.user', target },
      '/@odata.type is #microsoft.graph.user. It must be',
    ],
    ['an empty id', { id: '', target }, '/id is an empty string. It must be'],
    ['an undocumented property', { target, priority: 1 }, 'sends /priority'],
    ['an undocumented property of the target', { target: { ...target, groupId: 'x' } }, 'sends /target/groupId'],
  ])('400 for a body with %s', async (__, body, says) => {
    const response = await patch(emulator, contract, version, ids, body);
    expect(response.status).toBe(400);
    expect(errorOf(response).code).toBe('ModelValidationFailure');
    const message = nestedMessage(response);
    expect(message).toContain(says);
    expect(message).toMatch(/see "graph-contracts explain request\.body\.[a-z-]+"/);
  });

  test.each([
    ['text', 'text/plain'],
    ['a form', 'application/x-www-form-urlencoded'],
    ['OData in place of JSON', 'application/odata;odata.metadata=minimal'],
  ])('400 for a body labelled as %s', async (__, contentType) => {
    const asked = request(emulator.listener).patch(path).set('Authorization', bearer);
    const text = JSON.stringify({ target });
    const response = await asked
      .serialize(() => text)
      .set('Content-Type', contentType)
      .send(text);
    expect(response.status).toBe(400);
    expect(nestedMessage(response)).toContain('content-type');
  });

  test.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE'] as const)(
    '400 "No method match route template" for %s',
    async (method) => {
      const verb = method.toLowerCase() as Lowercase<typeof method>;
      const response = await request(emulator.listener)[verb](path).set('Authorization', bearer);
      expect(response.status).toBe(400);
      expect(response.headers['x-emulated-by']).toBe('graph-assignment-contracts');
      if (method === 'HEAD') {
        expect(response.text).toBeUndefined();
        return;
      }
      expect(errorOf(response).code).toBe('No method match route template');
      expect(nestedMessage(response)).toContain(
        `No OData route exists that match template ~/singleton/navigation/key/navigation/key with http verb ${method}`,
      );
    },
  );

  test.each(['get', 'patch'] as const)('400 "No method match route template" for %s with an empty id', async (method) => {
    const template = contract.paths[0] ?? '';
    const paths = [
      template.replace(/\{[^}]+\}/, '').replace(/\{[^}]+\}/, 'x'),
      template.replace(/\{[^}]+\}/, 'x').replace(/\{[^}]+\}/, ''),
      template.replace(/\{[^}]+\}/, '%20').replace(/\{[^}]+\}/, 'x'),
    ];
    for (const empty of paths) {
      const response = await request(emulator.listener)[method](`/${version}${empty}`).set('Authorization', bearer);
      expect([empty, response.status, errorOf(response).code]).toEqual([empty, 400, 'No method match route template']);
    }
  });

  test('400 for a path that is none of the two', async () => {
    const paths = [
      '/',
      '/v1.0/me',
      `${path}/target`,
      path.replace('assignments', 'assignment'),
      path.replace('deviceManagement', 'devicemanagement'),
      path.replace('/assignments', '//assignments'),
      `${path}/`,
    ];
    for (const unknown of paths) {
      const response = await request(emulator.listener).get(unknown).set('Authorization', bearer);
      expect([unknown, response.status, errorOf(response).code]).toEqual([unknown, 400, 'BadRequest']);
      expect(errorOf(response).message).toContain('Resource not found for a segment');
    }
  });

  test('400 for another API version, or none', async () => {
    for (const wrong of ['/v2.0', '/V1.0', '/Beta', '']) {
      const response = await request(emulator.listener)
        .get(path.replace(`/${version}`, wrong))
        .set('Authorization', bearer);
      expect([wrong, response.status, errorOf(response).code]).toEqual([wrong, 400, 'BadRequest']);
      expect(errorOf(response).message).toContain('Invalid version');
    }
  });

  test('413 for a body over 4 MiB, and none for one of 4 MiB', async () => {
    const limit = 4 * 1024 * 1024;
    const tooLong = await patch(emulator, contract, version, ids, 'x'.repeat(limit + 1));
    expect(tooLong.status).toBe(413);
    expect(errorOf(tooLong).code).toBe('RequestEntityTooLarge');
    const longest = JSON.stringify({ target: ids.target }).padEnd(limit);
    expect((await patch(emulator, contract, version, ids, longest)).status).toBe(200);
  });
});

describe('the envelope of every answer', () => {
  const [contract] = contracts;
  if (contract === undefined) throw new Error('There is no contract.');

  test('an error carries ids and a date without a zone, and the headers repeat the ids', async () => {
    const emulator = new Emulator({ now });
    const nowhere = { policyId: 'p', assignmentId: 'a' };
    const errors = [
      get(emulator, contract, 'v1.0', nowhere),
      get(emulator, contract, 'v1.0', nowhere).set('Authorization', 'x'),
      patch(emulator, contract, 'v1.0', nowhere, '{'),
      request(emulator.listener).delete('/v1.0/me'),
    ];
    for (const [index, asked] of errors.entries()) {
      const response = await asked.set('client-request-id', clientRequestId);
      const requestId = `00000000-0000-4000-9000-${String(index + 1).padStart(12, '0')}`;
      expect(Object.keys(response.body as object)).toEqual(['error']);
      expect(Object.keys(errorOf(response))).toEqual(['code', 'message', 'innerError']);
      expect(errorOf(response).innerError).toEqual({
        date: '2026-02-03T04:05:06',
        'request-id': requestId,
        'client-request-id': clientRequestId,
      });
      expect(response.headers).toMatchObject({
        'request-id': requestId,
        'client-request-id': clientRequestId,
        'x-emulated-by': 'graph-assignment-contracts',
      });
      expect(response.headers['content-type']).toMatch(/^application\/json;odata\.metadata=minimal/);
    }
  });

  test.each(['', 'not-a-guid', `${clientRequestId} x`])('a client-request-id that is no GUID is replaced: "%s"', async (own) => {
    const emulator = new Emulator();
    const [ids] = assignmentsOf(emulator, contract);
    const { headers } = await get(emulator, contract, 'beta', ids).set('client-request-id', own);
    expect(headers['client-request-id']).toBe(headers['request-id']);
    expect(headers['x-emulated-by']).toBe('graph-assignment-contracts');
  });

  test('two emulators that are asked the same give the same answers', async () => {
    const nowhere = { policyId: 'p', assignmentId: 'a' };
    const [one, two] = await Promise.all([0, 1].map(() => get(new Emulator({ now }), contract, 'v1.0', nowhere)));
    expect(one?.text).toBe(two?.text);
  });
});
