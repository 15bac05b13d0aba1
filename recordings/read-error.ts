/** Traffic that cannot be read: `file: reason`, with the place in the file where one is known. */
export class ReadError extends Error {
  override readonly name = 'ReadError';

  constructor(
    readonly file: string,
    readonly reason: string,
  ) {
    super(`${file}: ${reason}`);
  }
}
