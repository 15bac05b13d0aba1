import { isObject } from '../../../contracts/json-value.js';
import { isLoopback } from '../../../recordings/traffic/hosts.js';
import { SignInFailure } from './sign-in-failure.js';

/** After how many milliseconds GitHub is given up. */
const timeout = 15_000;

/**
 * Asks GitHub for a token that says which workflow this is; the authority exchanges it.
 * @param url from ACTIONS_ID_TOKEN_REQUEST_URL. @param token from ACTIONS_ID_TOKEN_REQUEST_TOKEN.
 * @throws SignInFailure when there is none to be had.
 */
export async function githubToken(url: string, token: string, audience: string): Promise<string> {
  const asked = URL.canParse(url) ? new URL(url) : undefined;
  if (asked?.protocol !== 'https:' && !(asked?.protocol === 'http:' && isLoopback(asked.hostname))) {
    throw new SignInFailure('cannot-run', 'ACTIONS_ID_TOKEN_REQUEST_URL is no https URL. GitHub sets it; leave it as it is.');
  }
  asked.searchParams.set('audience', audience);
  const { status, body } = await answerOf(asked, token);
  if (status >= 500 || status === 429) {
    throw new SignInFailure('outage', `GitHub answered ${status} when it was asked for the token of the workflow.`);
  }
  const value = status === 200 ? valueOf(body) : undefined;
  if (value !== undefined) return value;
  throw new SignInFailure(
    'unauthorized',
    `GitHub gave no token for the workflow (it answered ${status}). Give the job "permissions: id-token: write".`,
  );
}

/** Reads the answer to its end: the connection may break there too. */
async function answerOf(url: URL, token: string): Promise<{ readonly status: number; readonly body: string }> {
  const headers = { accept: 'application/json', authorization: `Bearer ${token}` };
  try {
    const response = await globalThis.fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(timeout) });
    return { status: response.status, body: await response.text() };
  } catch {
    throw new SignInFailure('outage', 'GitHub could not be reached for the token of the workflow.');
  }
}

function valueOf(text: string): string | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return isObject(body) && typeof body['value'] === 'string' ? body['value'] : undefined;
  } catch {
    return undefined;
  }
}
