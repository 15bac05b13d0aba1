import { CannotRun } from '../../verdict/exit-code.js';
import type { SignIn } from '../config.js';

/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A way to sign in. */
export type Way = Exclude<SignIn, 'auto'>;

interface WayEntry {
  /** `auto` takes the way when all of these are set. */
  readonly offeredBy: readonly string[];
  /** What must be set. */
  readonly needs: readonly string[];
  readonly advice: string;
}

const clientAdvice = 'AZURE_CLIENT_ID is the id of the application (client) that signs in.';

/** All ways, in the order in which `auto` looks for them. Azure CLI needs nothing, and comes last. */
export const ways: Readonly<Record<Way, WayEntry>> = {
  'client-secret': {
    offeredBy: ['AZURE_CLIENT_SECRET'],
    needs: ['AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET'],
    advice: `${clientAdvice} AZURE_CLIENT_SECRET is its secret, from the secret store of your CI.`,
  },
  'client-certificate': {
    offeredBy: ['AZURE_CLIENT_CERTIFICATE_PATH'],
    needs: ['AZURE_CLIENT_ID', 'AZURE_CLIENT_CERTIFICATE_PATH'],
    advice: `${clientAdvice} AZURE_CLIENT_CERTIFICATE_PATH names a PEM file with its certificate and private key.`,
  },
  'github-oidc': {
    offeredBy: ['ACTIONS_ID_TOKEN_REQUEST_URL'],
    needs: ['AZURE_CLIENT_ID', 'ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'],
    advice: `${clientAdvice} GitHub sets the others in a job that has "permissions: id-token: write".`,
  },
  'azure-pipelines': {
    offeredBy: ['SYSTEM_OIDCREQUESTURI', 'SYSTEM_ACCESSTOKEN'],
    needs: ['AZURE_CLIENT_ID', 'AZURESUBSCRIPTION_SERVICE_CONNECTION_ID', 'SYSTEM_ACCESSTOKEN', 'SYSTEM_OIDCREQUESTURI'],
    advice:
      `${clientAdvice} AZURESUBSCRIPTION_SERVICE_CONNECTION_ID is the id of the service connection; map SYSTEM_ACCESSTOKEN from ` +
      '$(System.AccessToken) under "env". Azure Pipelines sets SYSTEM_OIDCREQUESTURI.',
  },
  'workload-identity': {
    offeredBy: ['AZURE_FEDERATED_TOKEN_FILE'],
    needs: ['AZURE_CLIENT_ID', 'AZURE_FEDERATED_TOKEN_FILE'],
    advice: `${clientAdvice} AZURE_FEDERATED_TOKEN_FILE names the file with the token to exchange; Kubernetes sets both.`,
  },
  'managed-identity': { offeredBy: ['IDENTITY_ENDPOINT'], needs: [], advice: '' },
  'azure-cli': { offeredBy: [], needs: [], advice: '' },
};

/**
 * The way to sign in: the one that the configuration names, or, for `auto`, the first one that the environment offers.
 * @throws CannotRun that names the variables that the way needs and that are missing.
 */
export function chooseWay(signIn: SignIn, environment: Environment): Way {
  const isSet = (name: string): boolean => isGiven(environment, name);
  const all = Object.keys(ways) as Way[];
  const way = signIn === 'auto' ? (all.find((one) => ways[one].offeredBy.every(isSet)) ?? 'azure-cli') : signIn;
  const missing = ways[way].needs.filter((name) => !isSet(name));
  if (missing.length === 0) return way;
  throw new CannotRun(`To sign in with ${way}, the environment lacks ${missing.join(' and ')}. ${ways[way].advice}`);
}

/** A CI gives a secret that does not exist as an empty text. */
function isGiven(environment: Environment, name: string): boolean {
  return (environment[name] ?? '').trim() !== '';
}
