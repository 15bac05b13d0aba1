import type { InconclusiveReason } from '../../../contracts/judge/codes.js';
import { NoToken, type TokenSource } from '../../client/token-source.js';
import { CannotRun, Refused } from '../../verdict/exit-code.js';
import type { DriftConfig } from '../config.js';
import { chooseWay, type Environment, type Way } from './choose-way.js';
import { credentialFor } from './credential.js';
import { explainFailure } from './explain-failure.js';
import { SignInFailure } from './sign-in-failure.js';
import { checkClaims } from './token-claims.js';
import { WatchedHttp } from './watched-http.js';

/** `refused` and `inconclusive` are answers, not errors: a sentence says what to do. */
export type SignInResult =
  | { readonly kind: 'signed-in'; readonly token: TokenSource; readonly way: Way }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'inconclusive'; readonly reason: InconclusiveReason; readonly sentence: string };

/** A token is renewed when it has less than this to live, in milliseconds. */
const margin = 5 * 60_000;

/**
 * Signs in to the tenant of the configuration, and holds the token against it: see `checkClaims`. A token that is renewed in the middle of a
 * run is held against it too; one for another tenant ends the run with `Refused`.
 * @param environment the variables of the process; some ways read them from the process itself, so that it cannot be any other.
 * @param now the clock, in milliseconds.
 * @throws CannotRun when the way to sign in lacks something that its user must give.
 */
export async function signIn(config: DriftConfig, environment: Environment, now: () => number = Date.now): Promise<SignInResult> {
  const way = chooseWay(config.signIn, environment);
  const session = new Session(way, config, environment, now);
  try {
    await session.token(false);
  } catch (error) {
    if (!(error instanceof SignInFailure)) throw error;
    const { kind, message: sentence } = error;
    if (kind === 'cannot-run') throw new CannotRun(sentence);
    return kind === 'refused' ? { kind, sentence } : { kind: 'inconclusive', reason: kind, sentence };
  }
  return { kind: 'signed-in', way, token: ({ fresh = false } = {}) => session.token(fresh).catch(inMidRun) };
}

/** In the middle of a run there is a tenant to look after: no token is weather, but the wrong one is the end. */
function inMidRun(error: unknown): never {
  if (!(error instanceof SignInFailure)) throw error;
  if (error.kind === 'refused') throw new Refused(error.message);
  throw new NoToken(error.kind === 'outage' ? 'SIGN_IN_OUTAGE' : 'SIGN_IN_REFUSED', error.message);
}

/** Keeps a token as long as it is good. */
class Session {
  private kept: { readonly token: string; readonly expires: number } | undefined;
  private credential: ReturnType<typeof credentialFor> | undefined;
  private readonly http = new WatchedHttp();

  constructor(
    private readonly way: Way,
    private readonly config: DriftConfig,
    private readonly environment: Environment,
    private readonly now: () => number,
  ) {}

  /** @throws SignInFailure */
  async token(fresh: boolean): Promise<string> {
    if (!fresh && this.kept !== undefined && this.kept.expires - margin > this.now()) return this.kept.token;
    // A credential has a cache of its own. (A platform that gives managed identities has one too, which nobody can empty.)
    if (fresh) this.credential = undefined;
    const { token, expiresOnTimestamp } = await this.ask();
    checkClaims(token, this.config.tenantId);
    this.kept = { token, expires: expiresOnTimestamp };
    return token;
  }

  private async ask(): Promise<{ readonly token: string; readonly expiresOnTimestamp: number }> {
    this.http.last = undefined;
    try {
      this.credential ??= credentialFor(this.way, this.config, this.environment, this.http);
      const token = await this.credential.getToken(this.config.cloud.scope);
      if (token !== null) return token;
    } catch (error) {
      throw explainFailure(this.way, error, this.http.last);
    }
    throw explainFailure(this.way, undefined, this.http.last);
  }
}
