/** Traffic that cannot be read: `file: reason`, with the place in the file where one is known. A sentence on a line of its own for each reason. */
export class ReadError extends Error {
  override readonly name: string = 'ReadError';
  readonly sentences: readonly string[];

  /** @param others further reasons. */
  constructor(
    readonly file: string,
    readonly reason: string,
    others: readonly string[] = [],
  ) {
    const sentences = [reason, ...others].map((one) => `${file}: ${one}`);
    super(sentences.join('\n'));
    this.sentences = sentences;
  }
}

/** A file of JSON that is none of the known formats: no mistake, where a whole folder was given. */
export class UnknownFormat extends ReadError {
  override readonly name = 'UnknownFormat';
}
