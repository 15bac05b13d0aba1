/** Something strange on a page that loses nothing. */
export interface Oddity {
  readonly what: string;
  readonly line: number;
}

/** A page that cannot be compiled. Lines count from 1. The message, `file:line: reason`, is all that a user needs to see. */
export class PageError extends Error {
  override readonly name = 'PageError';

  constructor(
    readonly file: string,
    readonly line: number,
    readonly reason: string,
  ) {
    super(`${file}:${line}: ${reason}`);
  }
}
