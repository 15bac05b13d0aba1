import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { neededPermission } from '../../../scripts/tenant/token-claims.js';
import { httpsServer } from '../../equipment/https-server.js';
import { serverCertificate } from '../../equipment/certificate.js';
import { LocalCloud } from '../../equipment/local-cloud.js';
import { localClientId, localSecret, localTenantId, type LocalAuthority } from '../../equipment/local-authority.js';
import { openTenantAlone, openTenantInHost, type Opened } from '../../equipment/open-tenant-in-host.js';

const healthy = { tid: localTenantId, roles: [neededPermission] };
const otherTenant = '99999999-0000-4000-8000-000000000001';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await LocalCloud.start();
});
afterAll(() => cloud.close());
beforeEach(() => {
  cloud.asked.length = 0;
  cloud.authority.asked.length = 0;
  cloud.authority.claims = healthy;
  cloud.authority.refusal = undefined;
  cloud.intercept = undefined;
});

/** Nothing that identifies anybody, and no secret, whatever happened. */
function expectNothingTold({ output, sentence = '' }: Opened): void {
  for (const told of [localTenantId, localClientId, localSecret, otherTenant, 'eyJ']) expect(output).not.toContain(told);
  expect(sentence).not.toMatch(/\n/);
}

interface Row {
  readonly claims?: LocalAuthority['claims'];
  readonly refusal?: LocalAuthority['refusal'];
  readonly environment?: Record<string, string>;
  readonly expected: { readonly kind: string; readonly reason?: string; readonly says: string };
}

const refusal = (code: number, status = 401, error = 'invalid_client'): NonNullable<LocalAuthority['refusal']> => ({ code, status, error });

test.each<readonly [string, Row]>([
  ['a token for another tenant', { claims: { ...healthy, tid: otherTenant }, expected: { kind: 'Refused', says: 'another tenant' } }],
  ['a token without a tenant', { claims: { roles: [neededPermission] }, expected: { kind: 'Refused', says: 'names no tenant' } }],
  [
    'a role that is missing',
    {
      claims: { tid: localTenantId },
      expected: { kind: 'SignInFailure', reason: 'forbidden', says: `lacks the permission ${neededPermission}` },
    },
  ],
  [
    'a scope that is missing',
    {
      claims: { tid: localTenantId, scp: 'User.Read' },
      expected: { kind: 'SignInFailure', reason: 'forbidden', says: 'delegated permission' },
    },
  ],
  ['a scope that is there', { claims: { tid: localTenantId, scp: `User.Read ${neededPermission}` }, expected: { kind: 'open', says: '' } }],
  [
    'a wrong secret',
    {
      environment: { AZURE_CLIENT_SECRET: 'wrong' },
      expected: { kind: 'SignInFailure', reason: 'unauthorized', says: 'AADSTS7000215. The secret is wrong.' },
    },
  ],
  [
    'an unknown client',
    {
      environment: { AZURE_CLIENT_ID: 'made-up' },
      expected: { kind: 'SignInFailure', reason: 'unauthorized', says: 'AADSTS700016. The tenant does not know' },
    },
  ],
  [
    'an error that we have no word for',
    { refusal: refusal(123456), expected: { kind: 'SignInFailure', reason: 'unauthorized', says: 'AADSTS123456. Look up the number' } },
  ],
  [
    'an authority that is busy, and says so',
    {
      refusal: refusal(90099, 400, 'temporarily_unavailable'),
      expected: { kind: 'SignInFailure', reason: 'outage', says: 'answered 400, AADSTS90099' },
    },
  ],
  ['an error that passes', { refusal: refusal(90033, 400), expected: { kind: 'SignInFailure', reason: 'outage', says: 'AADSTS90033' } }],
  [
    'an authority that is broken',
    { refusal: refusal(50000, 500, 'server_error'), expected: { kind: 'SignInFailure', reason: 'outage', says: 'answered 500' } },
  ],
  [
    'an authority that is throttled',
    { refusal: refusal(50196, 429), expected: { kind: 'SignInFailure', reason: 'outage', says: 'answered 429' } },
  ],
  [
    'an authority that hangs up',
    { refusal: 'dropped', expected: { kind: 'SignInFailure', reason: 'outage', says: 'could not be reached' } },
  ],
  ['a page in place of a token', { refusal: 'html', expected: { kind: 'SignInFailure', reason: 'outage', says: 'gave no token' } }],
])('%s', async (_, { claims = healthy, refusal: given, environment = {}, expected }) => {
  cloud.authority.claims = claims;
  cloud.authority.refusal = given;
  const opened = await openTenantInHost(cloud.writeConfig(), { ...cloud.environment, ...environment });
  const { kind, reason, says } = expected;
  expect(opened).toMatchObject({ kind, ...(reason === undefined ? {} : { reason }) });
  expect(opened.sentence ?? '').toContain(says);
  expectNothingTold(opened);
  // Nothing reached Graph, unless the tenant is open.
  expect(cloud.asked).toHaveLength(kind === 'open' ? 1 : 0);
});

test('a certificate that nobody trusts is an outage, told by its code', async () => {
  const { AZURE_CLIENT_ID = '', AZURE_CLIENT_SECRET = '' } = cloud.environment;
  const opened = await openTenantInHost(cloud.writeConfig(), { AZURE_CLIENT_ID, AZURE_CLIENT_SECRET });
  expect(opened).toMatchObject({ kind: 'SignInFailure', reason: 'outage' });
  expect(opened.sentence).toContain('could not be reached for the sign-in with client-secret (DEPTH_ZERO_SELF_SIGNED_CERT)');
  expect(cloud.authority.asked).toEqual([]);
});

test('an authority that is not there is an outage', async () => {
  const gone = await httpsServer(await serverCertificate(), () => undefined);
  await gone.close();
  const opened = await openTenantInHost(
    cloud.writeConfig({ cloud: { graph: cloud.graphOrigin, authority: gone.origin } }),
    cloud.environment,
  );
  expect(opened).toMatchObject({ kind: 'SignInFailure', reason: 'outage', sentence: expect.stringContaining('(ECONNREFUSED)') as string });
});

test('an authority that points elsewhere gets no answer: a secret does not travel', async () => {
  const seen: string[] = [];
  const elsewhere = await httpsServer(await serverCertificate(), (request, response) => {
    seen.push(request.url ?? '');
    response.end('{}');
  });
  cloud.authority.redirectTo = elsewhere.origin;
  const opened = await openTenantInHost(cloud.writeConfig(), { ...cloud.environment, NODE_TLS_REJECT_UNAUTHORIZED: '0' });
  cloud.authority.redirectTo = undefined;
  await elsewhere.close();
  expect(opened).toMatchObject({ kind: 'SignInFailure', reason: 'outage' });
  expect(opened.sentence).toContain('answered 307');
  expect(seen).toEqual([]);
});

test.each([
  ['a variable that is missing', { AZURE_CLIENT_ID: '' }, 'the environment lacks AZURE_CLIENT_ID.'],
  [
    'a certificate that is not there',
    { AZURE_CLIENT_CERTIFICATE_PATH: '/nowhere.pem', AZURE_CLIENT_SECRET: '' },
    'AZURE_CLIENT_CERTIFICATE_PATH names cannot be read (ENOENT)',
  ],
  [
    'a token file that is not there',
    { AZURE_FEDERATED_TOKEN_FILE: '/nowhere', AZURE_CLIENT_SECRET: '' },
    'AZURE_FEDERATED_TOKEN_FILE names cannot be read',
  ],
])('%s keeps the run from starting', async (_, environment, says) => {
  const opened = await openTenantInHost(cloud.writeConfig(), { ...cloud.environment, ...environment });
  expect(opened).toMatchObject({ kind: 'CannotRun', sentence: expect.stringContaining(says) as string });
  expect(cloud.authority.asked).toEqual([]);
});

test.each([
  ['without its key', '-----BEGIN CERTIFICATE-----\nmade-up-body\n', 'does not hold both a certificate and its private key'],
  [
    'that is nonsense',
    '-----BEGIN CERTIFICATE-----\nmade-up-body\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\nmade-up-body\n',
    'failed before its first request',
  ],
])('a certificate %s keeps the run from starting, and is not quoted', async (_, pem, says) => {
  const file = join(cloud.folder, 'broken.pem');
  writeFileSync(file, pem);
  const environment = { ...cloud.environment, AZURE_CLIENT_SECRET: '', AZURE_CLIENT_CERTIFICATE_PATH: file };
  const opened = await openTenantInHost(cloud.writeConfig(), environment);
  expect(opened).toMatchObject({ kind: 'CannotRun', sentence: expect.stringContaining(says) as string });
  expect(opened.output).not.toContain('made-up-body');
});

test('nothing is logged, whatever the environment asks for', async () => {
  const loud = { AZURE_LOG_LEVEL: 'verbose', DEBUG: '*', AZURE_CLIENT_SECRET: 'wrong' };
  // The library reads both variables when it is loaded.
  const opened = await openTenantAlone(cloud.writeConfig(), { ...cloud.environment, ...loud });
  expectNothingTold(opened);
  expect(opened.output.trim().split('\n')).toHaveLength(1);
});

describe('in the middle of a run', () => {
  /** Does something before the second request to Graph is answered. */
  function beforeTheSecond(what: () => void): void {
    let count = 0;
    cloud.intercept = (_, __, pass) => {
      count += 1;
      if (count === 2) what();
      pass();
    };
  }

  test('a token that expires is renewed', async () => {
    beforeTheSecond(() => {
      cloud.authority.revoke();
    });
    const { answers } = await openTenantInHost(cloud.writeConfig(), cloud.environment, 4);
    expect(answers).toEqual([200, 401, 200, 200]);
    expect(cloud.authority.asked).toHaveLength(2);
  });

  test('a renewed token for another tenant ends the run, and reaches nobody', async () => {
    beforeTheSecond(() => {
      cloud.authority.revoke();
      cloud.authority.claims = { ...healthy, tid: otherTenant };
    });
    const opened = await openTenantInHost(cloud.writeConfig(), cloud.environment, 4);
    expect(opened).toMatchObject({ kind: 'Refused', answers: [200, 401], sentence: expect.stringContaining('another tenant') as string });
    expect(cloud.asked).toHaveLength(2);
    expectNothingTold(opened);
  });

  test.each([
    ['a broken authority', refusal(50000, 500), 'SIGN_IN_OUTAGE'],
    ['a secret that is no longer taken', refusal(7000222), 'SIGN_IN_REFUSED'],
  ])('%s is an outage', async (_, given, failure) => {
    beforeTheSecond(() => {
      cloud.authority.revoke();
      cloud.authority.refusal = given;
    });
    const { answers } = await openTenantInHost(cloud.writeConfig(), cloud.environment, 3);
    expect(answers).toEqual([200, 401, failure]);
  });
});

test.each([301, 302, 303, 307, 308])('over TLS too, a token does not travel with a redirect (%d)', async (status) => {
  const seen: string[] = [];
  const elsewhere = await httpsServer(await serverCertificate(), (request, response) => {
    seen.push(request.url ?? '');
    response.end('{}');
  });
  cloud.intercept = (request, response) => response.writeHead(status, { location: `${elsewhere.origin}${request.url ?? ''}` }).end();
  const { answers } = await openTenantInHost(cloud.writeConfig(), { ...cloud.environment, NODE_TLS_REJECT_UNAUTHORIZED: '0' });
  await elsewhere.close();
  expect(answers).toEqual([status]);
  expect(seen).toEqual([]);
});

test('the limit of requests of the configuration is the one of the client', async () => {
  const file = cloud.writeConfig({ limits: { requests: 80 } });
  expect(await openTenantInHost(file, cloud.environment, 90)).toMatchObject({
    kind: 'Refused',
    sentence: expect.stringContaining('80') as string,
  });
  expect(cloud.asked).toHaveLength(80);
});
