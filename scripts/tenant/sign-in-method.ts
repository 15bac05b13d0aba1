import { CannotRun } from '../verdict/exit-code.js';

/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

export type SignInMethod = keyof typeof signInMethods;

interface MethodNeeds {
  /** `auto` chooses the method if all of these variables are set. */
  readonly offeredBy: readonly string[];
  /** The variables that must be set. */
  readonly needs: readonly string[];
  readonly advice: string;
}

const clientAdvice = 'AZURE_CLIENT_ID is the id of the application (client) that signs in.';

/** In the order in which `auto` tries them. Azure CLI needs no variable, and comes last. */
export const signInMethods = {
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
} satisfies Readonly<Record<string, MethodNeeds>>;

/** The configured method, or, for `auto`, the first one that the environment offers. @throws CannotRun that names the missing variables. */
export function chooseMethod(signIn: 'auto' | SignInMethod, environment: Environment): SignInMethod {
  // A CI passes a secret that does not exist as an empty text.
  const isSet = (name: string): boolean => (environment[name] ?? '').trim() !== '';
  const all = Object.keys(signInMethods) as SignInMethod[];
  const method = signIn === 'auto' ? (all.find((one) => signInMethods[one].offeredBy.every(isSet)) ?? 'azure-cli') : signIn;
  const { needs, advice }: MethodNeeds = signInMethods[method];
  const missing = needs.filter((name) => !isSet(name));
  if (missing.length === 0) return method;
  throw new CannotRun(`To sign in with ${method}, the environment lacks ${missing.join(' and ')}. ${advice}`);
}
