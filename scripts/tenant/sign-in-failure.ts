import { certificateError } from '../client/network-failure.js';
import { CannotRun, Refused } from '../verdict/exit-code.js';
import type { SignInMethod } from './sign-in-method.js';
import type { LastResponse } from './watched-http.js';

/**
 * There is no usable token. `outage`: the next run may succeed. `unauthorized`: the authority rejects this client. `forbidden`: a permission is missing.
 * The message says what to do, and holds no id.
 */
export class SignInFailure extends Error {
  override readonly name = 'SignInFailure';

  constructor(
    readonly reason: 'outage' | 'unauthorized' | 'forbidden',
    message: string,
  ) {
    super(message);
  }
}

/** Entra errors that pass: it is busy, or a service behind it is. */
const passingErrors = new Set([50_087, 90_006, 90_033, 90_055, 90_100]);

/** Entra errors with one likely cause. All others have to be looked up. */
const causes: Readonly<Record<number, string>> = {
  90002: 'The authority does not know the tenant. Check tenantId and cloud in the configuration.',
  700016: 'The tenant does not know the application. Check AZURE_CLIENT_ID, tenantId and cloud.',
  7000215: 'The secret is wrong. AZURE_CLIENT_SECRET is the value of the secret, not its id.',
  7000222: 'The secret has expired. Make a new one, or use a federated credential, which does not expire.',
  700027: 'The certificate is not one of the application. Upload it to the application, or check AZURE_CLIENT_CERTIFICATE_PATH.',
  7000112: 'The application is disabled in the tenant. Enable it: Enterprise applications, Properties, "Enabled for users to sign in".',
  7000229: 'The application has no service principal in the tenant. Create it: az ad sp create --id <AZURE_CLIENT_ID>.',
  700024: 'The token that proves the identity of this client has expired, or is not valid yet. Check the clock of this machine.',
  70021: 'No federated credential of the application fits this job: compare issuer, subject and audience.',
  700211: 'No federated credential of the application fits this job: compare the issuer.',
  700212: 'No federated credential of the application fits this job: compare the audience.',
  700213: 'No federated credential of the application fits this job: compare the subject.',
  7002138:
    'The subject of the federated credential differs from that of this job in upper and lower case only. Delete it, and create it with the exact subject.',
  53003: 'A Conditional Access policy of the tenant forbids the sign-in.',
};

const untrusted =
  'Its certificate is not trusted. If a proxy inspects TLS, name a PEM file with its certificate authority in NODE_EXTRA_CA_CERTS.';

/** Classifies any error of a sign-in. Its own message is never passed on: it may hold ids or secrets. */
export function explainFailure(method: SignInMethod, error: unknown, last: LastResponse | undefined): Error {
  if (error instanceof SignInFailure || error instanceof CannotRun || error instanceof Refused) return error;
  if (last?.github !== undefined) return last.github;
  if (method === 'azure-cli') return explainCli(error);
  if (last?.failure !== undefined) {
    const hint = method === 'managed-identity' ? ' If this machine has no managed identity, name another method with signIn.' : '';
    const cause = last.proxyProblem ?? (certificateError.test(last.failure) ? untrusted : '');
    const sentence = `The authority could not be reached for the sign-in with ${method} (${last.failure}).${hint}`;
    return new SignInFailure('outage', cause === '' ? sentence : `${sentence} ${cause}`);
  }
  if (last?.status === undefined) {
    const name = error instanceof Error && /^[A-Za-z]{1,60}$/.test(error.name) ? error.name : 'Error';
    return new CannotRun(`The sign-in with ${method} failed before its first request (${name}). Check its environment variables.`);
  }
  const { status, entraCode, busy } = last;
  const answer = entraCode === undefined ? String(status) : `${status}, AADSTS${entraCode}`;
  const passing = status >= 500 || status === 429 || status === 408 || status < 400 || busy === true || passingErrors.has(entraCode ?? 0);
  return passing
    ? new SignInFailure('outage', `The authority gave no token for the sign-in with ${method}: it answered ${answer}. Run again.`)
    : rejected(method, answer, entraCode);
}

function rejected(method: SignInMethod, answer: string, entraCode: number | undefined): SignInFailure {
  const cause = causes[entraCode ?? 0] ?? 'Look up the number, and check application, tenant and credential.';
  return new SignInFailure('unauthorized', `The authority refused the sign-in with ${method}: it answered ${answer}. ${cause}`);
}

/** Azure CLI is a process, known only by its output. */
function explainCli(error: unknown): Error {
  const text = error instanceof Error ? error.message : '';
  if (text.startsWith('Azure CLI could not be found'))
    return new CannotRun('Azure CLI (az) is not on the PATH. Install it, or name another method with signIn in the configuration.');
  const entraCode = /\bAADSTS(\d{4,8})\b/.exec(text)?.[1];
  if (entraCode !== undefined) return rejected('azure-cli', `AADSTS${entraCode}`, Number(entraCode));
  if (/certificate[ _]verif/i.test(text)) {
    const authority = 'If a proxy inspects TLS, name a PEM file with its certificate authority in REQUESTS_CA_BUNDLE.';
    return new SignInFailure('outage', `Azure CLI does not trust the certificate of the authority. ${authority}`);
  }
  if (/Failed to establish a new connection|Max retries exceeded|getaddrinfo|timed out|Connection (?:aborted|reset)/i.test(text))
    return new SignInFailure('outage', 'Azure CLI could not reach the authority. Run again.');
  const advice = 'Sign in with `az login` to the tenant of the configuration, and run again.';
  return new SignInFailure('unauthorized', `Azure CLI gave no token. ${advice}`);
}
