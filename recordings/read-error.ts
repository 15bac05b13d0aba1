/** Traffic that cannot be read: `file: reason`, with the place in the file where one is known. */
export class ReadError extends Error {
  override readonly name: string = 'ReadError';

  constructor(
    readonly file: string,
    readonly reason: string,
  ) {
    super(`${file}: ${reason}`);
  }
}

/** A file of JSON that is none of the known formats: no mistake, where a whole folder was given. */
export class UnknownFormat extends ReadError {
  override readonly name = 'UnknownFormat';
}
