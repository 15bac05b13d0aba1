/** One line of a page, without its end. `number` counts from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/** Splits a page into lines. CRLF, LF and a lone CR may be mixed, as they are in published pages; a byte order mark is dropped. */
export function splitLines(text: string): Line[] {
  const withoutMark = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return withoutMark.split(/\r\n|\n|\r/).map((line, index) => ({ number: index + 1, text: line }));
}
