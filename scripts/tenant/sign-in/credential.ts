import { readFileSync } from 'node:fs';
import type { ClientCertificatePEMCertificate, TokenCredential, TokenCredentialOptions } from '@azure/identity';
import { systemErrorCode } from '../../../recordings/files/system-error.js';
import type { DriftConfig } from '../config.js';
import type { Environment, Way } from './choose-way.js';
import { githubToken } from './github-token.js';
import { SignInFailure } from './sign-in-failure.js';
import type { WatchedHttp } from './watched-http.js';
import { azurePackage } from './azure-package.js';

/** Azure CLI may have to renew its own session. In milliseconds. */
const cliTimeout = 60_000;

/**
 * Makes what signs in, by one way. The library is loaded here, because only a night with a tenant needs it.
 * @param environment holds what the way needs: see `chooseWay`. @throws SignInFailure when a file that it names is of no use.
 */
export function credentialFor(way: Way, config: DriftConfig, environment: Environment, http: WatchedHttp): TokenCredential {
  const identity = quietIdentity();
  const { tenantId, cloud } = config;
  const client = environment['AZURE_CLIENT_ID'] ?? '';
  const options = {
    authorityHost: cloud.authority,
    // The authority is one of ours, or on loopback, where there is nobody to vouch for it.
    disableInstanceDiscovery: cloud.name === 'loopback',
    httpClient: http.client,
    // A credential must not travel to where the authority points.
    redirectOptions: { maxRetries: 0 },
    retryOptions: { maxRetries: 2, retryDelayInMs: 500, maxRetryDelayInMs: 5000 },
  } satisfies TokenCredentialOptions & { disableInstanceDiscovery: boolean };
  switch (way) {
    case 'client-secret':
      return new identity.ClientSecretCredential(tenantId, client, environment['AZURE_CLIENT_SECRET'] ?? '', options);
    case 'client-certificate':
      return new identity.ClientCertificateCredential(tenantId, client, certificateOf(environment), options);
    case 'github-oidc':
      return new identity.ClientAssertionCredential(tenantId, client, () => tokenOfWorkflow(environment, cloud.federatedAudience), options);
    case 'azure-pipelines': {
      const connection = environment['AZURESUBSCRIPTION_SERVICE_CONNECTION_ID'] ?? '';
      return new identity.AzurePipelinesCredential(tenantId, client, connection, environment['SYSTEM_ACCESSTOKEN'] ?? '', options);
    }
    case 'workload-identity': {
      const tokenFilePath = environment['AZURE_FEDERATED_TOKEN_FILE'] ?? '';
      readable('AZURE_FEDERATED_TOKEN_FILE', tokenFilePath);
      return new identity.WorkloadIdentityCredential({ ...options, tenantId, clientId: client, tokenFilePath });
    }
    case 'managed-identity':
      // It is of the machine, which knows its own authority.
      return new identity.ManagedIdentityCredential({ ...options, ...(client === '' ? {} : { clientId: client }) });
    case 'azure-cli':
      return new identity.AzureCliCredential({ tenantId, processTimeoutInMs: cliTimeout });
  }
}

/** The library, with its logging off, whatever AZURE_LOG_LEVEL says: its log names tenants, clients and accounts. */
function quietIdentity(): typeof import('@azure/identity') {
  const { AzureLogger, setLogLevel } = azurePackage('@azure/logger') as typeof import('@azure/logger');
  const identity = azurePackage('@azure/identity') as typeof import('@azure/identity');
  setLogLevel();
  AzureLogger.log = () => undefined;
  return identity;
}

function tokenOfWorkflow(environment: Environment, audience: string): Promise<string> {
  return githubToken(environment['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '', environment['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '', audience);
}

function certificateOf(environment: Environment): ClientCertificatePEMCertificate {
  const certificate = readable('AZURE_CLIENT_CERTIFICATE_PATH', environment['AZURE_CLIENT_CERTIFICATE_PATH'] ?? '');
  const certificatePassword = environment['AZURE_CLIENT_CERTIFICATE_PASSWORD'];
  if (certificate.includes('-----BEGIN CERTIFICATE-----') && certificate.includes('PRIVATE KEY-----')) {
    return { certificate, certificatePassword };
  }
  throw new SignInFailure(
    'cannot-run',
    'The file that AZURE_CLIENT_CERTIFICATE_PATH names does not hold both a certificate and its private key, as PEM.',
  );
}

function readable(variable: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new SignInFailure('cannot-run', `The file that ${variable} names cannot be read (${systemErrorCode(error)}).`);
  }
}
