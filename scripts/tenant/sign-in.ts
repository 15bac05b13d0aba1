import type { AccessToken } from '@azure/identity';
import type { TokenSource } from '../client/graph-client.js';
import { CannotRun } from '../verdict/exit-code.js';
import type { DriftConfig } from './config.js';
import { credentialFor } from './credential.js';
import { explainFailure, SignInFailure } from './sign-in-failure.js';
import { chooseMethod, type Environment, type SignInMethod } from './sign-in-method.js';
import { checkClaims } from './token-claims.js';
import { WatchedHttp } from './watched-http.js';

/** A token is renewed this many milliseconds before it expires. */
const margin = 5 * 60_000;

/**
 * Signs in to the tenant of the configuration. Each token, renewed ones included, passes `checkClaims` before it is used.
 * @param environment the variables of this process: some methods read them from the process itself.
 * @param now milliseconds since 1970.
 * @throws CannotRun if the method lacks something that the user must supply; SignInFailure; Refused. Later, only Refused is thrown.
 */
export async function signIn(config: DriftConfig, environment: Environment, now: () => number = Date.now): Promise<TokenSource> {
  const session = new SignInSession(chooseMethod(config.signIn, environment), config, environment, now);
  await session.token(false);
  return async ({ fresh = false } = {}) => {
    try {
      return await session.token(fresh);
    } catch (error) {
      // During a run there is a tenant to restore: a missing token is like any failed request.
      if (error instanceof SignInFailure) return { failure: error.reason === 'outage' ? 'SIGN_IN_OUTAGE' : 'SIGN_IN_REFUSED' };
      if (error instanceof CannotRun) return { failure: 'SIGN_IN_REFUSED' };
      throw error;
    }
  };
}

/** Keeps a token while it is valid. */
class SignInSession {
  private kept: AccessToken | undefined;
  private credential: ReturnType<typeof credentialFor> | undefined;
  private readonly http = new WatchedHttp();

  constructor(
    private readonly method: SignInMethod,
    private readonly config: DriftConfig,
    private readonly environment: Environment,
    private readonly now: () => number,
  ) {}

  async token(fresh: boolean): Promise<string> {
    if (!fresh && this.kept !== undefined && this.kept.expiresOnTimestamp - margin > this.now()) return this.kept.token;
    // A credential has its own cache. (So has the platform of a managed identity, which cannot be emptied.)
    if (fresh) this.credential = undefined;
    const token = await this.request();
    checkClaims(token.token, this.config.tenantId);
    this.kept = token;
    return token.token;
  }

  private async request(): Promise<AccessToken> {
    this.http.last = undefined;
    try {
      this.credential ??= credentialFor(this.method, this.config, this.environment, this.http);
      const token = await this.credential.getToken(this.config.cloud.scope);
      if (token !== null) return token;
    } catch (error) {
      throw explainFailure(this.method, error, this.http.last);
    }
    throw explainFailure(this.method, undefined, this.http.last);
  }
}
