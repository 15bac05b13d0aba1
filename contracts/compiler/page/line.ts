/** Something strange on a page that loses nothing. */
export interface Oddity {
  readonly what: string;
  readonly line: number;
}

/** Published pages mix CRLF, LF and a lone CR. A byte order mark is dropped. */
export function splitLines(text: string): string[] {
  return text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
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
