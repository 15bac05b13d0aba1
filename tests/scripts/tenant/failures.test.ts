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

/** No id, secret or token is shown. */
function expectNothingShown({ output, sentence = '' }: Opened): void {
  for (const secret of [localTenantId, localClientId, localSecret, otherTenant, 'eyJ']) expect(output).not.toContain(secret);
  expect(sentence).not.toMatch(/\n/);
}

interface Setting {
  readonly claims?: LocalAuthority['claims'];
  readonly refusal?: LocalAuthority['refusal'];
  readonly environment?: Record<string, string>;
}

const refusal = (code: number, status = 401, error = 'invalid_client'): NonNullable<LocalAuthority['refusal']> => ({ code, status, error });

test.each<readonly [name: string, setting: Setting, outcome: string, message: string]>([
  ['a token for another tenant', { claims: { ...healthy, tid: otherTenant } }, 'Refused', 'another tenant'],
  ['a missing role', { claims: { tid: localTenantId } }, 'forbidden', `lacks the permission ${neededPermission}`],
  ['the needed scope', { claims: { tid: localTenantId, scp: `User.Read ${neededPermission}` } }, 'open', ''],
  ['a wrong secret', { environment: { AZURE_CLIENT_SECRET: 'wrong' } }, 'unauthorized', 'AADSTS7000215. The secret is wrong.'],
  ['an unknown client', { environment: { AZURE_CLIENT_ID: 'made-up' } }, 'unauthorized', 'AADSTS700016. The tenant does not know'],
  ['an authority that is busy', { refusal: refusal(90099, 400, 'temporarily_unavailable') }, 'outage', 'answered 400, AADSTS90099'],
  ['a broken authority', { refusal: refusal(50000, 500, 'server_error') }, 'outage', 'answered 500'],
  ['a throttled authority', { refusal: refusal(50196, 429) }, 'outage', 'answered 429'],
  ['an authority that hangs up', { refusal: 'dropped' }, 'outage', 'could not be reached'],
  ['a page instead of a token', { refusal: 'html' }, 'outage', 'gave no token'],
])('%s', async (_, { claims = healthy, refusal: authorityRefusal, environment = {} }, outcome, message) => {
  cloud.authority.claims = claims;
  cloud.authority.refusal = authorityRefusal;
  const opened = await openTenantInHost(cloud.writeConfig(), { ...cloud.environment, ...environment });
  const isFailure = outcome !== 'open' && outcome !== 'Refused';
  expect(opened).toMatchObject(isFailure ? { kind: 'SignInFailure', reason: outcome } : { kind: outcome });
  expect(opened.sentence ?? '').toContain(message);
  expectNothingShown(opened);
  // No request reaches Graph unless the tenant is open.
  expect(cloud.asked).toHaveLength(outcome === 'open' ? 1 : 0);
});

test('an untrusted certificate is an outage, named by its code', async () => {
  const { AZURE_CLIENT_ID = '', AZURE_CLIENT_SECRET = '' } = cloud.environment;
  const opened = await openTenantInHost(cloud.writeConfig(), { AZURE_CLIENT_ID, AZURE_CLIENT_SECRET });
  expect(opened).toMatchObject({ kind: 'SignInFailure', reason: 'outage' });
  expect(opened.sentence).toContain('could not be reached for the sign-in with client-secret (DEPTH_ZERO_SELF_SIGNED_CERT)');
  expect(cloud.authority.asked).toEqual([]);
});

test('an unreachable authority is an outage', async () => {
  const gone = await httpsServer(await serverCertificate(), () => undefined);
  await gone.close();
  const opened = await openTenantInHost(
    cloud.writeConfig({ cloud: { graph: cloud.graphOrigin, authority: gone.origin } }),
    cloud.environment,
  );
  expect(opened).toMatchObject({ kind: 'SignInFailure', reason: 'outage', sentence: expect.stringContaining('(ECONNREFUSED)') as string });
});

/** A second server, which gets no request. */
async function withSecondServer(act: (origin: string) => Promise<void>): Promise<void> {
  const received: string[] = [];
  const second = await httpsServer(await serverCertificate(), (request, response) => {
    received.push(request.url ?? '');
    response.end('{}');
  });
  await act(second.origin).finally(second.close);
  expect(received).toEqual([]);
}

test('a redirect of the authority is not followed: the secret does not reach a second server', async () => {
  await withSecondServer(async (origin) => {
    cloud.authority.redirectTo = origin;
    const opened = await openTenantInHost(cloud.writeConfig(), { ...cloud.environment, NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    cloud.authority.redirectTo = undefined;
    expect(opened).toMatchObject({ kind: 'SignInFailure', reason: 'outage', sentence: expect.stringContaining('answered 307') as string });
  });
});

test.each([301, 302, 303, 307, 308])('a redirect of Graph (%d) is not followed over TLS either', async (status) => {
  await withSecondServer(async (origin) => {
    cloud.intercept = (request, response) => response.writeHead(status, { location: `${origin}${request.url ?? ''}` }).end();
    const { answers } = await openTenantInHost(cloud.writeConfig(), { ...cloud.environment, NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    expect(answers).toEqual([status]);
  });
});

test.each([
  ['a missing variable', { AZURE_CLIENT_ID: '' }, 'the environment lacks AZURE_CLIENT_ID.'],
  [
    'a missing certificate',
    { AZURE_CLIENT_CERTIFICATE_PATH: '/nowhere.pem', AZURE_CLIENT_SECRET: '' },
    'AZURE_CLIENT_CERTIFICATE_PATH names cannot be read (ENOENT)',
  ],
  [
    'a missing token file',
    { AZURE_FEDERATED_TOKEN_FILE: '/nowhere', AZURE_CLIENT_SECRET: '' },
    'AZURE_FEDERATED_TOKEN_FILE names cannot be read',
  ],
])('%s prevents the run', async (_, environment, message) => {
  const opened = await openTenantInHost(cloud.writeConfig(), { ...cloud.environment, ...environment });
  expect(opened).toMatchObject({ kind: 'CannotRun', sentence: expect.stringContaining(message) as string });
  expect(cloud.authority.asked).toEqual([]);
});

test.each([
  ['without its key', '-----BEGIN CERTIFICATE-----\nmade-up-body\n', 'does not hold both a certificate and its private key'],
  [
    'that is malformed',
    '-----BEGIN CERTIFICATE-----\nmade-up-body\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\nmade-up-body\n',
    'failed before its first request',
  ],
])('a certificate %s prevents the run, and is not quoted', async (_, pem, message) => {
  const file = join(cloud.folder, 'broken.pem');
  writeFileSync(file, pem);
  const environment = { ...cloud.environment, AZURE_CLIENT_SECRET: '', AZURE_CLIENT_CERTIFICATE_PATH: file };
  const opened = await openTenantInHost(cloud.writeConfig(), environment);
  expect(opened).toMatchObject({ kind: 'CannotRun', sentence: expect.stringContaining(message) as string });
  expect(opened.output).not.toContain('made-up-body');
});

test('nothing is logged, whatever log level the environment sets', async () => {
  const loud = { AZURE_LOG_LEVEL: 'verbose', DEBUG: '*', AZURE_CLIENT_SECRET: 'wrong' };
  // The library reads both variables when it is loaded.
  const opened = await openTenantAlone(cloud.writeConfig(), { ...cloud.environment, ...loud });
  expectNothingShown(opened);
  expect(opened.output.trim().split('\n')).toHaveLength(1);
});

describe('during a run', () => {
  /** Calls `act` before the second request to Graph is answered. */
  function beforeSecond(act: () => void): void {
    let count = 0;
    cloud.intercept = (_, __, pass) => {
      count += 1;
      if (count === 2) act();
      pass();
    };
  }

  test('a token that expires is renewed', async () => {
    beforeSecond(() => {
      cloud.authority.revoke();
    });
    const { answers } = await openTenantInHost(cloud.writeConfig(), cloud.environment, 4);
    expect(answers).toEqual([200, 401, 200, 200]);
    expect(cloud.authority.asked).toHaveLength(2);
  });

  test('a renewed token for another tenant ends the run, and is not sent', async () => {
    beforeSecond(() => {
      cloud.authority.revoke();
      cloud.authority.claims = { ...healthy, tid: otherTenant };
    });
    const opened = await openTenantInHost(cloud.writeConfig(), cloud.environment, 4);
    expect(opened).toMatchObject({ kind: 'Refused', answers: [200, 401], sentence: expect.stringContaining('another tenant') as string });
    expect(cloud.asked).toHaveLength(2);
    expectNothingShown(opened);
  });

  test.each([
    ['a broken authority', refusal(50000, 500), 'SIGN_IN_OUTAGE'],
    ['a secret that is no longer accepted', refusal(7000222), 'SIGN_IN_REFUSED'],
  ])('%s is an outage', async (_, authorityRefusal, failure) => {
    beforeSecond(() => {
      cloud.authority.revoke();
      cloud.authority.refusal = authorityRefusal;
    });
    const { answers } = await openTenantInHost(cloud.writeConfig(), cloud.environment, 3);
    expect(answers).toEqual([200, 401, failure]);
  });
});

test('the client has the request limit of the configuration', async () => {
  const file = cloud.writeConfig({ limits: { requests: 80 } });
  expect(await openTenantInHost(file, cloud.environment, 90)).toMatchObject({
    kind: 'Refused',
    sentence: expect.stringContaining('80') as string,
  });
  expect(cloud.asked).toHaveLength(80);
});
