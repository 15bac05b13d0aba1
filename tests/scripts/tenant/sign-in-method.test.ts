import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import { chooseMethod, signInMethods, type SignInMethod } from '../../../scripts/tenant/sign-in-method.js';

const all = Object.keys(signInMethods) as SignInMethod[];

/** An environment that has all that a way needs. */
function environmentOf(way: SignInMethod): Record<string, string> {
  return Object.fromEntries(signInMethods[way].needs.map((name) => [name, 'made-up']));
}

/** What each way needs of the environment: as written here, not as the table has it. */
const secret = ['AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET'];
const certificate = ['AZURE_CLIENT_ID', 'AZURE_CLIENT_CERTIFICATE_PATH'];
const github = ['AZURE_CLIENT_ID', 'ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
const workload = ['AZURE_CLIENT_ID', 'AZURE_FEDERATED_TOKEN_FILE'];
const pipelines = ['AZURE_CLIENT_ID', 'AZURESUBSCRIPTION_SERVICE_CONNECTION_ID', 'SYSTEM_ACCESSTOKEN', 'SYSTEM_OIDCREQUESTURI'];

test.each<[names: readonly string[], way: SignInMethod]>([
  [secret, 'client-secret'],
  [certificate, 'client-certificate'],
  [github, 'github-oidc'],
  [pipelines, 'azure-pipelines'],
  [workload, 'workload-identity'],
  [['IDENTITY_ENDPOINT'], 'managed-identity'],
  [[], 'azure-cli'],
  [['AZURE_CLIENT_ID'], 'azure-cli'],
  // Azure Pipelines sets the address in every job, and the token only where the job asks for it.
  [['AZURE_CLIENT_ID', 'SYSTEM_OIDCREQUESTURI'], 'azure-cli'],
  [['AZURE_CLIENT_ID', 'SYSTEM_ACCESSTOKEN'], 'azure-cli'],
  [['AZURE_CLIENT_ID', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'], 'azure-cli'],
  // The order is the one of the list.
  [[...secret, ...certificate], 'client-secret'],
  [[...certificate, ...github], 'client-certificate'],
  [[...github, ...pipelines], 'github-oidc'],
  [[...pipelines, ...workload], 'azure-pipelines'],
  [[...workload, 'IDENTITY_ENDPOINT'], 'workload-identity'],
])('with %j, auto takes %s', (names, way) => {
  expect(chooseMethod('auto', Object.fromEntries(names.map((name) => [name, 'made-up'])))).toBe(way);
});

test.each<[names: readonly string[], says: string]>([
  [['AZURE_CLIENT_SECRET'], 'To sign in with client-secret, the environment lacks AZURE_CLIENT_ID.'],
  [
    ['AZURE_CLIENT_ID', 'ACTIONS_ID_TOKEN_REQUEST_URL'],
    'To sign in with github-oidc, the environment lacks ACTIONS_ID_TOKEN_REQUEST_TOKEN.',
  ],
  [
    ['SYSTEM_ACCESSTOKEN', 'SYSTEM_OIDCREQUESTURI'],
    'To sign in with azure-pipelines, the environment lacks AZURE_CLIENT_ID and AZURESUBSCRIPTION_SERVICE_CONNECTION_ID.',
  ],
])('with %j, auto says what is missing', (names, says) => {
  expect(() => chooseMethod('auto', Object.fromEntries(names.map((name) => [name, 'made-up'])))).toThrow(says);
});

test.each(all.flatMap((way) => signInMethods[way].needs.map((name) => [way, name] as const)))('%s without %s says so', (way, name) => {
  for (const nothing of [undefined, '', ' ']) {
    const environment = { ...environmentOf(way), [name]: nothing };
    expect(() => chooseMethod(way, environment)).toThrow(`To sign in with ${way}, the environment lacks ${name}.`);
  }
});

test('the way that the configuration names is taken, whatever else is offered', () => {
  for (const way of all) {
    const environment = Object.assign({}, ...all.map(environmentOf)) as Record<string, string>;
    expect(chooseMethod(way, environment)).toBe(way);
  }
});

test('the schema of the configuration knows the signInMethods, in this order', () => {
  const schema = JSON.parse(readFileSync(join(packageRoot, 'scripts/tenant/drift.config.schema.json'), 'utf8')) as {
    properties: { signIn: { enum: string[] } };
  };
  expect(schema.properties.signIn.enum).toEqual(['auto', ...all]);
});
