import { readFileSync } from 'node:fs';
import type { ClientCertificatePEMCertificate, TokenCredential, TokenCredentialOptions } from '@azure/identity';
import { isObject } from '../../contracts/json-value.js';
import { systemErrorCode } from '../../recordings/files/system-error.js';
import { isLoopback } from '../../recordings/traffic/hosts.js';
import type { OutboundHttp } from '../client/outbound-http.js';
import { ProxyFailure } from '../client/proxy-tunnel.js';
import { CannotRun } from '../verdict/exit-code.js';
import type { DriftConfig } from './config.js';
import { SignInFailure } from './sign-in-failure.js';
import type { Environment, SignInMethod } from './sign-in-method.js';
import { azurePackage, type WatchedHttp } from './watched-http.js';

/** In milliseconds: Azure CLI may have to renew its own session. */
const cliTimeout = 60_000;

/** In milliseconds. */
const githubTimeout = 15_000;

/**
 * Makes the credential of a method.
 * @param environment has passed `chooseMethod`. @throws CannotRun if a file that it names cannot be used, or the library is not installed.
 */
export function credentialFor(method: SignInMethod, config: DriftConfig, environment: Environment, http: WatchedHttp): TokenCredential {
  const identity = quietIdentity();
  const { tenantId, cloud } = config;
  const variable = (name: string): string => environment[name] ?? '';
  const client = variable('AZURE_CLIENT_ID');
  const options = {
    authorityHost: cloud.authority,
    // A loopback authority is not known to Microsoft.
    disableInstanceDiscovery: cloud.name === 'loopback',
    httpClient: http.client,
    // A redirect of the authority must not receive the credential.
    redirectOptions: { maxRetries: 0 },
    // The library's own proxy is never used; this keeps it from reading the variables, and from logging their credentials.
    proxyOptions: http.proxyOptions,
    retryOptions: { maxRetries: 2, retryDelayInMs: 500, maxRetryDelayInMs: 5000 },
  } satisfies TokenCredentialOptions & { disableInstanceDiscovery: boolean };
  switch (method) {
    case 'client-secret':
      return new identity.ClientSecretCredential(tenantId, client, variable('AZURE_CLIENT_SECRET'), options);
    case 'client-certificate':
      return new identity.ClientCertificateCredential(tenantId, client, certificateIn(environment), options);
    case 'github-oidc': {
      const [url, token] = [variable('ACTIONS_ID_TOKEN_REQUEST_URL'), variable('ACTIONS_ID_TOKEN_REQUEST_TOKEN')];
      const assertion = (): Promise<string> =>
        githubToken(url, token, cloud.federatedAudience, http.outbound).catch((error: unknown) => {
          http.last = { github: error as Error };
          throw error;
        });
      return new identity.ClientAssertionCredential(tenantId, client, assertion, options);
    }
    case 'azure-pipelines': {
      const connection = variable('AZURESUBSCRIPTION_SERVICE_CONNECTION_ID');
      return new identity.AzurePipelinesCredential(tenantId, client, connection, variable('SYSTEM_ACCESSTOKEN'), options);
    }
    case 'workload-identity': {
      const tokenFilePath = variable('AZURE_FEDERATED_TOKEN_FILE');
      readNamedFile('AZURE_FEDERATED_TOKEN_FILE', tokenFilePath);
      return new identity.WorkloadIdentityCredential({ ...options, tenantId, clientId: client, tokenFilePath });
    }
    case 'managed-identity':
      return new identity.ManagedIdentityCredential({ ...options, ...(client !== '' && { clientId: client }) });
    case 'azure-cli':
      return new identity.AzureCliCredential({ tenantId, processTimeoutInMs: cliTimeout });
  }
}

/** The library without its log, which names tenants, clients and accounts. AZURE_LOG_LEVEL has no effect. */
function quietIdentity(): typeof import('@azure/identity') {
  const { AzureLogger, setLogLevel } = azurePackage('@azure/logger') as typeof import('@azure/logger');
  const identity = azurePackage('@azure/identity') as typeof import('@azure/identity');
  setLogLevel();
  AzureLogger.log = () => undefined;
  return identity;
}

function certificateIn(environment: Environment): ClientCertificatePEMCertificate {
  const certificate = readNamedFile('AZURE_CLIENT_CERTIFICATE_PATH', environment['AZURE_CLIENT_CERTIFICATE_PATH'] ?? '');
  const certificatePassword = environment['AZURE_CLIENT_CERTIFICATE_PASSWORD'];
  if (certificate.includes('-----BEGIN CERTIFICATE-----') && certificate.includes('PRIVATE KEY-----'))
    return { certificate, certificatePassword };
  throw new CannotRun('The file that AZURE_CLIENT_CERTIFICATE_PATH names does not hold both a certificate and its private key, as PEM.');
}

function readNamedFile(variable: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CannotRun(`The file that ${variable} names cannot be read (${systemErrorCode(error)}).`);
  }
}

/**
 * Requests the token of the workflow from GitHub; the authority exchanges it.
 * @param url from ACTIONS_ID_TOKEN_REQUEST_URL. @param token from ACTIONS_ID_TOKEN_REQUEST_TOKEN.
 * @throws SignInFailure; CannotRun for a URL that would expose the request token.
 */
export async function githubToken(url: string, token: string, audience: string, outbound: OutboundHttp): Promise<string> {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (target?.protocol !== 'https:' && !(target?.protocol === 'http:' && isLoopback(target.hostname)))
    throw new CannotRun('ACTIONS_ID_TOKEN_REQUEST_URL is not an https URL. GitHub sets it; do not change it.');
  target.searchParams.set('audience', audience);
  const { status, body } = await githubResponse(target, token, outbound);
  if (status >= 500 || status === 429)
    throw new SignInFailure('outage', `GitHub answered ${status} to the request for the token of the workflow.`);
  const value = status === 200 ? valueIn(body) : undefined;
  if (value !== undefined) return value;
  throw new SignInFailure(
    'unauthorized',
    `GitHub gave no token for the workflow (it answered ${status}). Give the job "permissions: id-token: write".`,
  );
}

async function githubResponse(
  url: URL,
  token: string,
  outbound: OutboundHttp,
): Promise<{ readonly status: number; readonly body: string }> {
  const headers = { accept: 'application/json', authorization: `Bearer ${token}` };
  try {
    const response = await outbound.fetch(url.href, { headers, redirect: 'manual', signal: AbortSignal.timeout(githubTimeout) });
    return { status: response.status, body: await response.text() };
  } catch (error) {
    const cause = error instanceof ProxyFailure ? ` ${error.message}` : '';
    throw new SignInFailure('outage', `GitHub could not be reached for the token of the workflow.${cause}`);
  }
}

function valueIn(text: string): string | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return isObject(body) && typeof body['value'] === 'string' ? body['value'] : undefined;
  } catch {
    return undefined;
  }
}
