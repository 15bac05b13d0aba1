/** Why an exchange could not be redacted. It says nothing of the exchange, and has no cause: that could quote what is secret. */
export class RedactionError extends Error {
  override readonly name = 'RedactionError';

  constructor() {
    super(
      'An exchange could not be redacted, so nothing of it was kept. Its body may be nested too deep, or hold what JSON has no word for.',
    );
  }
}
