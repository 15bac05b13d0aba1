import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalCloud } from '../../equipment/local-cloud.js';
import { localClientId, localSecret, localTenantId } from '../../equipment/local-authority.js';
import { openTenantAlone, openTenantInHost } from '../../equipment/open-tenant-in-host.js';
import { localServer, type LocalServer } from '../client/local-server.js';

let cloud: LocalCloud;
let neighbour: LocalServer;
/** The trust in the certificate of the cloud, and nothing to sign in with. */
let trust: Record<string, string>;
beforeAll(async () => {
  cloud = await LocalCloud.start();
  const { NODE_EXTRA_CA_CERTS = '' } = cloud.environment;
  trust = { NODE_EXTRA_CA_CERTS };
  // Stands for GitHub, and for the platform of a managed identity.
  neighbour = await localServer((response, { path }) => {
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
  await neighbour.close();
  await cloud.close();
});
beforeEach(() => {
  cloud.authority.asked.length = 0;
  cloud.asked.length = 0;
  neighbour.asked.length = 0;
});

/** An `az` of our own, first on the PATH. */
function fakeCli(script: string): Record<string, string> {
  const folder = join(cloud.folder, 'bin');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'az'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'az'), 0o755);
  return { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
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
  const file = cloud.writeConfig({ signIn: 'client-certificate' });
  const environment = { ...trust, AZURE_CLIENT_ID: localClientId, AZURE_CLIENT_CERTIFICATE_PATH: await cloud.writeClientCertificate() };
  expect(await openTenantInHost(file, environment)).toMatchObject({ kind: 'open', answers: [200] });
  expect(cloud.authority.asked.map(({ form }) => form['client_assertion'])).toEqual([expect.stringMatching(/^ey/)]);
});

test('workload identity: a file with a federated token', async () => {
  const tokenFile = join(cloud.folder, 'federated');
  writeFileSync(tokenFile, 'made-up.token.of-a-cluster\n');
  cloud.authority.federated.add('made-up.token.of-a-cluster');
  const file = cloud.writeConfig({ signIn: 'workload-identity' });
  const environment = { ...trust, AZURE_CLIENT_ID: localClientId, AZURE_FEDERATED_TOKEN_FILE: tokenFile };
  expect(await openTenantInHost(file, environment)).toMatchObject({ kind: 'open', answers: [200] });
});

test('GitHub OIDC', async () => {
  const environment = {
    ...trust,
    AZURE_CLIENT_ID: localClientId,
    ACTIONS_ID_TOKEN_REQUEST_URL: `${neighbour.origin}/github?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'made-up-request-token',
  };
  expect(await openTenantInHost(cloud.writeConfig({ signIn: 'github-oidc' }), environment)).toMatchObject({
    kind: 'open',
    answers: [200],
  });
  // The library asks more than once; each time the same.
  expect(neighbour.asked[0]).toMatchObject({
    method: 'GET',
    path: '/github?api-version=2.0&audience=api%3A%2F%2FAzureADTokenExchange',
    headers: { authorization: 'Bearer made-up-request-token' },
  });
});

test('Azure Pipelines: the library asks Azure DevOps over TLS only, so that its own address is the local authority', async () => {
  const environment = {
    ...trust,
    AZURE_CLIENT_ID: localClientId,
    AZURESUBSCRIPTION_SERVICE_CONNECTION_ID: 'made-up-connection',
    SYSTEM_ACCESSTOKEN: 'made-up-access-token',
    SYSTEM_OIDCREQUESTURI: `${cloud.authority.origin}/pipelines/oidctoken`,
  };
  cloud.authority.federated.add('made-up.token.of-a-pipeline');
  cloud.authority.pipelineToken = 'made-up.token.of-a-pipeline';
  expect(await openTenantInHost(cloud.writeConfig({ signIn: 'azure-pipelines' }), environment)).toMatchObject({
    kind: 'open',
    answers: [200],
  });
});

test('managed identity, as an App Service gives it', async () => {
  const environment = { ...trust, IDENTITY_ENDPOINT: `${neighbour.origin}/msi/token`, IDENTITY_HEADER: 'made-up-header' };
  expect(await openTenantAlone(cloud.writeConfig({ signIn: 'managed-identity' }), environment)).toMatchObject({
    kind: 'open',
    answers: [200],
  });
  expect(neighbour.asked[0]?.headers['x-identity-header']).toBe('made-up-header');
  expect(new URL(neighbour.asked[0]?.path ?? '', neighbour.origin).searchParams.get('resource')).toBe(cloud.graphOrigin);
  expect(cloud.authority.asked).toEqual([]);
});

test('managed identity, as the metadata service of a virtual machine gives it', async () => {
  const environment = { ...trust, AZURE_POD_IDENTITY_AUTHORITY_HOST: neighbour.origin, AZURE_CLIENT_ID: localClientId };
  expect(await openTenantAlone(cloud.writeConfig({ signIn: 'managed-identity' }), environment)).toMatchObject({
    kind: 'open',
    answers: [200],
  });
  expect(neighbour.asked[0]).toMatchObject({
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
  // Once: a token that is still good is kept.
  expect(readFileSync(args, 'utf8')).toBe(
    `account get-access-token --output json --resource ${cloud.graphOrigin} --tenant ${localTenantId}\n`,
  );
});

test.each([
  ['is not there', '', 'CannotRun', 'is not on the PATH'],
  ['is not signed in', 'echo "Please run az login to setup account." >&2; exit 1', 'SignInFailure', 'Sign in with `az login`'],
  ['has an old session', 'echo "AADSTS700082: made-up-user has been away" >&2; exit 1', 'SignInFailure', 'AADSTS700082.'],
  ['is cut off', 'echo "Max retries exceeded with url: /made-up-user" >&2; exit 1', 'SignInFailure', 'could not reach the authority'],
  ['says something that is no JSON', 'echo made-up-user', 'SignInFailure', 'gave no token'],
])('an Azure CLI that %s', async (_, script, kind, says) => {
  const path = script === '' ? { PATH: '/bin-without-az' } : fakeCli(script);
  const { output, ...opened } = await openTenantInHost(cloud.writeConfig({ signIn: 'azure-cli' }), { ...trust, ...path });
  expect(opened).toMatchObject({ kind, sentence: expect.stringContaining(says) as string });
  expect(output).not.toContain('made-up-user');
});
