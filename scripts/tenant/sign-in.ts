import type { AccessToken } from '@azure/identity';
import type { TokenSource } from '../client/graph-client.js';
import type { OutboundHttp } from '../client/outbound-http.js';
import { CannotRun } from '../verdict/exit-code.js';
import type { DriftConfig } from './config.js';
import { credentialFor } from './credential.js';
import { explainFailure, SignInFailure } from './sign-in-failure.js';
import { chooseMethod, type Environment } from './sign-in-method.js';
import { checkClaims } from './token-claims.js';
import { WatchedHttp } from './watched-http.js';

/** A token is renewed this many milliseconds before it expires. */
const margin = 5 * 60_000;

/**
 * Signs in to the tenant of the configuration. Each token, renewed ones included, passes `checkClaims` before it is used.
 * @param environment the variables of this process: some methods read them from the process itself.
 * @param outbound sends the requests. @param now milliseconds since 1970.
 * @throws CannotRun if the method lacks something that the user must supply; SignInFailure; Refused. Later, only Refused is thrown.
 */
export async function signIn(
  config: DriftConfig,
  environment: Environment,
  outbound: OutboundHttp,
  now: () => number = Date.now,
): Promise<TokenSource> {
  const method = chooseMethod(config.signIn, environment);
  const http = new WatchedHttp(outbound);
  let credential: ReturnType<typeof credentialFor> | undefined;
  let kept: AccessToken | undefined;

  async function newToken(): Promise<AccessToken> {
    http.last = undefined;
    try {
      credential ??= credentialFor(method, config, environment, http);
      const token = await credential.getToken(config.cloud.scope);
      if (token !== null) return token;
    } catch (error) {
      throw explainFailure(method, error, http.last);
    }
    throw explainFailure(method, undefined, http.last);
  }

  async function validToken(fresh: boolean): Promise<string> {
    if (!fresh && kept !== undefined && kept.expiresOnTimestamp - margin > now()) return kept.token;
    // A credential has its own cache. (So has the platform of a managed identity, which cannot be emptied.)
    if (fresh) credential = undefined;
    const token = await newToken();
    checkClaims(token.token, config.tenantId);
    kept = token;
    return token.token;
  }

  await validToken(false);
  return async ({ fresh = false } = {}) => {
    try {
      return await validToken(fresh);
    } catch (error) {
      // During a run there is a tenant to restore: a missing token is like any failed request.
      if (error instanceof SignInFailure) return { failure: error.reason === 'outage' ? 'SIGN_IN_OUTAGE' : 'SIGN_IN_REFUSED' };
      if (error instanceof CannotRun) return { failure: 'SIGN_IN_REFUSED' };
      throw error;
    }
  };
}
