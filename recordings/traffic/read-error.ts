/** An input that cannot be read, wholly or in part. Its message has a line `file: reason` for each reason. */
export class ReadError extends Error {
  readonly reasons: readonly string[];
  readonly sentences: readonly string[];

  /** @param isUnknownFormat whether the file has none of the formats, which is allowed in a searched folder. */
  constructor(
    file: string,
    reasons: string | readonly string[],
    readonly isUnknownFormat = false,
  ) {
    const all = typeof reasons === 'string' ? [reasons] : reasons;
    const sentences = all.map((reason) => `${file}: ${reason}`);
    super(sentences.join('\n'));
    this.name = 'ReadError';
    this.reasons = all;
    this.sentences = sentences;
  }
}

/** One item of an input that cannot be read, such as a line of NDJSON: the others still are. The message gives the reason, and quotes nothing. */
export class ItemError extends Error {}
