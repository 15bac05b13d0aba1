import { request } from 'node:https';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { assignmentPath } from '../../scripts/client/assignment.js';
import { localClientId, localSecret, localTenantId } from './local-authority.js';
import { LocalCloud } from './local-cloud.js';
import { assignmentsIn } from './emulated-assignments.js';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await LocalCloud.start();
  await cloud.writeClientCertificate();
});
afterAll(() => cloud.close());

/** Asks over TLS, and trusts only the certificate of the cloud. */
function ask(url: string, authorization = '', form?: Record<string, string>): Promise<{ status?: number; body: string }> {
  const ca = readFileSync(cloud.environment['NODE_EXTRA_CA_CERTS'] ?? '');
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: form === undefined ? 'GET' : 'POST', headers: { authorization }, ca }, (response) => {
      text(response).then((body) => {
        resolve({ status: response.statusCode, body });
      }, reject);
    });
    asked.on('error', reject);
    asked.end(form && new URLSearchParams(form).toString());
  });
}

test('Graph accepts a token of the authority until it is revoked, and no other', async () => {
  const [contract] = contracts;
  const ids = assignmentsIn(cloud.emulator.tenant).find(({ operation }) => operation === contract?.name);
  if (contract === undefined || ids === undefined) throw new Error('The emulator has no assignment.');
  const url = `${cloud.graphOrigin}${assignmentPath(contract, 'v1.0', ids)}`;
  const issued = `Bearer ${cloud.authority.issue()}`;
  expect(await ask(url, issued)).toMatchObject({ status: 200, body: expect.stringContaining(cloud.graphOrigin) as string });
  expect(await ask(url, 'Bearer made-up')).toMatchObject({ status: 401 });
  cloud.authority.revoke();
  expect(await ask(url, issued)).toMatchObject({ status: 401 });
});

test.each([
  ['the right secret', { client_secret: localSecret }, 200, 'access_token'],
  ['a wrong secret', { client_secret: 'wrong' }, 401, 'AADSTS7000215'],
  ['another client', { client_secret: localSecret, client_id: 'another' }, 400, 'AADSTS700016'],
  ['an assertion without a signature', { client_assertion: 'e30.e30.' }, 401, 'AADSTS700027'],
])('a token for %s', async (_, form, status, says) => {
  const url = `${cloud.authority.origin}/${localTenantId}/oauth2/v2.0/token`;
  const answer = await ask(url, '', { grant_type: 'client_credentials', client_id: localClientId, ...form });
  expect(answer).toMatchObject({ status, body: expect.stringContaining(says) as string });
});
