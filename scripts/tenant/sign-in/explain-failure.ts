import { SignInFailure } from './sign-in-failure.js';
import type { Way } from './choose-way.js';
import type { LastAnswer } from './watched-http.js';

/** Errors of Entra that pass: it is busy, or something behind it is. */
const passing = new Set([50_087, 90_006, 90_033, 90_055, 90_100]);

/** Errors of Entra that have one likely cause. Every other one is looked up by its number. */
const causes: Readonly<Record<number, string>> = {
  90002: 'The authority does not know the tenant. Check tenantId and cloud in the configuration.',
  700016: 'The tenant does not know the application. Check AZURE_CLIENT_ID, tenantId and cloud.',
  7000215: 'The secret is wrong. AZURE_CLIENT_SECRET is the value of the secret, not its id.',
  7000222: 'The secret has expired. Make a new one, or use a federated credential, which does not expire.',
  700027: 'The certificate is not one of the application. Upload it to the application, or check AZURE_CLIENT_CERTIFICATE_PATH.',
  70021: 'No federated credential of the application fits this job. Compare issuer, subject and audience.',
  700213: 'No federated credential of the application fits this job. Compare issuer, subject and audience.',
  53003: 'A Conditional Access policy of the tenant forbids the sign-in.',
};

/** Turns whatever a sign-in threw into one of a few kinds. Its own message is never passed on: it may hold ids, or worse. */
export function explainFailure(way: Way, error: unknown, last: LastAnswer | undefined): SignInFailure {
  if (error instanceof SignInFailure) return error;
  if (way === 'azure-cli') return explainCli(error);
  if (last?.failure !== undefined) {
    const hint = way === 'managed-identity' ? ' If this machine has no managed identity, name another way with signIn.' : '';
    return new SignInFailure('outage', `The authority could not be reached for the sign-in with ${way} (${last.failure}).${hint}`);
  }
  if (last?.status === undefined) {
    const name = error instanceof Error && /^[A-Za-z]{1,60}$/.test(error.name) ? error.name : 'Error';
    return new SignInFailure(
      'cannot-run',
      `The sign-in with ${way} failed before anything was asked (${name}). Check what it reads from the environment.`,
    );
  }
  const { status, entraCode, busy } = last;
  const weather = status >= 500 || status === 429 || status === 408 || status < 400 || busy === true;
  if (weather || passing.has(entraCode ?? 0)) {
    return new SignInFailure(
      'outage',
      `The authority gave no token for the sign-in with ${way}: it answered ${numbers(status, entraCode)}. Run again.`,
    );
  }
  return notTaken(way, numbers(status, entraCode), entraCode);
}

function notTaken(way: Way, answered: string, entraCode: number | undefined): SignInFailure {
  const cause = causes[entraCode ?? 0] ?? 'Look up the number, and check application, tenant and credential.';
  return new SignInFailure('unauthorized', `The authority refused the sign-in with ${way}: it answered ${answered}. ${cause}`);
}

function numbers(status: number, entraCode: number | undefined): string {
  return entraCode === undefined ? String(status) : `${status}, AADSTS${entraCode}`;
}

/** Azure CLI is a process: all that is known is what it wrote. */
function explainCli(error: unknown): SignInFailure {
  const text = error instanceof Error ? error.message : '';
  if (text.startsWith('Azure CLI could not be found')) {
    return new SignInFailure(
      'cannot-run',
      'Azure CLI (az) is not on the PATH. Install it, or name another way with signIn in the configuration.',
    );
  }
  const entraCode = /\bAADSTS(\d{4,8})\b/.exec(text)?.[1];
  if (entraCode !== undefined) return notTaken('azure-cli', `AADSTS${entraCode}`, Number(entraCode));
  if (/Failed to establish a new connection|Max retries exceeded|getaddrinfo|timed out|Connection (?:aborted|reset)/i.test(text)) {
    return new SignInFailure('outage', 'Azure CLI could not reach the authority. Run again.');
  }
  return new SignInFailure(
    'unauthorized',
    'Azure CLI gave no token. Sign in with `az login` to the tenant of the configuration, and run again.',
  );
}
