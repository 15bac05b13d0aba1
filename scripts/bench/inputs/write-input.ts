import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { harEnd, harEntry, harStart } from './har-entry.js';
import { ndjsonLine } from './ndjson-line.js';
import { pactEnd, pactInteraction, pactStart } from './pact-interaction.js';

export type InputFormat = 'har' | 'ndjson' | 'pact';

interface Layout {
  readonly start: string;
  readonly piece: (index: number) => string;
  readonly between: string;
  readonly end: string;
}

const layouts: Readonly<Record<InputFormat, Layout>> = {
  har: { start: harStart, piece: harEntry, between: ',', end: harEnd },
  ndjson: { start: '', piece: ndjsonLine, between: '', end: '' },
  pact: { start: pactStart, piece: pactInteraction, between: ',\n', end: pactEnd },
};

/** How much is gathered before it is written, in characters. */
const gathered = 1024 * 1024;

/** The text of an input of so many exchanges, in pieces: a million of them need not be held at once. */
export function* inputText(format: InputFormat, count: number): Generator<string> {
  const { start, piece, between, end } = layouts[format];
  let text = start;
  for (let index = 0; index < count; index += 1) {
    text += (index === 0 ? '' : between) + piece(index);
    if (text.length > gathered) {
      yield text;
      text = '';
    }
  }
  yield text + end;
}

export async function writeInput(file: string, format: InputFormat, count: number): Promise<void> {
  await pipeline(Readable.from(inputText(format, count)), createWriteStream(file));
}
