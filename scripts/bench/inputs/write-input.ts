import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Side, exchangeAt } from './faults.js';
import { harEnd, harEntry, harStart } from './har-entry.js';
import { graphHost } from './generated-exchange.js';
import { pactEnd, pactInteraction, pactStart } from './pact-interaction.js';

export type InputFormat = 'har' | 'ndjson' | 'pact';

export const sideOf: Readonly<Record<InputFormat, Side>> = { har: 'observed', ndjson: 'observed', pact: 'expected' };

const layouts = {
  har: { start: harStart, item: harEntry, separator: ',', end: harEnd },
  ndjson: { start: '', item: ndjsonLine, separator: '', end: '' },
  pact: { start: pactStart, item: pactInteraction, separator: ',\n', end: pactEnd },
} as const;

/** The text of an input in pieces of about 1 MiB, so a large one need not fit into memory. */
export function* inputText(format: InputFormat, size: number): Generator<string> {
  const { start, item, separator, end } = layouts[format];
  let text: string = start;
  for (let index = 0; index < size; index += 1) {
    text += (index === 0 ? '' : separator) + item(index);
    if (text.length > 1024 * 1024) {
      yield text;
      text = '';
    }
  }
  yield text + end;
}

export async function writeInput(file: string, format: InputFormat, size: number): Promise<void> {
  await pipeline(Readable.from(inputText(format, size)), createWriteStream(file));
}

/** One exchange as a line of NDJSON, with bodies as text. */
function ndjsonLine(index: number): string {
  const { path, request, response } = exchangeAt(index, 'observed');
  const line = {
    request: { method: 'PATCH', url: `https://${graphHost}${path}`, headers: request.headers, body: JSON.stringify(request.body) },
    response: { ...response, body: response.body && JSON.stringify(response.body) },
  };
  return `${JSON.stringify(line)}\n`;
}
