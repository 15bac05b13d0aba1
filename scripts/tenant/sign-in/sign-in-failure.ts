/**
 * Why there is no token. `cannot-run`: the surroundings must be put right first. `outage`: it may go better the next time. `unauthorized`: the
 * authority does not know this client, or not like this. `forbidden`: it lacks a permission. `refused`: a rule that keeps the tenant safe.
 */
export type FailureKind = 'cannot-run' | 'outage' | 'unauthorized' | 'forbidden' | 'refused';

/** No token was given, or none that may be used. The message is for people, says what to do, and holds no id. */
export class SignInFailure extends Error {
  override readonly name = 'SignInFailure';

  constructor(
    readonly kind: FailureKind,
    message: string,
  ) {
    super(message);
  }
}
