/**
 * Gives the access token of one request.
 * @param options.fresh true when the last one was not taken: it must not come from a cache.
 * @throws NoToken when the sign-in could not be reached or did not give one; any other error ends the run.
 */
export type TokenSource = (options?: { readonly fresh?: boolean }) => Promise<string>;

/** No token could be had. To the request that needed it this is weather, told by the code; nothing was sent. */
export class NoToken extends Error {
  override readonly name = 'NoToken';

  /** @param code in capitals, such as `SIGN_IN_OUTAGE`. It takes the place of an answer in the exchange. */
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
