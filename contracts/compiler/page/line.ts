/** One line of a page, without its end. `number` counts from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/** Splits a page into lines. Published pages mix CRLF, LF and a lone CR; a byte order mark is dropped. */
export function splitLines(text: string): Line[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  return lines.map((line, index) => ({ number: index + 1, text: line }));
}

/** A page that cannot be compiled. Its message, `file:line: reason`, is all that a user needs to see. */
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
