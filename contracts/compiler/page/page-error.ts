/** A page that cannot be compiled: `file:line: reason`. Its message is all that a user needs to see. */
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
