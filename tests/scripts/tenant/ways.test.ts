import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalCloud } from '../../equipment/local-cloud.js';
import { localClientId, localSecret, localTenantId } from '../../equipment/local-authority.js';
import { openTenantAlone, openTenantInHost } from '../../equipment/open-tenant-in-host.js';
import { localServer, type LocalServer } from '../client/local-server.js';

let cloud: LocalCloud;
let platform: LocalServer;
/** Variables for the certificate of the cloud, without a sign-in. */
let trust: Record<string, string>;
beforeAll(async () => {
  cloud = await LocalCloud.start();
  const { NODE_EXTRA_CA_CERTS = '' } = cloud.environment;
  trust = { NODE_EXTRA_CA_CERTS };
  // Stands in for GitHub, and for the platform of a managed identity.
  platform = await localServer((response, { path }) => {
    const federated = 'made-up.federated.token';
    cloud.authority.federated.add(federated);
    const expires_on = String(Math.floor(Date.now() / 1000) + 3600);
    const body = path.startsWith('/github')
      ? { value: federated }
      : { access_token: cloud.authority.issue(), expires_on, token_type: 'Bearer', resource: cloud.graphOrigin };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
});
afterAll(async () => {
  await platform.close();
  await cloud.close();
});
beforeEach(() => {
  cloud.authority.asked.length = 0;
  cloud.asked.length = 0;
  platform.requests.length = 0;
});

/** A fake `az`, first on the PATH. */
function fakeCli(script: string): Record<string, string> {
  const folder = join(cloud.folder, 'bin');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'az'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'az'), 0o755);
  return { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
}

async function expectOpen(
  signIn: string,
  environment: Readonly<Record<string, string>>,
  open: typeof openTenantAlone = openTenantInHost,
): Promise<void> {
  expect(await open(cloud.writeConfig({ signIn }), { ...trust, ...environment })).toMatchObject({ kind: 'open', answers: [200] });
}

test('a client secret', async () => {
  const file = cloud.writeConfig({ signIn: 'client-secret' });
  const { output, ...opened } = await openTenantInHost(file, cloud.environment);
  expect(opened).toEqual({ kind: 'open', answers: [200] });
  expect(cloud.authority.asked).toHaveLength(1);
  expect(cloud.authority.asked[0]).toMatchObject({
    path: `/${localTenantId}/oauth2/v2.0/token`,
    form: { client_id: localClientId, client_secret: localSecret, grant_type: 'client_credentials' },
  });
  expect(cloud.authority.asked[0]?.form['scope']?.split(' ')).toContain(`${cloud.graphOrigin}/.default`);
  expect(output).not.toContain(localSecret);
});

test('a client certificate', async () => {
  const AZURE_CLIENT_CERTIFICATE_PATH = await cloud.writeClientCertificate();
  await expectOpen('client-certificate', { AZURE_CLIENT_ID: localClientId, AZURE_CLIENT_CERTIFICATE_PATH });
  expect(cloud.authority.asked.map(({ form }) => form['client_assertion'])).toEqual([expect.stringMatching(/^ey/)]);
});

test('workload identity: a file with a federated token', async () => {
  const tokenFile = join(cloud.folder, 'federated');
  writeFileSync(tokenFile, 'made-up.token.of-a-cluster\n');
  cloud.authority.federated.add('made-up.token.of-a-cluster');
  await expectOpen('workload-identity', { AZURE_CLIENT_ID: localClientId, AZURE_FEDERATED_TOKEN_FILE: tokenFile });
});

test('GitHub OIDC', async () => {
  await expectOpen('github-oidc', {
    AZURE_CLIENT_ID: localClientId,
    ACTIONS_ID_TOKEN_REQUEST_URL: `${platform.origin}/github?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'made-up-request-token',
  });
  // The library sends equal requests more than once.
  expect(platform.requests[0]).toMatchObject({
    method: 'GET',
    path: '/github?api-version=2.0&audience=api%3A%2F%2FAzureADTokenExchange',
    headers: { authorization: 'Bearer made-up-request-token' },
  });
});

test('Azure Pipelines: the local authority stands in for Azure DevOps, since the library requires TLS', async () => {
  cloud.authority.federated.add('made-up.token.of-a-pipeline');
  cloud.authority.pipelineToken = 'made-up.token.of-a-pipeline';
  await expectOpen('azure-pipelines', {
    AZURE_CLIENT_ID: localClientId,
    AZURESUBSCRIPTION_SERVICE_CONNECTION_ID: 'made-up-connection',
    SYSTEM_ACCESSTOKEN: 'made-up-access-token',
    SYSTEM_OIDCREQUESTURI: `${cloud.authority.origin}/pipelines/oidctoken`,
  });
});

test('a managed identity of an App Service', async () => {
  const environment = { IDENTITY_ENDPOINT: `${platform.origin}/msi/token`, IDENTITY_HEADER: 'made-up-header' };
  await expectOpen('managed-identity', environment, openTenantAlone);
  expect(platform.requests[0]?.headers['x-identity-header']).toBe('made-up-header');
  expect(new URL(platform.requests[0]?.path ?? '', platform.origin).searchParams.get('resource')).toBe(cloud.graphOrigin);
  expect(cloud.authority.asked).toEqual([]);
});

test('a managed identity of a virtual machine', async () => {
  const environment = { AZURE_POD_IDENTITY_AUTHORITY_HOST: platform.origin, AZURE_CLIENT_ID: localClientId };
  await expectOpen('managed-identity', environment, openTenantAlone);
  expect(platform.requests[0]).toMatchObject({
    path: expect.stringContaining(`client_id=${localClientId}`) as string,
    headers: { metadata: 'true' },
  });
});

test('Azure CLI', async () => {
  const args = join(cloud.folder, 'args');
  const expires = Math.floor(Date.now() / 1000) + 3600;
  const answer = JSON.stringify({ accessToken: cloud.authority.issue(), expires_on: expires });
  const cli = fakeCli(`echo "$@" >> ${args}; echo '${answer}'`);
  expect(await openTenantInHost(cloud.writeConfig({ signIn: 'azure-cli' }), { ...trust, ...cli }, 2)).toMatchObject({
    kind: 'open',
    answers: [200, 200],
  });
  // Once, since a valid token is kept.
  expect(readFileSync(args, 'utf8')).toBe(
    `account get-access-token --output json --resource ${cloud.graphOrigin} --tenant ${localTenantId}\n`,
  );
});

test.each([
  ['is missing', '', 'CannotRun', 'is not on the PATH'],
  ['is not signed in', 'echo "Please run az login to setup account." >&2; exit 1', 'SignInFailure', 'Sign in with `az login`'],
  ['has an old session', 'echo "AADSTS700082: made-up-user has been away" >&2; exit 1', 'SignInFailure', 'AADSTS700082.'],
  ['is cut off', 'echo "Max retries exceeded with url: /made-up-user" >&2; exit 1', 'SignInFailure', 'could not reach the authority'],
  [
    'does not trust a proxy that inspects TLS',
    'echo "Certificate verification failed. made-up-user is behind a proxy." >&2; exit 1',
    'SignInFailure',
    'does not trust the certificate of the authority. If a proxy inspects TLS, name a PEM file with its certificate authority in REQUESTS_CA_BUNDLE.',
  ],
  ['prints no JSON', 'echo made-up-user', 'SignInFailure', 'gave no token'],
])('an Azure CLI that %s', async (_, script, kind, message) => {
  const path = script === '' ? { PATH: '/bin-without-az' } : fakeCli(script);
  const { output, ...opened } = await openTenantInHost(cloud.writeConfig({ signIn: 'azure-cli' }), { ...trust, ...path });
  expect(opened).toMatchObject({ kind, sentence: expect.stringContaining(message) as string });
  expect(output).not.toContain('made-up-user');
});
