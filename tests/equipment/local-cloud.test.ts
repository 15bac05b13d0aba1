import { execFile } from 'node:child_process';
import { get as overHttps, request } from 'node:https';
import { readFileSync } from 'node:fs';
import { contracts } from '../../contracts/judge/compiled-contracts.js';
import { assignmentPath } from '../../scripts/client/assignment.js';
import { localClientId, localSecret, localTenantId } from './local-authority.js';
import { LocalCloud } from './local-cloud.js';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await LocalCloud.start();
  await cloud.writeClientCertificate();
});
afterAll(() => cloud.close());

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Sends a request that trusts only the certificate of the cloud. */
function ask(url: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Answer> {
  const ca = readFileSync(cloud.environment['NODE_EXTRA_CA_CERTS'] ?? '');
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: options.method ?? 'GET', headers: options.headers ?? {}, ca }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body });
      });
    });
    asked.on('error', reject);
    asked.end(options.body);
  });
}

function assignmentUrl(): string {
  const [contract] = contracts;
  const ids = cloud.emulator.tenant.all.find(({ operation }) => operation === contract?.name);
  if (contract === undefined || ids === undefined) throw new Error('The emulator has no assignment.');
  return `${cloud.graphOrigin}${assignmentPath(contract, 'v1.0', ids)}`;
}

function tokenRequest(form: Record<string, string>): Promise<Answer> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: localClientId, ...form }).toString();
  return ask(`${cloud.authority.origin}/${localTenantId}/oauth2/v2.0/token`, { method: 'POST', body });
}

test('other processes do not trust its certificate', async () => {
  const failed = new Promise((resolve) => overHttps(cloud.graphOrigin).on('error', resolve));
  expect(await failed).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
});

test('Graph accepts a token of the authority only', async () => {
  const headers = { authorization: `Bearer ${cloud.authority.issue()}` };
  expect(await ask(assignmentUrl(), { headers })).toMatchObject({
    status: 200,
    body: expect.stringContaining(cloud.graphOrigin) as string,
  });
  expect(await ask(assignmentUrl(), { headers: { authorization: 'Bearer made-up' } })).toMatchObject({ status: 401 });
  cloud.authority.revoke();
  expect(await ask(assignmentUrl(), { headers })).toMatchObject({ status: 401 });
});

test.each([
  ['the right secret', { client_secret: localSecret }, 200, 'access_token'],
  ['a wrong secret', { client_secret: 'wrong' }, 401, 'AADSTS7000215'],
  ['another client', { client_secret: localSecret, client_id: 'another' }, 400, 'AADSTS700016'],
  ['an assertion that nobody signed', { client_assertion: 'e30.e30.' }, 401, 'AADSTS700027'],
])('a token for %s', async (_, form, status, says) => {
  expect(await tokenRequest(form)).toMatchObject({ status, body: expect.stringContaining(says) as string });
});

test('its environment makes a child trust it', async () => {
  const script = `fetch(process.argv[1]).then(({ status }) => console.log(status))`;
  const said = await new Promise((resolve, reject) => {
    execFile(process.execPath, ['-e', script, assignmentUrl()], { env: cloud.environment }, (error, stdout) => {
      if (error === null) resolve(stdout.trim());
      else reject(new Error(error.message));
    });
  });
  expect(said).toBe('401');
});

test('an interceptor answers in place of Graph', async () => {
  cloud.intercept = (_, response) => response.writeHead(503).end();
  expect(await ask(assignmentUrl())).toMatchObject({ status: 503 });
  cloud.intercept = undefined;
  expect(cloud.asked.at(-1)).toMatch(/^GET \/v1\.0\/deviceManagement\//);
});
