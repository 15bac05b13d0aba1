import { closeSync, openSync, readSync } from 'node:fs';

/** How much is read at once, in bytes. */
const chunkSize = 256 * 1024;

/** Where one entry ends and the next begins, known because the generator wrote the file: nothing that reads files of others can know as much. */
const borders = { har: ',{"_connectionId":', ndjson: '\n{"request":' } as const;

export type FloorFormat = keyof typeof borders;

/** The text of each entry of a generated file, read in chunks. */
export function* entriesInChunks(file: string, format: FloorFormat): Generator<string> {
  const border = borders[format];
  const handle = openSync(file, 'r');
  const chunk = Buffer.allocUnsafe(chunkSize);
  try {
    // What the generator writes is ASCII, so no character is cut in two.
    let text = '';
    let begun = format === 'ndjson';
    for (;;) {
      const read = readSync(handle, chunk, 0, chunkSize, null);
      if (read === 0) break;
      text += chunk.toString('latin1', 0, read);
      if (!begun) {
        text = text.slice(text.indexOf('{"_connectionId":'));
        begun = true;
      }
      let from = 0;
      for (let end = text.indexOf(border); end !== -1; end = text.indexOf(border, from)) {
        yield text.slice(from, end);
        from = end + 1;
      }
      text = text.slice(from);
    }
    yield format === 'har' ? text.slice(0, text.lastIndexOf(']}}')) : text;
  } finally {
    closeSync(handle);
  }
}
