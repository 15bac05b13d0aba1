import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../contracts/folders.js';
import { chooseMethod, signInMethods, type SignInMethod } from '../../../scripts/tenant/sign-in-method.js';

const all = Object.keys(signInMethods) as SignInMethod[];

/** Variables of an environment. */
function withVariables(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, 'made-up']));
}

/** The variables of each method, repeated here as the expectation. */
const secret = ['AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET'];
const certificate = ['AZURE_CLIENT_ID', 'AZURE_CLIENT_CERTIFICATE_PATH'];
const github = ['AZURE_CLIENT_ID', 'ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
const workload = ['AZURE_CLIENT_ID', 'AZURE_FEDERATED_TOKEN_FILE'];
const pipelines = ['AZURE_CLIENT_ID', 'AZURESUBSCRIPTION_SERVICE_CONNECTION_ID', 'SYSTEM_ACCESSTOKEN', 'SYSTEM_OIDCREQUESTURI'];

test.each<[names: readonly string[], method: SignInMethod]>([
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
  [[...secret, ...certificate], 'client-secret'],
  [[...certificate, ...github], 'client-certificate'],
  [[...github, ...pipelines], 'github-oidc'],
  [[...pipelines, ...workload], 'azure-pipelines'],
  [[...workload, 'IDENTITY_ENDPOINT'], 'workload-identity'],
])('with %j, auto chooses %s', (names, method) => {
  expect(chooseMethod('auto', withVariables(names))).toBe(method);
});

test.each<[names: readonly string[], message: string]>([
  [['AZURE_CLIENT_SECRET'], 'To sign in with client-secret, the environment lacks AZURE_CLIENT_ID.'],
  [
    ['AZURE_CLIENT_ID', 'ACTIONS_ID_TOKEN_REQUEST_URL'],
    'To sign in with github-oidc, the environment lacks ACTIONS_ID_TOKEN_REQUEST_TOKEN.',
  ],
  [
    ['SYSTEM_ACCESSTOKEN', 'SYSTEM_OIDCREQUESTURI'],
    'To sign in with azure-pipelines, the environment lacks AZURE_CLIENT_ID and AZURESUBSCRIPTION_SERVICE_CONNECTION_ID.',
  ],
])('with %j, auto names the missing variables', (names, message) => {
  expect(() => chooseMethod('auto', withVariables(names))).toThrow(message);
});

test.each(all.flatMap((method) => signInMethods[method].needs.map((name) => [method, name] as const)))('%s without %s', (method, name) => {
  for (const nothing of [undefined, '', ' ']) {
    const environment = { ...withVariables(signInMethods[method].needs), [name]: nothing };
    expect(() => chooseMethod(method, environment)).toThrow(`To sign in with ${method}, the environment lacks ${name}.`);
  }
});

test('the configured method is used, whatever variables are set', () => {
  const environment = withVariables(all.flatMap((method) => signInMethods[method].needs));
  for (const method of all) expect(chooseMethod(method, environment)).toBe(method);
});

test('the schema of the configuration lists the sign-in methods, in this order', () => {
  const schema = JSON.parse(readFileSync(join(packageRoot, 'scripts/tenant/drift.config.schema.json'), 'utf8')) as {
    properties: { signIn: { enum: string[] } };
  };
  expect(schema.properties.signIn.enum).toEqual(['auto', ...all]);
});
