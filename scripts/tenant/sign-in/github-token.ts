import { isObject } from '../../../contracts/json-value.js';
import { isLoopback } from '../../client/base-url.js';
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
  const response = await answerOf(asked, token);
  if (response.status >= 500 || response.status === 429) {
    throw new SignInFailure('outage', `GitHub answered ${String(response.status)} when it was asked for the token of the workflow.`);
  }
  const value = response.ok ? valueOf(await response.text()) : undefined;
  if (value !== undefined) return value;
  throw new SignInFailure(
    'unauthorized',
    `GitHub gave no token for the workflow (it answered ${String(response.status)}). Give the job "permissions: id-token: write".`,
  );
}

async function answerOf(url: URL, token: string): Promise<Response> {
  const headers = { accept: 'application/json', authorization: `Bearer ${token}` };
  try {
    return await globalThis.fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(timeout) });
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
